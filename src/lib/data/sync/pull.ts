import * as v from 'valibot';
import type { Id } from '$domain/dossier/dossier.ts';
import type { Instant } from '$domain/time/plain-date.ts';
import { readStoredSession } from '../account.ts';
import { faulted, success, type Answer } from '../answer.ts';
import { deviceNow } from '../device-clock.ts';
import { heldEnvelope, heldEnvelopes, holding, isNewer, lettingGo } from '../held-dossiers.ts';
import { newId } from '../ids.ts';
import { syncPageSchema, type SyncPage } from '../mappers.ts';
import { ask } from '../remote.ts';
import { mark, markStands, setMark } from '../storage/marks.ts';
import type { Owner } from '../storage/rows.ts';
import { commit } from '../storage/shelf.ts';

/**
 * Reads from the server what changed. Every page is stored together with the place it ends at, in
 * one transaction: whatever cuts a reading short, the next one goes on there.
 */

const MARK = 'reading';
const PAGE = 100;
/** A page with a hundred histories on a slow line. */
const ANSWER_WITHIN_MS = 60_000;
/** Ended dossiers stay on an officer's device for so long, as the server reckons too. */
const KEEP_ENDED_MS = 30 * 24 * 60 * 60_000;

/** How far this device has read. */
const readingSchema = v.object({
	/** Every complete reading has its own: rows of an earlier one that were not met again are gone. */
	id: v.string(),
	/** Role and division it was made for: with other rights everything is read afresh. */
	scope: v.string(),
	/** Server's clock up to which everything was told; empty until a first one is complete. */
	since: v.string(),
	witness: v.optional(v.string()),
	/** A reading under way: where its next page begins, and what `since` will be at its end. */
	walk: v.nullable(v.object({ after: v.string(), until: v.string(), read: v.number() })),
	/** By the device's clock; `null`: never yet. */
	completedAt: v.nullable(v.string())
});
type Reading = v.InferOutput<typeof readingSchema>;

export interface PullOptions {
	/** Actions whose keeping is asked for along the way: of this person, 100 at most. */
	readonly confirm?: readonly Id[];
	/** Ends after the page under way; the next reading goes on behind it. */
	readonly signal?: AbortSignal;
	/** Hears how many dossiers were read so far. */
	readonly onProgress?: (read: number) => void;
}

export interface Pulled {
	/** Dossiers that are newer now, or gone. */
	readonly changed: number;
	/** Those of `confirm` that the server keeps. */
	readonly confirmed: readonly Id[];
	/** `false`: interrupted, or another tab is at it. */
	readonly complete: boolean;
}

/** Brings the device up to what the server has. */
export async function pullChanges(
	owner: Owner,
	{ confirm = [], signal, onProgress }: PullOptions = {}
): Promise<Answer<Pulled>> {
	let { reading, stands } = await readingOf(owner);
	let confirmed: readonly Id[] | undefined;
	let changed = 0;
	for (;;) {
		const asked = confirmed === undefined && confirm.length > 0 ? { confirm } : {};
		const answer = await askPage(owner, reading, asked);
		if (!answer.ok) return answer;
		const page = answer.value;
		confirmed ??= page.confirmed.map(({ id }) => id);
		if (page.restored || page.until < reading.since) {
			// A backup was put back, or the clock: what is held may never have happened.
			reading = begun(reading.scope);
			continue;
		}
		const next = advanced(reading, page);
		const stored = await store(owner, stands, page, reading, next);
		if (stored === 'overtaken') return success({ changed, confirmed, complete: false });
		if (!stored.ok) return stored;
		changed += stored.value.changed;
		onProgress?.((reading.walk?.read ?? 0) + page.items.length);
		reading = next;
		stands = stored.value.stands;
		if (!next.walk) return success({ changed, confirmed, complete: true });
		if (signal?.aborted) return success({ changed, confirmed, complete: false });
	}
}

/** How complete and how fresh what the device holds is. */
export interface Freshness {
	/** When everything was as the server had it, by the device's clock; `null`: never yet. */
	readonly completedAt: Instant | null;
	/** Dossiers read by a reading that has not ended; `null`: none is under way. */
	readonly underWay: number | null;
}

export async function freshness(owner: Owner): Promise<Freshness> {
	const { reading } = await readingOf(owner);
	return { completedAt: reading.completedAt, underWay: reading.walk?.read ?? null };
}

