import * as v from 'valibot';
import type { QuestionActType, QuestionPayload } from '$domain/question/act.ts';
import { QUESTION_STATES } from '$domain/question/question.ts';
import { ask, newId, type Answer, type Visitor } from './api.ts';
import type { Address } from './people.ts';

/** A procedure that the consular division handles. */
export const CONSULAR_PROCEDURE = 'chung-nhan-lanh-su-hop-phap-hoa-lanh-su';

export interface QuestionActBody<T extends QuestionActType = QuestionActType> {
	readonly id: string;
	readonly question: string;
	readonly type: T;
	readonly expectedSeq: number;
	readonly payload: QuestionPayload<T>;
}

/** A question that nobody asked before, right in every detail unless told otherwise. */
export function newQuestion(
	payload: Partial<QuestionPayload<'ask_question'>> = {}
): QuestionActBody<'ask_question'> {
	return {
		id: newId(),
		question: newId(),
		type: 'ask_question',
		expectedSeq: 0,
		payload: {
			text: 'Bản dịch có cần công chứng không?',
			language: 'vi',
			procedure: CONSULAR_PROCEDURE,
			facet: 'papers',
			excerpt: [{ by: 'person', text: 'Hợp pháp hóa cần giấy gì?' }],
			consentVersion: '2026-11',
			agreedPersonalData: false,
			...payload
		}
	};
}

export function actOnQuestion(server: Address, as: Visitor, act: object): Promise<Answer> {
	return ask(server, 'POST', '/api/app/questions', { as, body: act });
}

const Question = v.looseObject({
	id: v.string(),
	asker: v.string(),
	division: v.string(),
	state: v.picklist(QUESTION_STATES),
	officer: v.nullable(v.string()),
	dueAt: v.string(),
	seq: v.number()
});
const Taken = v.object({
	action: v.object({ id: v.string(), question: v.string(), type: v.string(), seq: v.number() }),
	question: Question
});

/** An act's answer, which must be a yes. */
export function questionTaken(answer: Answer): v.InferOutput<typeof Taken> {
	if (answer.status !== 200) throw new Error(`Refused: ${answer.status} ${answer.text}`);
	return v.parse(Taken, answer.body);
}

/** @returns id of a question to the consular division */
export async function askConsular(server: Address, as: Visitor): Promise<string> {
	return questionTaken(await actOnQuestion(server, as, newQuestion())).question.id;
}

/** An act on a question as it stands. */
export function nextAct<T extends QuestionActType>(
	question: string,
	expectedSeq: number,
	type: T,
	payload: QuestionPayload<T>
): QuestionActBody<T> {
	return { id: newId(), question, type, expectedSeq, payload };
}

const Page = v.object({
	items: v.array(
		v.object({
			question: Question,
			acts: v.array(
				v.object({
					id: v.string(),
					type: v.string(),
					mine: v.boolean(),
					division: v.string(),
					officerName: v.string(),
					payload: v.record(v.string(), v.unknown())
				})
			)
		})
	),
	gone: v.array(v.string()),
	whole: v.boolean(),
	confirmed: v.array(v.string()),
	until: v.string()
});

export async function readQuestions(
	server: Address,
	as: Visitor,
	query: { readonly since?: string; readonly confirm?: readonly string[] } = {}
): Promise<v.InferOutput<typeof Page>> {
	const body = { since: '', ...query };
	const answer = await ask(server, 'POST', '/api/app/questions/sync', { as, body });
	if (answer.status !== 200) throw new Error(`Refused: ${answer.status} ${answer.text}`);
	return v.parse(Page, answer.body);
}
