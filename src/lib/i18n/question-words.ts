import type { ActionType } from '$domain/dossier/intent.ts';
import type { QuestionActType } from '$domain/question/act.ts';
import type { QuestionState } from '$domain/question/question.ts';
import { ACTION_NAME } from './dossier-words.ts';
import { m } from './paraglide/messages.js';

/** What people are told of a question to the office, where the domain has a code. */

export const QUESTION_STATE_NAME: Readonly<Record<QuestionState, () => string>> = {
	asked: m.question_state_asked,
	taken: m.question_state_taken,
	answered: m.question_state_answered,
	closed: m.question_state_closed
};

export const QUESTION_ACT_NAME: Readonly<Record<QuestionActType, () => string>> = {
	ask_question: m.question_act_ask,
	follow_up: m.question_act_follow_up,
	take_question: m.question_act_take,
	pass_question: m.question_act_pass,
	answer_question: m.question_act_answer,
	close_question: m.question_act_close,
	propose_answer: m.question_act_propose
};

/** What is called whatever the outbox carries. */
export const ERRAND_NAME: Readonly<Record<ActionType | QuestionActType, () => string>> = {
	...ACTION_NAME,
	...QUESTION_ACT_NAME
};
