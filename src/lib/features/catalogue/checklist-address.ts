import { answersFromQuery, answersToQuery, withAnswer } from '$domain/procedure/answers-url.ts';
import { progress, type Answers } from '$domain/procedure/questions.ts';
import type { ProcedureRules, Question } from '$domain/procedure/rules.ts';

/** Names the question that is being changed ("đổi"), beside the answers, in the address. */
const CHANGING = 'doi';

/** Where a person stands in a checklist: all of it is in the address. */
export interface Stand {
	readonly answers: Answers;
	/** The question on the screen; `null`: the result is. */
	readonly asking: Question | null;
	/** An answer given before is being changed. */
	readonly changing: boolean;
	/** Position of the question, from 1, and how many there may be at most. */
	readonly number: number;
	readonly atMost: number;
	/** The question before the one asked, to go back to. */
	readonly before: Question | null;
}

/** @param search the query of the address, with or without `?` */
export function standAt(rules: ProcedureRules, search: string): Stand {
	const answers = answersFromQuery(rules, search);
	const { answered, next, left } = progress(rules, answers);
	const wanted = new URLSearchParams(search).get(CHANGING);
	const changed = answered.findIndex(({ id }) => id === wanted);
	const position = changed === -1 ? answered.length : changed;
	return {
		answers,
		asking: answered[changed] ?? next,
		changing: changed !== -1,
		number: position + 1,
		atMost: answered.length + left,
		before: answered[position - 1] ?? null
	};
}

/** The address after `answer` was given to `question`; other answers stay as far as they still apply. */
export function searchAfter(
	rules: ProcedureRules,
	answers: Answers,
	question: Question,
	answer: string
): string {
	return `?${answersToQuery(rules, withAnswer(rules, answers, question.id, answer))}`;
}

/** The address that asks `question` again, keeping every answer until another is given. */
export function searchChanging(
	rules: ProcedureRules,
	answers: Answers,
	question: Question
): string {
	return `?${answersToQuery(rules, answers)}&${CHANGING}=${encodeURIComponent(question.id)}`;
}
