import { openIndexedRows } from './indexed-rows.ts';
import { MemoryRows } from './memory-rows.ts';
import type { Rows } from './rows.ts';

let opening: Promise<Rows> | undefined;
let volatile = false;

/** The rows of this device, opened when first needed. */
export function rowsAtHand(): Promise<Rows> {
	opening ??= openIndexedRows().catch(() => {
		// Private windows and full disks refuse: the app goes on, and says that nothing is kept.
		volatile = true;
		return new MemoryRows();
	});
	return opening;
}

/** The browser refused to store: what is made here is gone when the page is closed. */
export async function isVolatile(): Promise<boolean> {
	await rowsAtHand();
	return volatile;
}
