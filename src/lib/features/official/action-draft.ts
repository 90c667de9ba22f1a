import * as v from 'valibot';
import { parseIntent, type Intent } from '$domain/dossier/intent.ts';
import type { RefusalCode } from '$domain/refusal.ts';
import type { ActionField } from './action-fields.ts';
import type { OfficerAction } from './action-forms.ts';

const texts = v.record(v.string(), v.string());

/** What somebody has typed into an action's form so far; everything is text until it is sent. */
export const actionDraftSchema = v.object({
	/** Texts, days, amounts and choices by field name. */
	texts,
	/** Papers ticked in a request, with what is wrong with each. */
	requested: v.record(v.string(), v.object({ asked: v.boolean(), reason: v.string() })),
	/** Papers handed over at the desk. */
	given: v.record(v.string(), v.object({ originals: v.string(), copies: v.string() })),
	/** The result file that was uploaded. */
	attachment: v.nullable(v.string())
});
export type ActionDraft = v.InferOutput<typeof actionDraftSchema>;

export function emptyDraft(): ActionDraft {
	return { texts: {}, requested: {}, given: {}, attachment: null };
}

const asked = v.optional(v.array(v.object({ paper: v.string(), reason: v.string() })), []);
const handedOver = v.optional(
	v.array(v.object({ paper: v.string(), originals: v.number(), copies: v.number() })),
	[]
);
const plainValue = v.nullish(v.union([v.string(), v.number()]), '');

/** The form as it was filled in when it asked for `payload`. */
export function draftOf(payload: object, fields: readonly ActionField[]): ActionDraft {
	const given = new Map<string, unknown>(Object.entries(payload));
	const draft = emptyDraft();
	for (const { kind, name } of fields) {
		const value = given.get(name);
		if (kind === 'requested_papers') {
			for (const { paper, reason } of v.parse(asked, value)) {
				draft.requested[paper] = { asked: true, reason };
			}
		} else if (kind === 'given_papers') {
			for (const { paper, originals, copies } of v.parse(handedOver, value)) {
				draft.given[paper] = { originals: String(originals), copies: String(copies) };
			}
		} else if (kind === 'result_file') {
			draft.attachment = typeof value === 'string' ? value : null;
		} else {
			draft.texts[name] = String(v.parse(plainValue, value));
		}
	}
	return draft;
}

/** A fault of the form; `field` is the path in the intent, as the server names it too. */
export interface FieldFault {
	readonly field: string;
	readonly code: RefusalCode;
}

export type Prepared =
	| { readonly ok: true; readonly intent: Intent }
	| { readonly ok: false; readonly faults: readonly FieldFault[] };

/** What the draft asks for, or everything that is wrong with it. */
export function prepare(
	draft: ActionDraft,
	fields: readonly ActionField[],
	envelope: { id: string; dossier: string; type: OfficerAction; expectedSeq: number }
): Prepared {
	const faults = fields.flatMap((field) => missing(field, draft));
	if (faults.length > 0) return { ok: false, faults };
	const payload = Object.fromEntries(fields.flatMap((field) => entry(field, draft)));
	const parsed = parseIntent({ ...envelope, payload });
	return parsed.ok ? parsed : { ok: false, faults: [{ field: parsed.field, code: parsed.code }] };
}

function missing(field: ActionField, draft: ActionDraft): FieldFault[] {
	const path = `payload.${field.name}`;
	const required = (at: string): FieldFault => ({ field: at, code: 'field.required' });
	switch (field.kind) {
		case 'requested_papers': {
			const papers = requestedPapers(draft);
			if (papers.length === 0) return [required(path)];
			return papers
				.filter(({ reason }) => reason === '')
				.map(({ paper }) => required(`${path}.${paper}.reason`));
		}
		case 'given_papers':
			return givenPapers(draft).length === 0 ? [required(path)] : [];
		case 'result_file':
			return field.required && draft.attachment === null ? [required(path)] : [];
		default:
			return field.required && textOf(draft, field) === '' ? [required(path)] : [];
	}
}

function entry(field: ActionField, draft: ActionDraft): [string, unknown][] {
	switch (field.kind) {
		case 'requested_papers':
			return [[field.name, requestedPapers(draft)]];
		case 'given_papers':
			return [[field.name, givenPapers(draft)]];
		case 'result_file':
			return [[field.name, draft.attachment]];
		case 'day':
			return [[field.name, textOf(draft, field) || null]];
		case 'amount':
			return [[field.name, Number(textOf(draft, field).replace(/[.\s]/g, ''))]];
		default:
			return [[field.name, textOf(draft, field)]];
	}
}

const textOf = (draft: ActionDraft, { name }: ActionField): string =>
	(draft.texts[name] ?? '').trim();

function requestedPapers({ requested }: ActionDraft) {
	return Object.entries(requested)
		.filter(([, { asked }]) => asked)
		.map(([paper, { reason }]) => ({ paper, reason: reason.trim() }));
}

function givenPapers({ given }: ActionDraft) {
	return Object.entries(given)
		.map(([paper, { originals, copies }]) => ({
			paper,
			originals: Number(originals || 0),
			copies: Number(copies || 0)
		}))
		.filter(({ originals, copies }) => originals + copies > 0);
}
