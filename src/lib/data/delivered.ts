import * as v from 'valibot';
import { entrySchema } from './catalogue.ts';

/**
 * What the app was built with: the catalogue and the settings of the Department. It lies on the device
 * with the app itself, so that it can be read without a network from the first visit on.
 */

export const DELIVERED_ADDRESS = '/tro-ly/danh-muc.json';

const schema = v.object({
	entries: v.array(entrySchema),
	/** In the shape in which the server tells them, but for its clock. */
	settings: v.record(v.string(), v.unknown())
});
export type Delivered = v.InferOutput<typeof schema>;

let asked: Promise<Delivered | undefined> | undefined;

/** Read once; `undefined`: it is not on this device, and cannot be fetched now. */
export function fetchDelivered(): Promise<Delivered | undefined> {
	asked ??= read().then((delivered) => {
		if (!delivered) asked = undefined;
		return delivered;
	});
	return asked;
}

async function read(): Promise<Delivered | undefined> {
	try {
		const response = await fetch(DELIVERED_ADDRESS);
		const parsed = v.safeParse(schema, await response.json());
		return parsed.success ? parsed.output : undefined;
	} catch {
		return undefined;
	}
}
