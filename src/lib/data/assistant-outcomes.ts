import * as v from 'valibot';
import {
	countOne,
	isCountedDay,
	OUTCOMES,
	outcomeOf,
	takeBackOne,
	type Counted,
	type OutcomeCount,
	type Rating
} from '$domain/assistant/outcome.ts';
import type { Reply } from '$domain/assistant/reply.ts';
import {
	MOST_SHARED_COUNTS,
	MOST_SHARED_TEXTS,
	shareableText,
	type SharedBatch,
	type SharedText
} from '$domain/assistant/shared-batch.ts';
import type { PlainDate } from '$domain/time/plain-date.ts';
import { deviceToday } from './device-clock.ts';
import { newId } from './ids.ts';
import { markSharing } from './sharing-mark.ts';
import type { Envelope, Owner } from './storage/rows.ts';
import { commit, Shelf, type Committed } from './storage/shelf.ts';

/**
 * What became of the assistant's answers, counted by day on this device (sổ đếm), and whether its
 * owner lets the Department have it. Sealed like conversations, and gone with them.
 */
export interface Outcomes {
	/** The counts may be sent. */
	readonly shared: boolean;
	/** So may questions that were not understood; never without the counts. */
	readonly withTexts: boolean;
	readonly counts: readonly OutcomeCount[];
	/** Kept only while they may be sent. */
	readonly texts: readonly SharedText[];
	/** On its way: sent again under the same id until the server has answered. */
	readonly sending: SharedBatch | null;
}

const NOTHING: Outcomes = {
	shared: false,
	withTexts: false,
	counts: [],
	texts: [],
	sending: null
};

/** Lies among the conversations, with which it is erased. */
export const OUTCOMES_ROW = 'outcomes';
const shelf = new Shelf<Envelope, unknown>('conversations');

export async function outcomesKept(owner: Owner): Promise<Outcomes> {
	return outcomesFrom((await shelf.get(owner, OUTCOMES_ROW))?.content);
}

/**
 * Counts an answer that did not say what was asked.
 * @param asked what the person typed; `undefined`: it was a tap
 */
export async function countReply(
	owner: Owner,
	reply: Pick<Reply, 'kind' | 'unknown' | 'procedure'>,
	asked?: string
): Promise<void> {
	const outcome = outcomeOf(reply);
	if (outcome === null) return;
	const isUnderstood = outcome === 'unknown_facet';
	const text = asked === undefined || isUnderstood ? null : shareableText(asked);
	await change(owner, (kept, today) => ({
		...kept,
		counts: countOne(kept.counts, { outcome, procedure: reply.procedure }, today),
		texts: withText(kept, text, today)
	}));
}

function withText(
	{ withTexts, texts }: Outcomes,
	text: string | null,
	today: PlainDate
): readonly SharedText[] {
	if (!withTexts || text === null || texts.some((each) => each.text === text)) return texts;
	return [...texts, { day: today, text }].slice(-MOST_SHARED_TEXTS);
}

/** @param before what was said of the same answer earlier: it counts no longer, unless it was sent */
export async function countRating(
	owner: Owner,
	{ outcome, procedure }: Counted & { readonly outcome: Rating },
	before: Rating | null
): Promise<void> {
	await change(owner, (kept, today) => {
		const counts = before ? takeBackOne(kept.counts, { outcome: before, procedure }) : kept.counts;
		return { ...kept, counts: countOne(counts, { outcome, procedure }, today) };
	});
}

/** An answer was not enough: an official is asked. */
export async function countHandedOver(owner: Owner, procedure: string | null): Promise<void> {
	await change(owner, (kept, today) => ({
		...kept,
		counts: countOne(kept.counts, { outcome: 'handed_over', procedure }, today)
	}));
}

