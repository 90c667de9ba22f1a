import type { Id } from '$domain/dossier/dossier.ts';
import { standsAlone } from '$domain/dossier/offline.ts';
import { isQuestionActType } from '$domain/question/act.ts';
import type { RefusalCode } from '$domain/refusal.ts';
import { deviceNow } from '../device-clock.ts';
import { newId } from '../ids.ts';
import type { Owner } from '../storage/rows.ts';
import { commit, type Change, type Committed } from '../storage/shelf.ts';
import type { Errand, ErrandPayload, ErrandType, Subject } from './errand.ts';
import { outbox, type OutboxEntry, type OutboxItem } from './outbox-item.ts';

export type { DossierItem, OutboxContent, OutboxEntry, OutboxItem } from './outbox-item.ts';
export { isOnDossier } from './outbox-item.ts';

// What a person does with the outbox: writes down, looks at, takes back. How an item gets to the
// server stands in `outbox-progress.ts`.

/** Which item it is, and which writing down of it: what was refused may be done anew under its id. */
export type Written = Pick<OutboxEntry, 'id' | 'madeAt'>;

/** An errand to be written down, made of what a person pressed and typed. */
export interface NewItem<T extends ErrandType> {
	readonly owner: Owner;
	/** `seq`: number of the newest action its maker saw. */
	readonly subject: Subject;
	readonly type: T;
	readonly payload: ErrandPayload<T>;
	/** Given where the id was made before, with the draft. */
	readonly id?: Id;
}

/**
 * Writes an errand down. The very same one that still waits is not written twice; another one under
 * the id of one that is on its way is not written at all (`unmet`), for that one may have arrived.
 * @param together further changes of the same transaction
 */
export async function enqueue<T extends ErrandType>(
	made: NewItem<T>,
	together: readonly Change[] = []
): Promise<Written | Extract<Committed, { ok: false }>> {
	const { owner, subject, type, payload } = made;
	const lane = await outbox.list(owner, subject.id);
	const ahead = lane.filter(
		(item) =>
			(item.state === 'answered'
				? (item.seq ?? 0) > subject.seq
				: refusedUnder(item, lane) === undefined) &&
			// Done anew under its id, it takes its old place.
			!comesAfter(item, made.id, lane)
	);
	const same = ahead.find(({ content }) => isSame(content.intent, type, payload));
	if (same) return same;
	// Done anew in the moment in which it is refused, it must not wait for what it was.
	const others = ahead.filter(({ id }) => id !== made.id);
	const intent = intentOf(made, others.length);
	const { id } = intent;
	const item: OutboxItem = {
		owner,
		id,
		dossier: subject.id,
		type,
		madeAt: deviceNow(),
		state: 'waiting',
		follows: lastOf(others)?.id ?? null,
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

/** @param ahead what will have happened to the same subject before */
export function intentOf<T extends ErrandType>(
	{ subject, type, payload, id = newId() }: NewItem<T>,
	ahead: number
): Errand {
	const about = isQuestionActType(type) ? { question: subject.id } : { dossier: subject.id };
	// `payload` is that of `type`, which the compiler cannot follow through the union.
	return { id, ...about, type, expectedSeq: subject.seq + ahead, payload } as Errand;
}

/** The files that an action gives. */
export function filesNamedIn(intent: Errand): Id[] {
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
		(entry) =>
			isBuiltUpon(id, entry, entries) && (isQuestionActType(entry.type) || !standsAlone(entry.type))
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
				entry.state === 'waiting'
					? { ...entry, state: 'refused', refusal: builtOnSand(entry) }
					: entry
			)
		)
	]);
	return committed.ok;
}

const builtOnSand = ({ type }: OutboxEntry): NonNullable<OutboxEntry['refusal']> => ({
	code: isQuestionActType(type) ? 'question.changed_meanwhile' : 'dossier.changed_meanwhile'
});

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

/** Which refusals mean that a colleague, or another device, acted first. */
const CONFLICTS: readonly RefusalCode[] = [
	'dossier.changed_meanwhile',
	'dossier.wrong_status',
	'dossier.not_assigned_to_you'
];

export const isConflict = ({ refusal }: OutboxEntry): boolean =>
	refusal !== null && CONFLICTS.includes(refusal.code);

function isSame(intent: Errand, type: ErrandType, payload: unknown): boolean {
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
