import * as v from 'valibot';
import { faultOf, type ParseFault } from '../dossier/intent.ts';
import { QUESTION_LANGUAGES } from './question.ts';

/**
 * What somebody does to a question (thao tác trên câu hỏi), as it travels from the device: parsed
 * here, decided in `decide.ts`. Lengths are characters.
 */
const id = v.pipe(v.string(), v.regex(/^[a-z0-9]{15}$/));
const slug = v.pipe(v.string(), v.minLength(1), v.maxLength(200));
const name = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(300));

/** As long as a question may be; a page of writing. */
export const LONGEST_QUESTION = 2_000;
/** Turns of the conversation that may go along. */
export const MOST_TURNS = 12;
export const LONGEST_ANSWER = 8_000;
/** What colleagues are told with a question that is passed on. */
export const LONGEST_NOTE = 1_000;

const asked = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(LONGEST_QUESTION));
const answer = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(LONGEST_ANSWER));

/** One turn of the conversation with the assistant that the person consented to send. */
const turnSchema = v.strictObject({
	by: v.picklist(['person', 'assistant']),
	text: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(LONGEST_QUESTION))
});
export type Turn = v.InferOutput<typeof turnSchema>;

/** A passage of the catalogue that an answer rests on (căn cứ trong danh mục). */
const citedPassage = v.strictObject({
	procedure: slug,
	/** Where in its entry, as in the seed: `common_questions[2]`. */
	path: v.pipe(v.string(), v.minLength(1), v.maxLength(100)),
	/** As it was called then. */
	title: name
});
export type CitedPassage = v.InferOutput<typeof citedPassage>;

const PAYLOADS = {
	ask_question: v.strictObject({
		text: asked,
		language: v.picklist(QUESTION_LANGUAGES),
		procedure: v.nullable(slug),
		facet: v.nullable(v.pipe(v.string(), v.minLength(1), v.maxLength(60))),
		excerpt: v.pipe(v.array(turnSchema), v.maxLength(MOST_TURNS)),
		/** Wording of the consent that was given. */
		consentVersion: v.pipe(v.string(), v.minLength(1), v.maxLength(40)),
		/** The person agreed to each personal datum that still stands in it. */
		agreedPersonalData: v.boolean()
	}),
	follow_up: v.strictObject({ text: asked, agreedPersonalData: v.boolean() }),
	take_question: v.strictObject({}),
	/** On to the division whose matter it is (chuyển câu hỏi); the note is for the colleagues there. */
	pass_question: v.strictObject({
		division: v.pipe(v.string(), v.minLength(1), v.maxLength(60)),
		note: v.pipe(v.string(), v.trim(), v.maxLength(LONGEST_NOTE))
	}),
	answer_question: v.strictObject({
		text: answer,
		sources: v.pipe(v.array(citedPassage), v.maxLength(20))
	}),
	close_question: v.strictObject({
		/** An officer says why; the asker need not. */
		reason: v.pipe(v.string(), v.trim(), v.maxLength(1_000))
	}),
	/** A question and its answer for everybody, without the person (đề xuất câu hỏi thường gặp). */
	propose_answer: v.strictObject({
		procedure: slug,
		question: v.strictObject({ vi: asked, en: v.pipe(v.string(), v.trim(), v.maxLength(2_000)) }),
		answer: v.strictObject({ vi: answer, en: v.pipe(v.string(), v.trim(), v.maxLength(8_000)) })
	})
} as const;

export type QuestionActType = keyof typeof PAYLOADS;
export const QUESTION_ACT_TYPES = Object.keys(PAYLOADS) as QuestionActType[];

export type QuestionPayload<T extends QuestionActType> = v.InferOutput<(typeof PAYLOADS)[T]>;

/**
 * An act asked for. `id` is made by the device: sent twice, it happens once. `expectedSeq` is the
 * state the person saw; 0 for a question that does not exist yet.
 */
export type QuestionAct = {
	[T in QuestionActType]: {
		readonly id: string;
		readonly question: string;
		readonly type: T;
		readonly expectedSeq: number;
		readonly payload: QuestionPayload<T>;
	};
}[QuestionActType];

const ENVELOPE = v.strictObject({
	id,
	question: id,
	type: v.picklist(QUESTION_ACT_TYPES),
	expectedSeq: v.pipe(v.number(), v.integer(), v.minValue(0)),
	payload: v.unknown()
});

export type ParsedQuestionAct = { readonly ok: true; readonly act: QuestionAct } | ParseFault;

const FIRST_FAULT = { abortEarly: true } as const;

/** Reads an act from what came in; the first fault is named by its path (`payload.text`). */
export function parseQuestionAct(input: unknown): ParsedQuestionAct {
	const envelope = v.safeParse(ENVELOPE, input, FIRST_FAULT);
	if (!envelope.success) return faultOf(envelope.issues[0], '', 'action.malformed');
	const payload = v.safeParse(PAYLOADS[envelope.output.type], envelope.output.payload, FIRST_FAULT);
	if (!payload.success) return faultOf(payload.issues[0], 'payload.');
	// The schema of `type` parsed `payload`, which the compiler cannot follow through the index.
	return { ok: true, act: { ...envelope.output, payload: payload.output } as QuestionAct };
}

/** Tells an act on a question from an action on a dossier. */
export function isQuestionAct<Other extends { readonly type: string }>(
	errand: QuestionAct | Other
): errand is QuestionAct {
	return isQuestionActType(errand.type);
}

const NAMES: readonly string[] = QUESTION_ACT_TYPES;

export function isQuestionActType(type: string): type is QuestionActType {
	return NAMES.includes(type);
}
