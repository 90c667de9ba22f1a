import type { Actor, Role } from '../identity/actor.ts';
import { isStaff } from '../identity/actor.ts';
import { refuse, type Refusal } from '../refusal.ts';
import { QUESTION_ACT_TYPES, type QuestionActType } from './act.ts';
import type { Question, QuestionState } from './question.ts';

/**
 * May `actor` read this question? Whoever asked it; the officers of the division that answers;
 * leaders. Administrators manage people and settings, not questions.
 */
export function maySeeQuestion(
	question: Pick<Question, 'asker' | 'division'>,
	actor: Actor
): boolean {
	switch (actor.role) {
		case 'applicant':
			return question.asker === actor.id;
		case 'receiving_officer':
		case 'case_officer':
		case 'head_of_division':
		case 'clerk':
			return question.division === actor.division;
		case 'leader':
			return true;
		case 'administrator':
			return false;
	}
}

/** Everybody of a division answers; leaders look on. */
const ANSWERING: readonly Role[] = [
	'receiving_officer',
	'case_officer',
	'head_of_division',
	'clerk'
];
const ASKING: readonly Role[] = ['applicant'];

interface Step {
	readonly by: readonly Role[];
	readonly from: readonly QuestionState[];
}

const STEPS: Readonly<Record<Exclude<QuestionActType, 'ask_question'>, Step>> = {
	follow_up: { by: ASKING, from: ['answered'] },
	take_question: { by: ANSWERING, from: ['asked', 'taken'] },
	pass_question: { by: ANSWERING, from: ['asked', 'taken'] },
	answer_question: { by: ANSWERING, from: ['asked', 'taken'] },
	close_question: { by: [...ASKING, ...ANSWERING], from: ['asked', 'taken'] },
	propose_answer: { by: ANSWERING, from: ['answered'] }
};

export const mayAsk = (role: Role): boolean => ASKING.includes(role);

/** Why `actor` may not do this to `question` as it stands, whatever the details; else nothing. */
export function whyNotQuestion(
	question: Question,
	type: QuestionActType,
	actor: Actor
): Refusal | undefined {
	if (!maySeeQuestion(question, actor)) {
		// To another person somebody's question does not exist.
		return refuse(isStaff(actor) ? 'question.wrong_division' : 'question.not_found');
	}
	if (type === 'ask_question') return refuse('question.exists', 'question');
	const { by, from } = STEPS[type];
	if (!by.includes(actor.role)) return refuse('question.wrong_role');
	if (type === 'follow_up' && question.followedUp) return refuse('question.already_followed_up');
	if (!from.includes(question.state)) return refuse('question.wrong_state');
	const holder = question.state === 'taken' ? question.officer : null;
	if (type === 'take_question' && holder === actor.id) return refuse('question.wrong_state');
	const isOthers = holder !== null && holder !== actor.id && actor.role !== 'applicant';
	if (isOthers && !takesOver(type, actor)) return refuse('question.taken_by_colleague');
	return undefined;
}

/** A colleague who is away does not hold a question up; a head of division needs not take it first. */
function takesOver(type: QuestionActType, { role }: Actor): boolean {
	return type === 'take_question' || role === 'head_of_division';
}

/** What `actor` may do with `question` as it stands: what a screen offers. */
export function availableQuestionActs(question: Question, actor: Actor): QuestionActType[] {
	return QUESTION_ACT_TYPES.filter((type) => whyNotQuestion(question, type, actor) === undefined);
}
