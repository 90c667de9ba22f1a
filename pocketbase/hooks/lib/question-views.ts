import type { Question } from '../../../src/lib/domain/question/question.ts';
import type { QuestionActType } from '../../../src/lib/domain/question/act.ts';
import type { Actor } from '../../../src/lib/domain/identity/actor.ts';
import { isStaff } from '../../../src/lib/domain/identity/actor.ts';
import type { Instant } from '../../../src/lib/domain/time/plain-date.ts';
import type { StoredQuestionAct } from './questions.ts';

/** One thing that was said or done, as its reader may see it. */
export interface QuestionActView {
	readonly id: string;
	readonly seq: number;
	readonly type: QuestionActType;
	readonly at: Instant;
	/** Whether the reader's own account did it. */
	readonly mine: boolean;
	/** Unit of the officer; empty for whoever asked. */
	readonly division: string;
	/** For colleagues the officer's name. Whoever asked is not named: the answer does not need it. */
	readonly officerName: string;
	readonly payload: Readonly<Record<string, unknown>>;
}

export interface QuestionView {
	readonly question: Question;
	readonly acts: readonly QuestionActView[];
}

/** Within the house only: who took it or passed it on, and what is proposed for the catalogue. */
const FOR_OFFICERS: readonly QuestionActType[] = [
	'take_question',
	'pass_question',
	'propose_answer'
];

export function questionView(
	question: Question,
	acts: readonly StoredQuestionAct[],
	reader: Actor
): QuestionView {
	const forOfficer = isStaff(reader);
	return {
		question: questionFor(question, reader),
		acts: acts
			.filter(({ type }) => forOfficer || !FOR_OFFICERS.includes(type))
			.map(({ id, seq, type, at, actor, actorName, actorRole, actorDivision, payload }) => ({
				id,
				seq,
				type,
				at,
				mine: actor === reader.id,
				division: actorDivision,
				officerName: forOfficer && actorRole !== 'applicant' ? actorName : '',
				payload
			}))
	};
}

/** People deal with a unit; and an officer answers a question, not an account. */
export function questionFor(question: Question, reader: Actor): Question {
	return isStaff(reader) ? { ...question, asker: '' } : { ...question, officer: null };
}
