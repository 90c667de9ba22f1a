import { m } from '$i18n/paraglide/messages.js';

// What an action asks an officer for (trường nhập của thao tác), field by field.

interface AnyField {
	/** Its name in the payload. */
	readonly name: string;
	readonly label: () => string;
	readonly hint?: () => string;
	readonly required: boolean;
}

/** One thing an action asks for; what it may hold is said by `parseIntent`. */
export type ActionField =
	| (AnyField & { readonly kind: 'text'; readonly rows: number; readonly maxlength: number })
	/** A legal ground, with the procedure's own ones at hand. */
	| (AnyField & { readonly kind: 'ground'; readonly maxlength: number })
	| (AnyField & { readonly kind: 'day' | 'amount' | 'officer' })
	| (AnyField & {
			readonly kind: 'choice';
			readonly options: readonly { readonly value: string; readonly label: () => string }[];
	  })
	/** Papers of the procedure, each ticked one with what is wrong with it. */
	| (AnyField & { readonly kind: 'requested_papers' })
	/** The papers asked for, as handed over at the desk: originals and copies. */
	| (AnyField & { readonly kind: 'given_papers' })
	| (AnyField & { readonly kind: 'result_file' });

type Words = () => string;

/** A line of its own: a name, a number. */
export const line = (name: string, label: Words, hint?: Words): ActionField =>
	text({ name, label, rows: 1, maxlength: 200 }, hint);

export const paragraph = (name: string, label: Words, rows: number, hint?: Words): ActionField =>
	text({ name, label, rows, maxlength: 2000 }, hint);

export const reason = (label: Words): ActionField => paragraph('reason', label, 4);

/** `label` makes it a question that must be answered; otherwise it is a remark one may leave out. */
export const remark = (label?: Words): ActionField => ({
	...paragraph('remark', label ?? m.official_field_remark, 3),
	required: label !== undefined
});

export const legalGround: ActionField = {
	kind: 'ground',
	name: 'legalGround',
	label: m.official_field_legal_ground,
	hint: m.official_field_legal_ground_hint,
	maxlength: 300,
	required: true
};

export const requestedPapers: ActionField = {
	kind: 'requested_papers',
	name: 'papers',
	label: m.official_field_requested_papers,
	hint: m.official_field_requested_papers_hint,
	required: true
};

export const newDueOn: ActionField = {
	kind: 'day',
	name: 'newDueOn',
	label: m.official_field_new_due_on,
	hint: m.official_field_new_due_on_hint,
	required: true
};

/** A further request for papers is the leader's to answer for, and says why. */
export const leaderReason = paragraph(
	'leaderReason',
	m.official_field_leader_reason,
	3,
	m.official_field_leader_reason_hint
);

type TextField = Extract<ActionField, { kind: 'text' }>;

function text(
	field: Pick<TextField, 'name' | 'label' | 'rows' | 'maxlength'>,
	hint: Words | undefined
): ActionField {
	return { kind: 'text', required: true, ...field, ...(hint && { hint }) };
}
