import * as v from 'valibot';
import { isPlainDate } from '../time/plain-date.ts';
import { RESULT_RETURNS } from './dossier.ts';

/**
 * What a person asks to happen to a dossier (thao tác), as it travels from the device: parsed
 * here, decided in `decide.ts`. Lengths are characters.
 */
const ID_PATTERN = /^[a-z0-9]{15}$/;

const id = v.pipe(v.string(), v.regex(ID_PATTERN));
const reason = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(2000));
const remark = v.pipe(v.string(), v.trim(), v.maxLength(2000));
const day = v.pipe(v.string(), v.check(isPlainDate));
const shortText = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(200));
const legalGround = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(300));

const requestedPapers = v.pipe(
	v.array(v.strictObject({ paper: shortText, reason })),
	v.minLength(1),
	v.maxLength(40)
);

/** One file given for one paper; hash and length as the device computed them. */
const suppliedFile = v.strictObject({
	attachment: id,
	paper: shortText,
	sha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
	sizeBytes: v.pipe(v.number(), v.integer(), v.minValue(1))
});

/** A paper handed over at the counter (giấy tờ nộp tại quầy). */
const paperAtCounter = v.strictObject({
	paper: shortText,
	originals: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(99)),
	copies: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(99))
});

/** More than any form or checklist asks. Counted first: looking at thousands takes seconds. */
const MOST_FIELDS = 200;
const fewFields = v.custom<Record<string, unknown>>(
	(input) => typeof input === 'object' && input !== null && Object.keys(input).length <= MOST_FIELDS
);

/** Answers to the checklist questions: fact → chosen value. */
const answers = v.pipe(fewFields, v.record(shortText, v.pipe(v.string(), v.maxLength(100))));

/** The form's fields: name → what was typed. Which fields there are is the procedure's to say. */
const form = v.pipe(
	fewFields,
	v.record(shortText, v.pipe(v.string(), v.trim(), v.maxLength(2000)))
);

/** How satisfied the applicant is (mức độ hài lòng), from not at all to very. */
export const SCORES = [1, 2, 3, 4, 5] as const;
export type Score = (typeof SCORES)[number];

const newDossier = {
	procedure: shortText,
	procedureVersion: shortText,
	answers,
	form,
	resultReturn: v.picklist(RESULT_RETURNS)
};

const PAYLOADS = {
	submit: v.strictObject({
		...newDossier,
		files: v.pipe(v.array(suppliedFile), v.maxLength(60)),
		consentVersion: shortText,
		statementOfTruth: v.literal(true)
	}),
	register_at_counter: v.strictObject({
		...newDossier,
		applicant: v.nullable(id),
		papers: v.pipe(v.array(paperAtCounter), v.maxLength(60)),
		channel: v.picklist(['counter', 'post'])
	}),
	receive: v.strictObject({ remark }),
	ask_completion: v.strictObject({ papers: requestedPapers, remark }),
	ask_fee: v.strictObject({
		amountVnd: v.pipe(v.number(), v.integer(), v.minValue(1)),
		legalGround
	}),
	refuse: v.strictObject({ reason, legalGround }),
	take: v.strictObject({}),
	assign: v.strictObject({ caseOfficer: id, remark }),
	request_supplement: v.strictObject({
		papers: requestedPapers,
		dueOn: v.nullable(day),
		leaderReason: v.optional(reason)
	}),
	supply: v.strictObject({
		files: v.pipe(v.array(suppliedFile), v.minLength(1), v.maxLength(60)),
		remark
	}),
	supply_at_counter: v.strictObject({
		papers: v.pipe(v.array(paperAtCounter), v.minLength(1), v.maxLength(60)),
		remark
	}),
	consult: v.strictObject({ agency: shortText, remark }),
	record_opinion: v.strictObject({ remark: reason }),
	send_to_ministry: v.strictObject({ remark }),
	send_to_committee: v.strictObject({ remark }),
	record_outside_decision: v.strictObject({
		decision: v.picklist(['approved', 'rejected', 'sent_back']),
		remark: reason
	}),
	propose: v.strictObject({ proposal: v.picklist(['approve', 'reject']), remark: reason }),
	sign: v.strictObject({ remark }),
	return_for_correction: v.strictObject({ reason }),
	reject: v.strictObject({ reason, legalGround }),
	issue_result: v.strictObject({ number: shortText, issuedOn: day, attachment: v.nullable(id) }),
	return_result: v.strictObject({ to: shortText, remark }),
	ask_withdrawal: v.strictObject({ reason }),
	grant_withdrawal: v.strictObject({ remark }),
	decline_withdrawal: v.strictObject({ reason }),
	stop: v.strictObject({ reason, legalGround }),
	change_due_date: v.strictObject({ newDueOn: day, reason, legalGround }),
	apologise: v.strictObject({ newDueOn: day, reason, legalGround }),
	note: v.strictObject({ text: reason }),
	write_message: v.strictObject({ text: reason }),
	close: v.strictObject({}),
	rate: v.strictObject({ score: v.picklist(SCORES), remark })
} as const;

export type ActionType = keyof typeof PAYLOADS;
export const ACTION_TYPES = Object.keys(PAYLOADS) as ActionType[];

export type Payload<T extends ActionType> = v.InferOutput<(typeof PAYLOADS)[T]>;

/**
 * An action asked for. `id` is made by the device: sent twice, it happens once.
 * `expectedSeq` is the state the person saw; the rule refuses when a colleague acted first.
 */
export type Intent = {
	[T in ActionType]: {
		readonly id: string;
		readonly dossier: string;
		readonly type: T;
		readonly expectedSeq: number;
		readonly payload: Payload<T>;
	};
}[ActionType];

const ENVELOPE = v.strictObject({
	id,
	dossier: id,
	type: v.picklist(ACTION_TYPES),
	expectedSeq: v.pipe(v.number(), v.integer(), v.minValue(0)),
	payload: v.unknown()
});

export type ParsedIntent = { readonly ok: true; readonly intent: Intent } | ParseFault;

/** What came in cannot be read; `field` is the path of what is at fault. */
export interface ParseFault {
	readonly ok: false;
	readonly field: string;
	readonly code: 'action.malformed' | 'field.required' | 'field.too_long' | 'field.invalid';
}

/** One fault is told, so thousands need not be looked for. */
const FIRST_FAULT = { abortEarly: true } as const;

/** Reads an intent from what came in; the first fault is named by its path (`payload.reason`). */
export function parseIntent(input: unknown): ParsedIntent {
	const envelope = v.safeParse(ENVELOPE, input, FIRST_FAULT);
	if (!envelope.success) return faultOf(envelope.issues[0], '', 'action.malformed');
	const payload = v.safeParse(PAYLOADS[envelope.output.type], envelope.output.payload, FIRST_FAULT);
	if (!payload.success) return faultOf(payload.issues[0], 'payload.');
	// The schema of `type` parsed `payload`, which the compiler cannot follow through the index.
	return { ok: true, intent: { ...envelope.output, payload: payload.output } as Intent };
}

/** @param prefix of the path, `payload.` */
export function faultOf(
	issue: v.BaseIssue<unknown>,
	prefix: string,
	code?: 'action.malformed'
): ParseFault {
	const field = prefix + (v.getDotPath(issue) ?? '');
	if (code) return { ok: false, field, code };
	if (issue.type === 'max_length') return { ok: false, field, code: 'field.too_long' };
	const missing = issue.type === 'min_length' || issue.input === undefined || issue.input === '';
	return { ok: false, field, code: missing ? 'field.required' : 'field.invalid' };
}