/** @returns the mark as it stands, and what it says; a fresh reading where that is of no use */
async function readingOf(
	owner: Owner
): Promise<{ readonly reading: Reading; readonly stands: string | undefined }> {
	const stands = await mark(owner, MARK);
	const scope = scopeNow();
	const kept = v.safeParse(readingSchema, stands === undefined ? null : JSON.parse(stands));
	const reading = kept.success && kept.output.scope === scope ? kept.output : begun(scope);
	return { reading, stands };
}

const begun = (scope: string): Reading => ({
	id: newId(),
	scope,
	since: '',
	walk: null,
	completedAt: null
});

const OF_APPLICANT = 'applicant';

function scopeNow(): string {
	const account = readStoredSession()?.account;
	return account?.type === 'officer' ? `${account.role} ${account.division}` : OF_APPLICANT;
}

function askPage(
	owner: Owner,
	{ since, walk, witness }: Reading,
	confirm: { readonly confirm?: readonly Id[] }
): Promise<Answer<SyncPage>> {
	return ask('/api/app/sync', syncPageSchema, {
		method: 'POST',
		as: owner,
		withinMs: ANSWER_WITHIN_MS,
		body: {
			since,
			limit: PAGE,
			...(walk ? { after: walk.after } : {}),
			...(witness === undefined ? {} : { witness }),
			...confirm
		}
	});
}

/** Where the device stands once `page` is stored. */
function advanced(reading: Reading, page: SyncPage): Reading {
	// What changed after the first page was read is told again the next time.
	const until = reading.walk?.until ?? page.until;
	const read = (reading.walk?.read ?? 0) + page.items.length;
	const witness = page.witness === undefined ? {} : { witness: page.witness };
	return page.next === undefined
		? { ...reading, ...witness, since: until, walk: null, completedAt: deviceNow() }
		: { ...reading, ...witness, walk: { after: page.next, until, read } };
}

interface Stored {
	readonly changed: number;
	/** The mark as it stands now. */
	readonly stands: string;
}

/** @returns `overtaken` when another tab read on meanwhile */
async function store(
	owner: Owner,
	stands: string | undefined,
	page: SyncPage,
	before: Reading,
	next: Reading
): Promise<Answer<Stored> | 'overtaken'> {
	for (;;) {
		const held = await Promise.all(
			page.items.map(async (item) => ({
				item,
				known: await heldEnvelope(owner, item.dossier.id)
			}))
		);
		const taken = held.filter(({ item, known }) => !isNewer(known, item.dossier.seq, next.id));
		const gone = [...page.gone, ...(await outlived(owner, page, before, next))];
		const value = JSON.stringify(next);
		const committed = await commit([
			markStands(owner, MARK, stands),
			...taken.flatMap(({ item }) => holding(owner, item, next.id, deviceNow())),
			...gone.flatMap((id) => lettingGo(owner, id)),
			setMark(owner, MARK, value)
		]);
		if (committed.ok) {
			const changed = taken.filter(({ item, known }) => known?.seq !== item.dossier.seq);
			return success({ changed: changed.length + gone.length, stands: value });
		}
		if (committed.reason === 'locked') return faulted('signed_out');
		if (committed.reason === 'full') return faulted('device_full');
		if ((await mark(owner, MARK)) !== stands) return 'overtaken';
		// A screen stored something newer in between: once more, without that.
	}
}

/**
 * At the end of a complete reading what it did not meet; once a day, on an officer's device, what
 * ended long ago.
 */
async function outlived(
	owner: Owner,
	{ items }: SyncPage,
	before: Reading,
	next: Reading
): Promise<Id[]> {
	const isFirst = before.since === '';
	const isNewDay = before.completedAt?.slice(0, 10) !== next.completedAt?.slice(0, 10);
	if (next.walk || !(isFirst || isNewDay)) return [];
	const told = new Set(items.map(({ dossier }) => dossier.id));
	const endedBefore = new Date(Date.parse(next.since) - KEEP_ENDED_MS).toISOString();
	const held = await heldEnvelopes(owner);
	return held
		.filter(({ id, reading, endedAt }) => {
			if (told.has(id)) return false;
			const isOld = next.scope !== OF_APPLICANT && endedAt !== null && endedAt < endedBefore;
			return isOld || (isFirst && reading !== next.id);
		})
		.map(({ id }) => id);
}