/** What is no longer allowed is deleted at once, also what is on its way. */
export function chooseSharing(
	owner: Owner,
	{ shared, withTexts }: Pick<Outcomes, 'shared' | 'withTexts'>
): Promise<Committed> {
	return change(owner, (kept) => {
		if (!shared) return NOTHING;
		if (withTexts) return { ...kept, shared, withTexts };
		const sending = kept.sending && { ...kept.sending, texts: [] };
		return { ...kept, shared, withTexts, texts: [], sending };
	});
}

/** One question shall not be sent. */
export function dropText(owner: Owner, text: string): Promise<Committed> {
	const isOther = (each: SharedText) => each.text !== text;
	return change(owner, (kept) => ({
		...kept,
		texts: kept.texts.filter(isOther),
		sending: kept.sending && { ...kept.sending, texts: kept.sending.texts.filter(isOther) }
	}));
}

/**
 * Takes out what goes now, if it may: what is on its way already, else the days that are over. A
 * day goes whole and afterwards, so that its arrival does not tell when somebody asked.
 * @returns `null`: there is nothing to send
 */
export async function takeBatch(owner: Owner): Promise<SharedBatch | null> {
	const today = deviceToday();
	const isOver = ({ day }: { readonly day: PlainDate }) => day < today;
	const before = await outcomesKept(owner);
	if (!before.shared) return null;
	if (before.sending) return before.sending;
	if (![...before.counts, ...before.texts].some(isOver)) return null;
	let taken: SharedBatch | null = null;
	const committed = await change(owner, (kept) => {
		taken = kept.sending;
		if (!kept.shared || kept.sending) return kept;
		const counts = kept.counts.filter(isOver).slice(0, MOST_SHARED_COUNTS);
		const texts = kept.texts.filter(isOver);
		const sending: SharedBatch = { id: newId(), counts, texts };
		taken = sending;
		return {
			...kept,
			counts: kept.counts.filter((each) => !counts.includes(each)),
			texts: kept.texts.filter((each) => !texts.includes(each)),
			sending
		};
	});
	return committed.ok ? taken : null;
}

/** The server has answered this batch: it is not sent again. */
export async function endBatch(owner: Owner, id: string): Promise<void> {
	await change(owner, (kept) => (kept.sending?.id === id ? { ...kept, sending: null } : kept));
}

/** Changes the row in one step, also against another tab. */
async function change(
	owner: Owner,
	edit: (kept: Outcomes, today: PlainDate) => Outcomes
): Promise<Committed> {
	const today = deviceToday();
	const edited = (content: unknown): Outcomes => {
		const kept = outcomesFrom(content);
		const isCounted = ({ day }: { readonly day: PlainDate }) => isCountedDay(day, today);
		const after = edit(
			{ ...kept, counts: kept.counts.filter(isCounted), texts: kept.texts.filter(isCounted) },
			today
		);
		markSharing(after.shared);
		return after;
	};
	for (;;) {
		const revised = await shelf.revise(owner, OUTCOMES_ROW, (row) => ({
			...row,
			content: edited(row.content)
		}));
		if (revised) return revised;
		const row = { owner, id: OUTCOMES_ROW, dossier: '', content: edited(undefined) };
		const begun = await commit([
			shelf.require(owner, OUTCOMES_ROW, (found) => found === undefined),
			shelf.put(row)
		]);
		if (begun.ok || begun.reason !== 'unmet') return begun;
	}
}

const countSchema = v.object({
	day: v.string(),
	outcome: v.picklist(OUTCOMES),
	procedure: v.nullable(v.string()),
	count: v.number()
});
const textSchema = v.object({ day: v.string(), text: v.string() });

const outcomesSchema = v.object({
	shared: v.boolean(),
	withTexts: v.boolean(),
	counts: v.array(countSchema),
	texts: v.array(textSchema),
	sending: v.nullable(
		v.object({ id: v.string(), counts: v.array(countSchema), texts: v.array(textSchema) })
	)
});

/** Written by another version, perhaps: what is not understood is neither kept nor sent. */
function outcomesFrom(content: unknown): Outcomes {
	const parsed = v.safeParse(outcomesSchema, content);
	return parsed.success ? parsed.output : NOTHING;
}
