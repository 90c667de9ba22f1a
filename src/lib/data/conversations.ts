import * as v from 'valibot';
import { NEW_CONVERSATION, type Conversation } from '$domain/assistant/dialogue.ts';
import { SHORTCOMINGS, type Rating } from '$domain/assistant/outcome.ts';
import { FACETS, INTENTS, type Reply } from '$domain/assistant/reply.ts';
import type { Id } from '$domain/dossier/dossier.ts';
import type { Answers } from '$domain/procedure/questions.ts';
import { dayOf, type Instant, type PlainDate } from '$domain/time/plain-date.ts';
import { OUTCOMES_ROW } from './assistant-outcomes.ts';
import { deviceNow } from './device-clock.ts';
import { newId } from './ids.ts';
import { NOBODY, type Envelope, type Owner } from './storage/rows.ts';
import { commit, Shelf, type Committed, type Kept } from './storage/shelf.ts';

/**
 * Conversations with the assistant (cuộc trò chuyện). They live on this device only, sealed like all
 * that is personal, and go when their owner signs out or erases them.
 */

/** Something said, by the person or by the assistant. */
export type Said =
	| { readonly kind: 'question'; readonly id: Id; readonly at: Instant; readonly text: string }
	| {
			readonly kind: 'reply';
			readonly id: Id;
			readonly at: Instant;
			/** The question that it answers; `null`: an earlier version did not write it down. */
			readonly to: Id | null;
			readonly reply: Reply;
			/** What it says, as plain text: for searching, and where a later version draws it otherwise. */
			readonly text: string;
			readonly rating: Rating | null;
	  }
	| GuidedChecklist;

/** The questions of a procedure, gone through within the conversation. */
export interface GuidedChecklist {
	readonly kind: 'checklist';
	readonly id: Id;
	readonly at: Instant;
	/** Slug. */
	readonly procedure: string;
	readonly answers: Answers;
	/** Questions answered by what was said before, and not yet by a tap. */
	readonly understood: readonly string[];
	/** The question whose answer is being changed. */
	readonly changing: string | null;
}

export interface KeptConversation {
	readonly id: Id;
	readonly owner: Owner;
	readonly startedAt: Instant;
	readonly updatedAt: Instant;
	readonly said: readonly Said[];
	/** What the assistant remembers of it. */
	readonly thread: Conversation;
}

type Content = Omit<KeptConversation, 'id' | 'owner'>;

const shelf = new Shelf<Envelope, unknown>('conversations');

/** The row with what was typed and not asked yet. */
const UNASKED = 'unasked';

export const beginConversation = (owner: Owner): KeptConversation => {
	const now = deviceNow();
	return { id: newId(), owner, startedAt: now, updatedAt: now, said: [], thread: NEW_CONVERSATION };
};

/** Those of `owner`, and those begun before anyone signed in; the newest first. */
export async function listConversations(owner: Owner): Promise<KeptConversation[]> {
	const mine = await shelf.list(owner);
	const nobodys = owner === NOBODY ? [] : await shelf.list(NOBODY);
	return [...mine, ...nobodys]
		.flatMap((kept) => conversationFrom(kept) ?? [])
		.sort((a, b) => b.updatedAt.localeCompare(a.updatedAt));
}

/** Those of `owner`, also while they cannot be read. */
export async function countConversations(owner: Owner): Promise<number> {
	const rows = await shelf.envelopes(owner);
	return rows.filter(({ id }) => id !== UNASKED && id !== OUTCOMES_ROW).length;
}

/** What was talked about today, to go on from; `undefined`: nothing yet. */
export async function conversationOfToday(
	owner: Owner,
	today: PlainDate
): Promise<KeptConversation | undefined> {
	const [newest] = await listConversations(owner);
	return newest && dayOf(newest.updatedAt) === today ? newest : undefined;
}

let writing: Promise<unknown> = Promise.resolve();

