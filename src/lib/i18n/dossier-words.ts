import type { Holder, ResultReturn } from '$domain/dossier/dossier.ts';
import type { ActionType, Score } from '$domain/dossier/intent.ts';
import type { Status } from '$domain/dossier/status.ts';
import { m } from './paraglide/messages.js';

/** What people are told of a dossier, where the domain has a code. */

/** What a status is called. */
export const STATUS_NAME: Readonly<Record<Status, () => string>> = {
	draft: m.status_draft,
	submitted: m.status_submitted,
	supplement_at_desk: m.status_supplement_at_desk,
	fee_due: m.status_fee_due,
	received: m.status_received,
	in_review: m.status_in_review,
	supplement: m.status_supplement,
	consulting: m.status_consulting,
	with_ministry: m.status_with_ministry,
	with_committee: m.status_with_committee,
	awaiting_signature: m.status_awaiting_signature,
	signed: m.status_signed,
	result_ready: m.status_result_ready,
	returned: m.status_returned,
	rejected: m.status_rejected,
	refused: m.status_refused,
	withdraw_asked: m.status_withdraw_asked,
	stopped: m.status_stopped,
	closed: m.status_closed
};

/** What the applicant has to do now. */
export const TODO: Readonly<Record<Status, () => string>> = {
	draft: m.todo_draft,
	submitted: m.todo_submitted,
	supplement_at_desk: m.todo_supplement_at_desk,
	fee_due: m.todo_fee_due,
	received: m.todo_received,
	in_review: m.todo_in_review,
	supplement: m.todo_supplement,
	consulting: m.todo_consulting,
	with_ministry: m.todo_with_ministry,
	with_committee: m.todo_with_committee,
	awaiting_signature: m.todo_awaiting_signature,
	signed: m.todo_signed,
	result_ready: m.todo_result_ready,
	returned: m.todo_returned,
	rejected: m.todo_rejected,
	refused: m.todo_refused,
	withdraw_asked: m.todo_withdraw_asked,
	stopped: m.todo_stopped,
	closed: m.todo_closed
};

/** What comes next; nothing when the dossier is finished. */
export const NEXT: Readonly<Partial<Record<Status, () => string>>> = {
	submitted: m.next_submitted,
	supplement_at_desk: m.next_supplement_at_desk,
	fee_due: m.next_fee_due,
	received: m.next_received,
	in_review: m.next_in_review,
	supplement: m.next_supplement,
	consulting: m.next_consulting,
	with_ministry: m.next_with_ministry,
	with_committee: m.next_with_committee,
	awaiting_signature: m.next_awaiting_signature,
	signed: m.next_signed,
	result_ready: m.next_result_ready,
	rejected: m.next_rejected,
	withdraw_asked: m.next_withdraw_asked
};

/** Who has it in hand, as the applicant is told. */
export const HOLDER_NAME: Readonly<Record<Holder, () => string>> = {
	applicant: m.holder_applicant,
	reception: m.holder_reception,
	division: m.holder_division,
	leader: m.holder_leader,
	clerk: m.holder_clerk,
	ministry: m.holder_ministry,
	committee: m.holder_committee,
	consulted_agency: m.holder_consulted_agency,
	nobody: m.holder_nobody
};

/** What happened, as a line of the history. */
export const ACTION_NAME: Readonly<Record<ActionType, () => string>> = {
	submit: m.action_submit,
	register_at_counter: m.action_register_at_counter,
	receive: m.action_receive,
	ask_completion: m.action_ask_completion,
	ask_fee: m.action_ask_fee,
	refuse: m.action_refuse,
	take: m.action_take,
	assign: m.action_assign,
	request_supplement: m.action_request_supplement,
	supply: m.action_supply,
	supply_at_counter: m.action_supply_at_counter,
	consult: m.action_consult,
	record_opinion: m.action_record_opinion,
	send_to_ministry: m.action_send_to_ministry,
	send_to_committee: m.action_send_to_committee,
	record_outside_decision: m.action_record_outside_decision,
	propose: m.action_propose,
	sign: m.action_sign,
	return_for_correction: m.action_return_for_correction,
	reject: m.action_reject,
	issue_result: m.action_issue_result,
	return_result: m.action_return_result,
	ask_withdrawal: m.action_ask_withdrawal,
	grant_withdrawal: m.action_grant_withdrawal,
	decline_withdrawal: m.action_decline_withdrawal,
	stop: m.action_stop,
	change_due_date: m.action_change_due_date,
	apologise: m.action_apologise,
	note: m.action_note,
	write_message: m.action_write_message,
	close: m.action_close,
	rate: m.action_rate
};

/** How satisfied an applicant is. */
export const SCORE_NAME: Readonly<Record<Score, () => string>> = {
	1: m.rating_score_1,
	2: m.rating_score_2,
	3: m.rating_score_3,
	4: m.rating_score_4,
	5: m.rating_score_5
};

/** How the result goes out. */
export const RESULT_RETURN: Readonly<Record<ResultReturn, typeof m.result_return_counter>> = {
	counter: m.result_return_counter,
	post: m.result_return_post,
	electronic: m.result_return_electronic
};
