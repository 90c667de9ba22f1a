import type { Dossier, Id } from '$domain/dossier/dossier.ts';
import type { ActionType, Intent, Payload } from '$domain/dossier/intent.ts';
import { standsAlone } from '$domain/dossier/offline.ts';
import type { RefusalCode } from '$domain/refusal.ts';
import type { Instant } from '$domain/time/plain-date.ts';
import type { Fault, Refused } from '../answer.ts';
import { deviceNow } from '../device-clock.ts';
import { newId } from '../ids.ts';
import type { Envelope, Owner } from '../storage/rows.ts';
import { commit, Shelf, type Change, type Committed, type Kept } from '../storage/shelf.ts';

/**
 * What a person did and the server has not confirmed yet (hộp gửi đi). An item leaves by exactly
 * three doors: the server confirmed it and it was read back (`settle`), or it was refused and its
 * owner resolved that (`discard`), or its owner took it back before it was sent (`discard`).
 */
export interface OutboxEntry extends Envelope {
	readonly type: ActionType;
	readonly madeAt: Instant;
	/**
	 * `waiting`: to be sent. `sending`: a tab is at it. `answered`: the server said yes, and is asked
	 * once more whether it has it. `refused`: a rule said no; its owner decides.
	 */
	readonly state: 'waiting' | 'sending' | 'answered' | 'refused';
	/** Item of the same dossier that this one was built upon, and must not overtake. */
	readonly follows: Id | null;
	/** It went out at least once without an answer: only the server knows whether it arrived. */
	readonly mayHaveArrived: boolean;
	/** Failures so far. */
	readonly tries: number;
	/** Not tried again before, by the device's clock in milliseconds. */
	readonly notBeforeMs: number;
	/** Why it did not go the last time. */
	readonly fault: Fault | null;
	readonly refusal: Omit<Refused, 'ok' | 'kind'> | null;
	/** Number the action got, once answered. */
	readonly seq: number | null;
}

export interface OutboxContent {
	readonly intent: Intent;
}
export type OutboxItem = Kept<OutboxEntry, OutboxContent>;

const outbox = new Shelf<OutboxEntry, OutboxContent>('outbox');

/** Which item it is, and which writing down of it: what was refused may be done anew under its id. */
export type Written = Pick<OutboxEntry, 'id' | 'madeAt'>;

/** An action to be written down, made of what a person pressed and typed. */
export interface NewItem<T extends ActionType> {
	readonly owner: Owner;
	/** `seq`: number of the newest action its maker saw. */
	readonly dossier: Pick<Dossier, 'id' | 'seq'>;
	readonly type: T;
	readonly payload: Payload<T>;
	/** Given where the id was made before, with the draft. */
	readonly id?: Id;
}

/**
 * Writes an action down. The very same one that still waits is not written twice; another one under
 * the id of one that is on its way is not written at all (`unmet`), for that one may have arrived.
 * @param together further changes of the same transaction
 */
export async function enqueue<T extends ActionType>(
	made: NewItem<T>,
	together: readonly Change[] = []
): Promise<Written | Extract<Committed, { ok: false }>> {
	const { owner, dossier, type, payload } = made;
	const lane = await outbox.list(owner, dossier.id);
	const ahead = lane.filter(
		(item) =>
			(item.state === 'answered'
				? (item.seq ?? 0) > dossier.seq
				: refusedUnder(item, lane) === undefined) &&
			// Done anew under its id, it takes its old place.
			!comesAfter(item, made.id, lane)
	);
	const same = ahead.find(({ content }) => isSame(content.intent, type, payload));
	if (same) return same;
	const intent = intentOf(made, ahead.length);
	const { id } = intent;
	const item: OutboxItem = {
		owner,
		id,
		dossier: dossier.id,
		type,
		madeAt: deviceNow(),
		state: 'waiting',
		follows: lastOf(ahead)?.id ?? null,
		mayHaveArrived: false,
		tries: 0,
		notBeforeMs: 0,
		fault: null,
		refusal: null,
		seq: null,
		content: { intent }
	};
	const committed = await commit([
		outbox.require(owner, id, (there) => there === undefined || there.state === 'refused'),
		...together,
		outbox.put(item)
	]);
	return committed.ok ? item : committed;
}

/** @param ahead actions on the same dossier that will have happened before */
export function intentOf<T extends ActionType>(
	{ dossier, type, payload, id = newId() }: NewItem<T>,
	ahead: number
): Intent {
	// `payload` is that of `type`, which the compiler cannot follow through the union.
	return { id, dossier: dossier.id, type, expectedSeq: dossier.seq + ahead, payload } as Intent;
}

/** The files that an action gives. */
export function filesNamedIn(intent: Intent): Id[] {
	return intent.type === 'submit' || intent.type === 'supply'
		? intent.payload.files.map(({ attachment }) => attachment)
		: [];
}

/** Everything not settled yet, the oldest first. */
export async function outboxOf(owner: Owner): Promise<OutboxEntry[]> {
	return inOrder(await outbox.envelopes(owner));
}

/** With what was typed. */
export async function outboxItems(owner: Owner, dossier?: Id): Promise<OutboxItem[]> {
	return inOrder(await outbox.list(owner, dossier));
}

export async function outboxItem(owner: Owner, id: Id): Promise<OutboxItem | undefined> {
	return outbox.get(owner, id);
}

