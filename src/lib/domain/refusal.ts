/**
 * Every reason for which a rule may answer "no". Codes are stable: they travel to the device and
 * stand in logs. Each has a sentence in both languages (`refusal_<code with _ for .>`) that says
 * what happened and what to do.
 */
export const REFUSAL_CODES = [
	'action.unknown',
	'action.malformed',
	'action.id_reused',
	'actor.signed_out',
	'dossier.not_found',
	'dossier.exists',
	'dossier.wrong_role',
	'dossier.wrong_division',
	'dossier.not_assigned_to_you',
	'dossier.not_yours',
	'dossier.wrong_status',
	'dossier.changed_meanwhile',
	'dossier.second_supplement_needs_leader',
	'dossier.too_late_to_withdraw',
	'dossier.rejection_proposed',
	'dossier.already_rated',
	'officer.unknown',
	'field.required',
	'field.too_long',
	'field.invalid',
	'papers.missing',
	'papers.unknown',
	'papers.not_received',
	'papers.none_requested',
	'date.not_a_working_day',
	'date.in_the_past',
	'date.not_later',
	'procedure.unknown',
	'procedure.not_in_force',
	'procedure.not_eligible',
	'procedure.not_filed_here',
	'number.exhausted',
	'attachment.wrong_type',
	'attachment.too_large',
	'attachment.empty',
	'attachment.length_differs',
	'attachment.hash_differs',
	'attachment.day_full',
	'tracking.not_found',
	'question.not_found',
	'question.exists',
	'question.wrong_role',
	'question.wrong_division',
	'question.wrong_state',
	'question.changed_meanwhile',
	'question.taken_by_colleague',
	'question.already_followed_up',
	'question.personal_data',
	'question.day_full',
	'too_many_requests'
] as const;

export type RefusalCode = (typeof REFUSAL_CODES)[number];

/**
 * A rule said no. Never thrown in `domain`: it is a value.
 * `field` is the path of the input at fault, `subject` what it is about (a paper, a date).
 */
export interface Refusal {
	readonly ok: false;
	readonly code: RefusalCode;
	readonly field?: string;
	readonly subject?: string;
}

export function refuse(code: RefusalCode, field?: string, subject?: string): Refusal {
	return {
		ok: false,
		code,
		...(field === undefined ? {} : { field }),
		...(subject === undefined ? {} : { subject })
	};
}
