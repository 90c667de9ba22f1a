import type { Change } from './shelf.ts';
import { Shelf } from './shelf.ts';
import type { Envelope, Owner } from './rows.ts';

/** A small fact that helps the app along and hides nothing: how far it has read, say. */
interface Mark extends Envelope {
	readonly value: string;
}

const marks = new Shelf<Mark, null>('marks');

export async function mark(owner: Owner, name: string): Promise<string | undefined> {
	return (await marks.get(owner, name))?.value;
}

/** Unless the mark still stands so (`undefined`: is not there), nothing of the transaction happens. */
export function markStands(owner: Owner, name: string, value: string | undefined): Change {
	return marks.require(owner, name, (kept) => kept?.value === value);
}

/** To be made together with what it tells of. */
export function setMark(owner: Owner, name: string, value: string): Change {
	return marks.put({ owner, id: name, dossier: '', value, content: null });
}
