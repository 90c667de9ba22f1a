import * as v from 'valibot';
import { MOST_TURNS, type Turn } from '$domain/question/act.ts';
import { currentOwner } from './account.ts';
import { NOBODY, type Owner } from './storage/rows.ts';
import { TypedForm } from './typed.ts';

/** A question to the office as it is typed (bản nháp câu hỏi); nothing of it has left the device. */
export const questionDraftSchema = v.object({
	text: v.string(),
	/** Slug; empty: of no procedure, or not known. */
	procedure: v.string(),
	facet: v.nullable(v.string()),
	/** The conversation it came from; what is not chosen does not go along. */
	turns: v.array(
		v.object({ by: v.picklist(['person', 'assistant']), text: v.string(), chosen: v.boolean() })
	),
	/** Personal data, word for word, that the person agreed to send. */
	agreed: v.array(v.string()),
	consented: v.boolean()
});
export type QuestionDraft = v.InferOutput<typeof questionDraftSchema>;

export const emptyQuestionDraft = (): QuestionDraft => ({
	text: '',
	procedure: '',
	facet: null,
	turns: [],
	agreed: [],
	consented: false
});

const draftOf = (owner: Owner): TypedForm<QuestionDraft> =>
	new TypedForm(owner, '', 'ask_question', questionDraftSchema);

/** Where a question is written: go there after {@link handOver}. */
export const ASK_PATH = '/cau-hoi/moi';

/** What a conversation leaves to the office. */
export interface HandedOver {
	/** What the person wants to know, in their words. */
	readonly text: string;
	/** Slug of the procedure that was talked about; `null`: none. */
	readonly procedure: string | null;
	readonly facet: string | null;
	/** The conversation, oldest first. Nothing of it goes along unless the person chooses it. */
	readonly turns: readonly Turn[];
}

/**
 * Hands a conversation over to a question that the person looks at before it goes ("Hỏi cán bộ").
 * Kept on the device, also for somebody who signs in first. A question that was begun before stays.
 */
export async function handOver({ text, procedure, facet, turns }: HandedOver): Promise<void> {
	await keepBeside(currentOwner(), {
		...emptyQuestionDraft(),
		text,
		procedure: procedure ?? '',
		facet,
		turns: turns.slice(-MOST_TURNS).map((turn) => ({ ...turn, chosen: false }))
	});
}

/** What was begun before signing in belongs to whoever signed in. */
export async function takeOverFromNobody(owner: Owner): Promise<void> {
	const nobodys = draftOf(NOBODY);
	const kept = await nobodys.recall();
	if (!kept) return;
	await keepBeside(owner, kept.content);
	nobodys.forget();
	await nobodys.written();
}

/** What waits here to be asked; empty: nothing. */
export async function keptQuestion(owner: Owner): Promise<string> {
	return (await draftOf(owner).recall())?.content.text ?? '';
}

async function keepBeside(owner: Owner, draft: QuestionDraft): Promise<void> {
	const form = draftOf(owner);
	const earlier = (await form.recall())?.content.text.trim() ?? '';
	const isNew = earlier !== '' && !draft.text.includes(earlier) && !earlier.includes(draft.text);
	const text = earlier.includes(draft.text) ? earlier : draft.text;
	form.keep({ ...draft, text: isNew ? `${earlier}\n\n${draft.text}` : text }, null);
	await form.written();
}
