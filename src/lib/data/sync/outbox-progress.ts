import type { Id } from '$domain/dossier/dossier.ts';
import type { Fault, Refused } from '../answer.ts';
import type { Envelope, Owner } from '../storage/rows.ts';
import { commit, type Change, type Committed } from '../storage/shelf.ts';
import { outbox, type OutboxEntry } from './outbox-item.ts';

// How an item gets on on its way to the server: whose turn it is, and what became of it. For whoever
// sends (`delivery.ts`, `sending.ts`); what its owner may do with it stands in `outbox.ts`.

/** Items whose turn it is: not waiting for a pause, nor for one they were built upon. */
export function dueItems(entries: readonly OutboxEntry[], nowMs: number): OutboxEntry[] {
	return entries.filter(
		(entry) =>
			entry.state === 'waiting' && isOver(entry.notBeforeMs, nowMs) && !isHeldUp(entry, entries)
	);
}

/** When the next pause of an item is over, by the device's clock in milliseconds. */
export function nextDueMs(entries: readonly OutboxEntry[], nowMs: number): number | undefined {
	const times = entries
		.filter((entry) => entry.state === 'waiting' && !isHeldUp(entry, entries))
		.map(({ notBeforeMs }) => notBeforeMs)
		.filter((notBeforeMs) => !isOver(notBeforeMs, nowMs));
	return times.length === 0 ? undefined : Math.min(...times);
}

const isHeldUp = ({ follows }: OutboxEntry, entries: readonly OutboxEntry[]): boolean =>
	entries.some(({ id, state }) => id === follows && state !== 'answered');

/** No pause is longer: what lies further ahead was written by a clock that has been put right since. */
const LONGEST_PAUSE_MS = 65 * 60_000;

const isOver = (notBeforeMs: number, nowMs: number): boolean =>
	notBeforeMs <= nowMs || notBeforeMs > nowMs + LONGEST_PAUSE_MS;

/** `unmet`: it was taken away meanwhile. */
export function beginSending(item: OutboxEntry): Promise<Committed> {
	return change(item, ['waiting'], { state: 'sending' });
}

/** From here on only the server knows whether it arrived. `unmet`: it was taken away meanwhile. */
export function noteLeaving(item: OutboxEntry): Promise<Committed> {
	return change(item, ['sending', 'waiting'], { state: 'sending', mayHaveArrived: true });
}

export function putBack(
	item: OutboxEntry,
	how: { readonly tries: number; readonly notBeforeMs: number; readonly fault: Fault | null }
): Promise<Committed> {
	return change(item, ['sending'], { state: 'waiting', ...how });
}

/** Not of one that another tab sent meanwhile and got through. */
export function noteRefusal(
	item: OutboxEntry,
	{ code, field, subject }: Refused
): Promise<Committed> {
	const refusal = {
		code,
		...(field === undefined ? {} : { field }),
		...(subject === undefined ? {} : { subject })
	};
	return change(item, ['sending'], { state: 'refused', refusal, fault: null });
}

export function answered(item: OutboxEntry, seq: number): Change {
	return outbox.edit(item.owner, item.id, (entry) =>
		isStill(item, entry) ? { ...entry, state: 'answered', seq, fault: null, refusal: null } : entry
	);
}

export function settled(item: OutboxEntry): Change {
	return outbox.edit(item.owner, item.id, (entry) => (isStill(item, entry) ? null : entry));
}

/**
 * The sender went away in the middle, or found the device full: what it held is to be sent again.
 * @param underWay what is being sent by the asking tab
 */
export async function releaseAbandoned(
	entries: readonly OutboxEntry[],
	underWay: (item: Id) => boolean
): Promise<void> {
	for (const entry of entries) {
		if (entry.state === 'sending' && !underWay(entry.id)) {
			await change(entry, ['sending'], { state: 'waiting' });
		}
	}
}

/** The server does not know what it once answered: a backup was restored. It is sent again. */
export async function sendAgain(item: OutboxEntry): Promise<void> {
	await change(item, ['answered'], { state: 'waiting', seq: null });
}

/** Lets everything be tried at once, but for what the server asked to wait. */
export async function forgetPauses(owner: Owner): Promise<void> {
	for (const entry of await outbox.envelopes(owner)) {
		const isTold = entry.fault === 'too_many_requests' || entry.fault === 'day_full';
		if (entry.notBeforeMs > 0 && !isTold) {
			await change(entry, [entry.state], { notBeforeMs: 0 });
		}
	}
}

/** Not done anew under its id since: a slow tab may still be at what it was. */
const isStill = (item: OutboxEntry, now: OutboxEntry): boolean => now.madeAt === item.madeAt;

/** @param from states in which it may happen; in any other nothing does (`unmet`) */
function change(
	item: OutboxEntry,
	from: readonly OutboxEntry['state'][],
	to: Partial<Omit<OutboxEntry, keyof Envelope>>
): Promise<Committed> {
	const { owner, id } = item;
	return commit([
		outbox.require(
			owner,
			id,
			(entry) => entry !== undefined && isStill(item, entry) && from.includes(entry.state)
		),
		outbox.edit(owner, id, (entry) => ({ ...entry, ...to }))
	]);
}
