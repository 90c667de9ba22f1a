import { progress, type Answers } from './questions.ts';
import type { ProcedureRules } from './rules.ts';

/**
 * Answers as they stand in the address, so that a checklist can be shared, resumed and changed in
 * the middle: `?huong=ra-nuoc-ngoai&so-giay-to=2`. Plain text in, plain text out.
 */
export function answersToQuery(rules: ProcedureRules, answers: Answers): string {
	return Object.entries(progress(rules, answers).answers)
		.map(([question, answer]) => `${encodeURIComponent(question)}=${encodeURIComponent(answer)}`)
		.join('&');
}

/**
 * Reads what an address says. Foreign keys, impossible values and answers to questions that no
 * longer arise are dropped: an old or mangled link leads to the first open question.
 */
export function answersFromQuery(rules: ProcedureRules, query: string): Answers {
	const given: Record<string, string> = {};
	for (const pair of query.replace(/^\?/, '').split('&')) {
		const [name = '', ...value] = pair.split('=');
		const question = decoded(name);
		if (rules.questions.some(({ id }) => id === question))
			given[question] = decoded(value.join('='));
	}
	return progress(rules, given).answers;
}

/** `answers` with one answer changed; what no longer follows is dropped. */
export function withAnswer(
	rules: ProcedureRules,
	answers: Answers,
	question: string,
	answer: string
): Answers {
	return progress(rules, { ...answers, [question]: answer }).answers;
}

/** A broken escape (`%zz`) is taken as it stands. */
function decoded(text: string): string {
	try {
		return decodeURIComponent(text.replace(/\+/g, ' '));
	} catch {
		return text;
	}
}
