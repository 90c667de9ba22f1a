import * as v from 'valibot';
import { SHELVES, type ShelfName } from './rows.ts';

/** Who looks at a shelf hears when something on it changed, whichever tab changed it. */

const CHANNEL = 'ngoai-vu-so.shelves';
const message = v.array(v.picklist(SHELVES));

const listeners = new Map<ShelfName, Set<() => void>>();
const channel = typeof BroadcastChannel === 'undefined' ? undefined : new BroadcastChannel(CHANNEL);
channel?.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
	const parsed = v.safeParse(message, data);
	if (parsed.success) tell(parsed.output);
});

/** @returns what ends the listening */
export function whenChanged(shelf: ShelfName, listener: () => void): () => void {
	const ofShelf = listeners.get(shelf) ?? new Set();
	listeners.set(shelf, ofShelf.add(listener));
	return () => ofShelf.delete(listener);
}

/** Tells this tab and the others. */
export function announceChange(shelves: readonly ShelfName[]): void {
	tell(shelves);
	channel?.postMessage(shelves);
}

function tell(shelves: readonly ShelfName[]): void {
	for (const shelf of shelves) for (const listener of listeners.get(shelf) ?? []) listener();
}
