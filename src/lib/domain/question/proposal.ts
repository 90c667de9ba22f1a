import type { Procedure } from '../procedure/procedure.ts';
import { fold } from '../procedure/fold.ts';
import type { QuestionPayload } from './act.ts';

export type ProposedAnswer = QuestionPayload<'propose_answer'>;

/**
 * A proposal as it stands in `common_questions` of `pocketbase/seed/procedures.json`: what the editor
 * of the catalogue pastes there. What is not translated yet repeats the Vietnamese, as no text may be
 * empty.
 */
export function seedJsonOf({ question, answer }: ProposedAnswer): string {
	const both = ({ vi, en }: { readonly vi: string; readonly en: string }) => ({
		vi,
		en: en === '' ? vi : en
	});
	return JSON.stringify({ q: both(question), a: both(answer) }, null, '\t');
}

/** The catalogue asks the same already. */
export function isInCatalogue(
	{ question }: ProposedAnswer,
	{ commonQuestions }: Pick<Procedure, 'commonQuestions'>
): boolean {
	return commonQuestions.some((known) => fold(known.question.vi) === fold(question.vi));
}
