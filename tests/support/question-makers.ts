import type { QuestionAct, QuestionActType, QuestionPayload } from '$domain/question/act.ts';
import type { QuestionContext } from '$domain/question/decide.ts';
import type { Question } from '$domain/question/question.ts';
import { calendar } from './calendar.ts';

/** Makers of questions for tests: each is right in every detail unless told otherwise. */

/** Monday 16 November 2026, 9:00 in Việt Nam. */
export const MONDAY = '2026-11-16T02:00:00.000Z';
export const QUESTION_ID = 'q00000000000001';
export const ASKER = 'applicant000001';
export const CONSULAR = 'phong-ls-nvnonn';
export const OFFICE = 'van-phong';

export function aQuestion(fields: Partial<Question> = {}): Question {
	return {
		id: QUESTION_ID,
		asker: ASKER,
		division: CONSULAR,
		procedure: 'su-dung-the-abtc',
		facet: 'fee',
		language: 'vi',
		state: 'asked',
		officer: null,
		askedAt: MONDAY,
		startedAt: MONDAY,
		limit: { days: 3, unit: 'working-days' },
		dueAt: '2026-11-19T09:30:00.000Z',
		answeredAt: null,
		followedUp: false,
		seq: 1,
		...fields
	};
}

const PAYLOADS: { readonly [T in QuestionActType]: QuestionPayload<T> } = {
	ask_question: {
		text: 'Thẻ ABTC có cần dịch giấy tờ không?',
		language: 'vi',
		procedure: 'su-dung-the-abtc',
		facet: 'papers',
		excerpt: [
			{ by: 'person', text: 'Làm thẻ ABTC cần gì?' },
			{ by: 'assistant', text: 'Ông/bà cần 3 loại giấy tờ.' }
		],
		consentVersion: '2026-11',
		agreedPersonalData: false
	},
	follow_up: { text: 'Còn bản sao thì sao?', agreedPersonalData: false },
	take_question: {},
	pass_question: { division: OFFICE, note: 'Việc của bên văn phòng.' },
	answer_question: {
		text: 'Không cần dịch.',
		sources: [{ procedure: 'su-dung-the-abtc', path: 'documents[0]', title: 'Văn bản đề nghị' }]
	},
	close_question: { reason: 'Việc này thuộc Phòng Quản lý xuất nhập cảnh.' },
	propose_answer: {
		procedure: 'su-dung-the-abtc',
		question: { vi: 'Giấy tờ có cần dịch không?', en: '' },
		answer: { vi: 'Không. Hỏi thêm: (0251) 3822 501.', en: '' }
	}
};

export function payloadOf<T extends QuestionActType>(type: T): QuestionPayload<T> {
	return PAYLOADS[type];
}

export function anAct<T extends QuestionActType>(
	type: T,
	payload: Partial<QuestionPayload<T>> = {},
	expectedSeq = type === 'ask_question' ? 0 : 1
): QuestionAct {
	// The payload is that of `type`, which the compiler cannot follow through the union.
	return {
		id: 'act000000000001',
		question: QUESTION_ID,
		type,
		expectedSeq,
		payload: { ...PAYLOADS[type], ...payload }
	} as QuestionAct;
}

export function aQuestionContext(fields: Partial<QuestionContext> = {}): QuestionContext {
	return {
		now: MONDAY,
		calendar,
		limit: { days: 3, unit: 'working-days' },
		divisions: [OFFICE, CONSULAR],
		division: CONSULAR,
		...fields
	};
}