/** Writes of this tab follow each other, so that the last one stays. */
function inTurn<T>(work: () => Promise<T>): Promise<T> {
	const done = writing.then(work);
	writing = done.catch(() => undefined);
	return done;
}

/** Kept, or why not. `erased`: in another tab, while it stood open here. */
export type ConversationKept = Committed | { readonly ok: false; readonly reason: 'erased' };

/**
 * Keeps what was said: on top of what any other tab kept of the same conversation. What nobody owned
 * becomes that of the conversation's owner.
 * @param conversation with what was said or changed here; more of it does no harm
 * @param wasKept it was on this device before, so that its absence tells of an erasing
 */
export function keepConversation(
	conversation: KeptConversation,
	wasKept = false
): Promise<ConversationKept> {
	const { owner, id } = conversation;
	return inTurn(async () => {
		for (const place of placesOf(owner)) {
			const revised = await shelf.revise(place, id, (row) =>
				rowOf(goneOnWith(conversationFrom(row), conversation))
			);
			if (revised) return revised;
		}
		if (wasKept) return { ok: false, reason: 'erased' };
		return commit([shelf.put(rowOf(conversation))]);
	});
}

/**
 * A conversation with what was said in it since, or is otherwise now.
 * @param kept `undefined`: nothing is kept of it
 */
export function goneOnWith(
	kept: KeptConversation | undefined,
	since: KeptConversation
): KeptConversation {
	if (!kept) return since;
	if (since.said.length === 0) return kept;
	const isKept = ({ id }: Said) => kept.said.some((each) => each.id === id);
	const isAnswered = since.said.some((each) => each.kind === 'reply' && !isKept(each));
	return {
		...kept,
		owner: since.owner,
		updatedAt: since.updatedAt > kept.updatedAt ? since.updatedAt : kept.updatedAt,
		said: since.said.reduce(withSaid, kept.said),
		// What is remembered is that of the answer that came last.
		thread: isAnswered ? since.thread : kept.thread
	};
}

/** An answer stands under its question, whatever was asked in another tab meanwhile. */
export function withSaid(before: readonly Said[], said: Said): readonly Said[] {
	if (before.some(({ id }) => id === said.id)) {
		return before.map((each) => (each.id === said.id ? said : each));
	}
	const question = said.kind === 'reply' ? before.findIndex(({ id }) => id === said.to) : -1;
	const place = question === -1 ? before.length : question + 1;
	return [...before.slice(0, place), said, ...before.slice(place)];
}

const rowOf = ({ owner, id, ...content }: KeptConversation) => ({
	owner,
	id,
	dossier: '',
	content: content satisfies Content
});

/** It becomes that of whoever goes on with it, and never nobody's again: so it is looked for in this order. */
const placesOf = (owner: Owner): readonly Owner[] => (owner === NOBODY ? [owner] : [NOBODY, owner]);

/** @returns `undefined` when it is not there, or cannot be read */
export async function findConversation(
	owner: Owner,
	id: Id
): Promise<KeptConversation | undefined> {
	for (const place of placesOf(owner)) {
		const kept = await shelf.get(place, id);
		if (kept) return conversationFrom(kept);
	}
	return undefined;
}

/** @returns another number whenever something was said, in any tab; `undefined`: it was erased */
export async function conversationRevision(owner: Owner, id: Id): Promise<number | undefined> {
	for (const place of placesOf(owner)) {
		const revision = await shelf.revision(place, id);
		if (revision !== undefined) return revision;
	}
	return undefined;
}

export function eraseConversation({
	owner,
	id
}: Pick<KeptConversation, 'owner' | 'id'>): Promise<Committed> {
	return inTurn(() => commit(placesOf(owner).map((place) => shelf.remove(place, id))));
}

/** All of them, also those begun before anyone signed in, what was typed and not asked, and all counts. */
export function eraseConversations(owner: Owner): Promise<Committed> {
	return inTurn(async () => {
		const rows = await Promise.all(
			[...new Set([owner, NOBODY])].map((each) => shelf.envelopes(each))
		);
		return commit(rows.flat().map((row) => shelf.remove(row.owner, row.id)));
	});
}

