import { UNSURE } from '$domain/procedure/condition.ts';
import { foldedWords } from '$domain/procedure/fold.ts';
import { isAnswer } from '$domain/procedure/questions.ts';
import type { Question } from '$domain/procedure/rules.ts';

/** Ways of saying that one does not know. */
const NOT_KNOWN = new Set([
	'khong biet',
	'khong ro',
	'toi khong biet',
	'toi khong ro',
	'chua ro',
	'chua biet',
	'i don t know',
	'i do not know',
	'not sure',
	'i am not sure'
]);

/** The answer that a typed text gives to a question of the checklist; `null`: it says something else. */
export function typedAnswer(text: string, question: Question): string | null {
	const said = foldedWords(text).join(' ');
	if (NOT_KNOWN.has(said)) return UNSURE;
	if (question.kind === 'count') {
		return /^\d+$/.test(said) && isAnswer(question, String(Number(said)))
			? String(Number(said))
			: null;
	}
	const chosen = question.options.filter(({ vi, en }) =>
		[vi, en].some((name) => foldedWords(name).join(' ') === said)
	);
	return chosen.length === 1 ? (chosen[0]?.value ?? null) : null;
}