/** Its owner may take it away: it certainly did not arrive. */
export const mayDiscard = ({ state, mayHaveArrived }: OutboxEntry): boolean =>
	state === 'refused' || (state === 'waiting' && !mayHaveArrived);

/**
 * What was built upon it never saw the dossier without it: by chance its number may fit what a
 * colleague did meanwhile. So that is not sent either, and its owner decides again.
 * @returns `false` when meanwhile it was sent, and so is no longer its owner's to take away
 */
export function discard(item: Taken): Promise<boolean> {
	return takeAway(item, mayDiscard);
}

/**
 * Takes away what can be opened no longer: the key it was sealed with is gone, so that it will never
 * be sent. Whether it left before that is in the dossier.
 */
export function abandon(item: Taken): Promise<boolean> {
	return takeAway(item, ({ state }) => state === 'waiting' || state === 'refused');
}

/** With `madeAt`: as it was written down then, and not what was done anew under its id since. */
type Taken = Pick<OutboxEntry, 'owner' | 'id'> & Partial<Written>;

async function takeAway(
	{ owner, id, madeAt }: Taken,
	may: (entry: OutboxEntry) => boolean
): Promise<boolean> {
	const entries = await outbox.envelopes(owner);
	const above = entries.filter(
		(entry) => isBuiltUpon(id, entry, entries) && !standsAlone(entry.type)
	);
	const committed = await commit([
		outbox.require(
			owner,
			id,
			(entry) => entry !== undefined && (madeAt ?? entry.madeAt) === entry.madeAt && may(entry)
		),
		outbox.remove(owner, id),
		...above.map((item) =>
			outbox.edit(owner, item.id, (entry) =>
				entry.state === 'waiting' ? { ...entry, state: 'refused', refusal: BUILT_ON_SAND } : entry
			)
		)
	]);
	return committed.ok;
}

const BUILT_ON_SAND = { code: 'dossier.changed_meanwhile' } as const;

function isBuiltUpon(id: Id, { follows }: OutboxEntry, entries: readonly OutboxEntry[]): boolean {
	const before = entries.find((entry) => entry.id === follows);
	return before !== undefined && (before.id === id || isBuiltUpon(id, before, entries));
}

/** Whether an item was built upon `id`, which may have left meanwhile, or upon one that was. */
function comesAfter(
	{ follows }: OutboxEntry,
	id: Id | undefined,
	entries: readonly OutboxEntry[]
): boolean {
	if (follows === null || id === undefined) return false;
	const before = entries.find((entry) => entry.id === follows);
	return follows === id || (before !== undefined && comesAfter(before, id, entries));
}

/** The refused item that keeps this one from being sent: itself, or one it was built upon. */
export function refusedUnder<E extends OutboxEntry>(
	entry: E,
	entries: readonly E[]
): E | undefined {
	if (entry.state === 'refused') return entry;
	const before = entries.find(({ id }) => id === entry.follows);
	return before && refusedUnder(before, entries);
}

// What follows is the sender's: see `delivery.ts`.

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

export function answered({ owner, id }: OutboxEntry, seq: number): Change {
	return outbox.edit(owner, id, (entry) => ({
		...entry,
		state: 'answered',
		seq,
		fault: null,
		refusal: null
	}));
}

export function settled({ owner, id }: OutboxEntry): Change {
	return outbox.remove(owner, id);
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

/** @param from states in which it may happen; in any other nothing does (`unmet`) */
function change(
	{ owner, id }: OutboxEntry,
	from: readonly OutboxEntry['state'][],
	to: Partial<Omit<OutboxEntry, keyof Envelope>>
): Promise<Committed> {
	return commit([
		outbox.require(owner, id, (entry) => entry !== undefined && from.includes(entry.state)),
		outbox.edit(owner, id, (entry) => ({ ...entry, ...to }))
	]);
}

/** Which refusals mean that a colleague, or another device, acted first. */
const CONFLICTS: readonly RefusalCode[] = [
	'dossier.changed_meanwhile',
	'dossier.wrong_status',
	'dossier.not_assigned_to_you'
];

export const isConflict = ({ refusal }: OutboxEntry): boolean =>
	refusal !== null && CONFLICTS.includes(refusal.code);

function isSame(intent: Intent, type: ActionType, payload: unknown): boolean {
	return intent.type === type && JSON.stringify(intent.payload) === JSON.stringify(payload);
}

/**
 * Every item after the one it follows; else by the time it was made. Should two ever follow each
 * other, they are listed all the same.
 */
function inOrder<E extends OutboxEntry>(entries: readonly E[]): E[] {
	const byTime = [...entries].sort(
		(a, b) => a.madeAt.localeCompare(b.madeAt) || a.id.localeCompare(b.id)
	);
	const ordered: E[] = [];
	const begun = new Set<E>();
	const add = (entry: E): void => {
		if (begun.has(entry)) return;
		begun.add(entry);
		const before = byTime.find(({ id }) => id === entry.follows);
		if (before) add(before);
		ordered.push(entry);
	};
	byTime.forEach(add);
	return ordered;
}

function lastOf(entries: readonly OutboxItem[]): OutboxItem | undefined {
	return entries.find((entry) => !entries.some(({ follows }) => follows === entry.id));
}
