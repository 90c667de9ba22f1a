import { evaluate, UNSURE, type Condition, type Facts } from './condition.ts';
import type { ProcedureRules, Question } from './rules.ts';

/** Question → chosen value, as it stands in the address, the draft and the dossier. */
export type Answers = Readonly<Record<string, string>>;

/** Where the questions stand with the answers given so far. */
export interface Progress {
	readonly facts: Facts;
	/** Questions that were answered, in order: each may be changed. */
	readonly answered: readonly Question[];
	/** `null`: nothing is left to ask. */
	readonly next: Question | null;
	/** The answers that count or still may; those to questions no longer asked are dropped. */
	readonly answers: Answers;
	/** How many questions are left at most. */
	readonly left: number;
}

/**
 * Goes through the questions in order. A question whose condition fails does not arise. One whose
 * condition is unsure is not asked either: its fact is unsure too. After an answer that rules the
 * procedure out, nothing more is asked.
 */
export function progress(rules: ProcedureRules, given: Answers): Progress {
	const facts: Record<string, string | null> = {};
	const answers: Record<string, string> = {};
	const answered: Question[] = [];
	let next: Question | null = null;
	let left = 0;

	for (const question of rules.questions) {
		const asked = question.askWhen ? evaluate(question.askWhen, facts) : 'yes';
		if (asked === 'no' || isRuledOut(rules, facts)) {
			facts[question.id] = null;
			continue;
		}
		if (asked === 'unsure') {
			facts[question.id] = UNSURE;
			continue;
		}
		const answer = given[question.id];
		const isGiven = answer !== undefined && isAnswer(question, answer);
		if (isGiven) answers[question.id] = answer;
		else left += 1;
		if (next) continue;
		if (isGiven) {
			facts[question.id] = answer;
			answered.push(question);
		} else {
			next = question;
		}
	}
	return { facts, answered, next, answers, left };
}

/** Whether `text` answers `question`. "I do not know" always does. */
export function isAnswer(question: Question, text: string): boolean {
	if (text === UNSURE) return true;
	if (question.kind === 'choice') return question.options.some(({ value }) => value === text);
	return /^\d{1,6}$/.test(text) && Number(text) >= question.min && Number(text) <= question.max;
}

function isRuledOut(rules: ProcedureRules, facts: Facts): boolean {
	return rules.eligibility.some(
		({ verdict, when }) => verdict === 'not_eligible' && holds(when, facts) === 'yes'
	);
}

/** A line without a condition always applies. */
export function holds(when: Condition | null, facts: Facts): ReturnType<typeof evaluate> {
	return when ? evaluate(when, facts) : 'yes';
}
