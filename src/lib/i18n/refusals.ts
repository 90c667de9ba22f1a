import type { RefusalCode } from '$domain/refusal.ts';
import { m } from './paraglide/messages.js';

/** What a person reads when a rule said no: what happened, and what to do. */
const REFUSAL: Readonly<Record<RefusalCode, () => string>> = {
	'action.unknown': m.refusal_action_unknown,
	'action.malformed': m.refusal_action_malformed,
	'action.id_reused': m.refusal_action_id_reused,
	'actor.signed_out': m.refusal_actor_signed_out,
	'dossier.not_found': m.refusal_dossier_not_found,
	'dossier.exists': m.refusal_dossier_exists,
	'dossier.wrong_role': m.refusal_dossier_wrong_role,
	'dossier.wrong_division': m.refusal_dossier_wrong_division,
	'dossier.not_assigned_to_you': m.refusal_dossier_not_assigned_to_you,
	'dossier.not_yours': m.refusal_dossier_not_yours,
	'dossier.wrong_status': m.refusal_dossier_wrong_status,
	'dossier.changed_meanwhile': m.refusal_dossier_changed_meanwhile,
	'dossier.second_supplement_needs_leader': m.refusal_dossier_second_supplement_needs_leader,
	'dossier.too_late_to_withdraw': m.refusal_dossier_too_late_to_withdraw,
	'dossier.rejection_proposed': m.refusal_dossier_rejection_proposed,
	'dossier.already_rated': m.refusal_dossier_already_rated,
	'officer.unknown': m.refusal_officer_unknown,
	'field.required': m.refusal_field_required,
	'field.too_long': m.refusal_field_too_long,
	'field.invalid': m.refusal_field_invalid,
	'papers.missing': m.refusal_papers_missing,
	'papers.unknown': m.refusal_papers_unknown,
	'papers.not_received': m.refusal_papers_not_received,
	'papers.none_requested': m.refusal_papers_none_requested,
	'date.not_a_working_day': m.refusal_date_not_a_working_day,
	'date.in_the_past': m.refusal_date_in_the_past,
	'date.not_later': m.refusal_date_not_later,
	'procedure.unknown': m.refusal_procedure_unknown,
	'procedure.not_in_force': m.refusal_procedure_not_in_force,
	'procedure.not_eligible': m.refusal_procedure_not_eligible,
	'procedure.not_filed_here': m.refusal_procedure_not_filed_here,
	'number.exhausted': m.refusal_number_exhausted,
	'attachment.wrong_type': m.refusal_attachment_wrong_type,
	'attachment.too_large': m.refusal_attachment_too_large,
	'attachment.empty': m.refusal_attachment_empty,
	'attachment.length_differs': m.refusal_attachment_length_differs,
	'attachment.hash_differs': m.refusal_attachment_hash_differs,
	'attachment.day_full': m.refusal_attachment_day_full,
	'tracking.not_found': m.refusal_tracking_not_found,
	'question.not_found': m.refusal_question_not_found,
	'question.exists': m.refusal_question_exists,
	'question.wrong_role': m.refusal_question_wrong_role,
	'question.wrong_division': m.refusal_question_wrong_division,
	'question.wrong_state': m.refusal_question_wrong_state,
	'question.changed_meanwhile': m.refusal_question_changed_meanwhile,
	'question.taken_by_colleague': m.refusal_question_taken_by_colleague,
	'question.already_followed_up': m.refusal_question_already_followed_up,
	'question.personal_data': m.refusal_question_personal_data,
	'question.day_full': m.refusal_question_day_full,
	too_many_requests: m.refusal_too_many_requests
};

export const refusalSentence = (code: RefusalCode): string => REFUSAL[code]();

const FAULT = {
	offline: m.fault_offline,
	timeout: m.fault_timeout,
	server: m.fault_server,
	signed_out: m.fault_signed_out,
	too_many_requests: m.refusal_too_many_requests,
	day_full: m.refusal_attachment_day_full,
	device_full: m.file_fault_full
};

/** What a person reads when the server could not be asked. */
export const faultSentence = (fault: keyof typeof FAULT): string => FAULT[fault]();

/** Either of the two: why an answer is not the one that was wanted. */
export function whyNotSentence(
	no:
		| { readonly kind: 'refusal'; readonly code: RefusalCode }
		| { readonly kind: 'fault'; readonly fault: keyof typeof FAULT }
): string {
	return no.kind === 'refusal' ? refusalSentence(no.code) : faultSentence(no.fault);
}

const FILE_FAULT = {
	'attachment.wrong_type': m.refusal_attachment_wrong_type,
	'attachment.too_large': m.refusal_attachment_too_large,
	'attachment.empty': m.refusal_attachment_empty,
	'device.cannot_read': m.file_fault_cannot_read,
	'device.full': m.file_fault_full,
	'device.locked': m.file_fault_locked
};

/** Why a file that was picked could not be kept on the device. */
export const fileFaultSentence = (code: keyof typeof FILE_FAULT): string => FILE_FAULT[code]();