const unaskedSchema = v.object({ unasked: v.string() });

/** What was typed and not asked yet. */
export async function unaskedText(owner: Owner): Promise<string> {
	return unaskedFrom((await shelf.get(owner, UNASKED))?.content);
}

function unaskedFrom(content: unknown): string {
	const kept = v.safeParse(unaskedSchema, content);
	return kept.success ? kept.output.unasked : '';
}

/** In the place of what was typed before, in this tab or another. */
export function keepUnasked(owner: Owner, text: string): Promise<Committed> {
	return inTurn(() =>
		commit([shelf.put({ owner, id: UNASKED, dossier: '', content: { unasked: text } })])
	);
}

/**
 * What was typed was asked, or taken back. What another tab keeps there by now stays.
 * @param text as it was kept last
 */
export function dropUnasked(owner: Owner, text: string): Promise<Committed | undefined> {
	return inTurn(() =>
		shelf.revise(owner, UNASKED, (kept) => (unaskedFrom(kept.content) === text ? null : kept))
	);
}

const stamp = { id: v.string(), at: v.string() };
const answers = v.record(v.string(), v.string());

/** The engine made it: here only what a drawing goes through is made sure of. */
const replySchema = v.custom<Reply>((data) =>
	v.is(
		v.object({
			kind: v.string(),
			language: v.picklist(['vi', 'en']),
			parts: v.array(v.object({ kind: v.string() })),
			steps: v.array(v.object({ kind: v.string() })),
			options: v.array(v.string()),
			reasons: v.array(v.string()),
			confidence: v.number()
		}),
		data
	)
);

const saidSchema: v.GenericSchema<unknown, Said> = v.variant('kind', [
	v.object({ kind: v.literal('question'), ...stamp, text: v.string() }),
	v.object({
		kind: v.literal('reply'),
		...stamp,
		to: v.fallback(v.nullable(v.string()), null),
		reply: replySchema,
		text: v.string(),
		rating: v.nullable(v.picklist(['helpful', 'not_helpful', ...SHORTCOMINGS]))
	}),
	v.object({
		kind: v.literal('checklist'),
		...stamp,
		procedure: v.string(),
		answers,
		understood: v.array(v.string()),
		changing: v.nullable(v.string())
	})
]);

const facet = v.picklist(FACETS);

/** A field that another version of the assistant did not write begins empty. */
const threadSchema: v.GenericSchema<unknown, Conversation> = v.object({
	procedure: v.fallback(v.nullable(v.string()), null),
	last: v.fallback(
		v.nullable(
			v.object({
				text: v.string(),
				intent: v.picklist(INTENTS),
				facets: v.fallback(v.array(facet), [])
			})
		),
		null
	),
	pending: v.fallback(
		v.nullable(
			v.object({
				text: v.string(),
				facets: v.fallback(v.array(facet), []),
				options: v.fallback(v.array(v.string()), [])
			})
		),
		null
	),
	checklist: v.fallback(v.nullable(v.object({ procedure: v.string(), answers })), null)
});

const contentSchema = v.object({
	startedAt: v.string(),
	updatedAt: v.string(),
	said: v.array(v.unknown()),
	thread: v.fallback(threadSchema, NEW_CONVERSATION)
});

/** Written by an earlier version, perhaps: what is no longer understood is left out. */
function conversationFrom({
	owner,
	id,
	content
}: Kept<Envelope, unknown>): KeptConversation | undefined {
	const parsed = v.safeParse(contentSchema, content);
	if (!parsed.success) return undefined;
	const said = parsed.output.said.flatMap((each) => {
		const known = v.safeParse(saidSchema, each);
		return known.success ? [known.output] : [];
	});
	return { owner, id, ...parsed.output, said };
}
