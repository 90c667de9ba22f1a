import { parseIntent, type Intent } from '$domain/dossier/intent.ts';
import type { RefusalCode } from '$domain/refusal.ts';
import type { ActionField, OfficerAction } from './action-forms.ts';

/** What somebody has typed into an action's form so far; everything is text until it is sent. */
export interface ActionDraft {
	/** Texts, days, amounts and choices by field name. */
	readonly texts: Record<string, string>;
	/** Papers ticked in a request, with what is wrong with each. */
	readonly requested: Record<string, { asked: boolean; reason: string }>;
	/** Papers handed over at the desk. */
	readonly given: Record<string, { originals: string; copies: string }>;
	/** The result file that was uploaded. */
	attachment: string | null;
}

export function emptyDraft(): ActionDraft {
	return { texts: {}, requested: {}, given: {}, attachment: null };
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
