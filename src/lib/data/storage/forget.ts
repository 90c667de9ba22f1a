import { stopTelling } from '../push-withdrawal.ts';
import { SHARED_KEY } from '../who-is-here.ts';
import { announceChange } from './changes.ts';
import { releaseKey } from './keys.ts';
import { rowsAtHand } from './rows-at-hand.ts';
import { NOBODY, SHELVES, type Owner, type RowChange } from './rows.ts';

/**
 * Removes all that belongs to one account, its key first, and tells it nothing more here; nobody
 * else's is touched.
 */
export async function forgetOwner(owner: Owner): Promise<void> {
	await releaseKey(owner);
	const rows = await rowsAtHand();
	await Promise.all([rows.forget(owner), stopTelling(owner)]);
	announceChange(SHELVES);
}

/** Shelves with what was begun or said and is nowhere else. */
const BEGUN = ['drafts', 'files', 'bytes', 'conversations'] as const;

/** Removes what was begun without signing in; the catalogue and other public things stay. */
export async function forgetDraftsOfNobody(): Promise<void> {
	const rows = await rowsAtHand();
	const found = await Promise.all(
		BEGUN.map(async (shelf) =>
			(await rows.list(shelf, NOBODY)).map(({ id }): RowChange => ({
				shelf,
				owner: NOBODY,
				id,
				kind: 'remove'
			}))
		)
	);
	await rows.write(found.flat());
	announceChange(BEGUN);
}

/** Says how the app looks and when the office is open: nobody's, and wanted before anybody signs in. */
const KEPT = ['nvs.appearance', 'nvs.department', SHARED_KEY];

/** Empties what the browser keeps beside the database. */
export function clearWebStorage(): void {
	try {
		sessionStorage.clear();
		for (const key of Object.keys(localStorage))
			if (!KEPT.includes(key)) localStorage.removeItem(key);
	} catch {
		// Where it is forbidden there is nothing.
	}
}
