import { m } from '$i18n/paraglide/messages.js';
import type { ActionType } from '$domain/dossier/intent.ts';
import {
	leaderReason,
	legalGround,
	line,
	newDueOn,
	paragraph,
	reason,
	remark,
	requestedPapers,
	type ActionField
} from './action-fields.ts';

/** What an officer may do on the dossier's page; the others have screens of their own. */
export type OfficerAction = Exclude<
	ActionType,
	'submit' | 'supply' | 'ask_withdrawal' | 'rate' | 'register_at_counter'
>;

export interface ActionForm {
	/** What the button says. */
	readonly verb: () => string;
	/** What will follow: who gets it, what becomes of the clock. */
	readonly effect: () => string;
	readonly tone: 'primary' | 'secondary' | 'danger';
	readonly fields: readonly ActionField[];
}

/** The fields of every action an officer may take: `domain/dossier/intent.ts` says what they hold. */
export const ACTION_FORMS: Readonly<Record<OfficerAction, ActionForm>> = {
	receive: {
		verb: m.official_do_receive,
		effect: m.official_effect_receive,
		tone: 'primary',
		fields: [remark()]
	},
	ask_completion: {
		verb: m.official_do_ask_completion,
		effect: m.official_effect_ask_completion,
		tone: 'secondary',
		fields: [requestedPapers, remark()]
	},
	ask_fee: {
		verb: m.official_do_ask_fee,
		effect: m.official_effect_ask_fee,
		tone: 'secondary',
		fields: [
			{ kind: 'amount', name: 'amountVnd', label: m.official_field_amount, required: true },
			legalGround
		]
	},
	refuse: {
		verb: m.official_do_refuse,
		effect: m.official_effect_refuse,
		tone: 'danger',
		fields: [reason(m.official_field_refusal_reason), legalGround]
	},
	take: { verb: m.official_do_take, effect: m.official_effect_take, tone: 'primary', fields: [] },
	assign: {
		verb: m.official_do_assign,
		effect: m.official_effect_assign,
		tone: 'primary',
		fields: [
			{ kind: 'officer', name: 'caseOfficer', label: m.official_field_officer, required: true },
			remark()
		]
	},
	request_supplement: {
		verb: m.official_do_request_supplement,
		effect: m.official_effect_request_supplement,
		tone: 'secondary',
		fields: [
			requestedPapers,
			{
				kind: 'day',
				name: 'dueOn',
				label: m.official_field_supplement_due_on,
				hint: m.official_field_supplement_due_on_hint,
				required: false
			}
		]
	},
	supply_at_counter: {
		verb: m.official_do_supply_at_counter,
		effect: m.official_effect_supply_at_counter,
		tone: 'primary',
		fields: [
			{
				kind: 'given_papers',
				name: 'papers',
				label: m.official_field_given_papers,
				required: true
			},
			remark()
		]
	},
	consult: {
		verb: m.official_do_consult,
		effect: m.official_effect_consult,
		tone: 'secondary',
		fields: [line('agency', m.official_field_agency), remark()]
	},
	record_opinion: {
		verb: m.official_do_record_opinion,
		effect: m.official_effect_record_opinion,
		tone: 'primary',
		fields: [remark(m.official_field_opinion)]
	},
	send_to_ministry: {
		verb: m.official_do_send_to_ministry,
		effect: m.official_effect_send_to_ministry,
		tone: 'secondary',
		fields: [remark()]
	},
	send_to_committee: {
		verb: m.official_do_send_to_committee,
		effect: m.official_effect_send_to_committee,
		tone: 'secondary',
		fields: [remark()]
	},
	record_outside_decision: {
		verb: m.official_do_record_outside_decision,
		effect: m.official_effect_record_outside_decision,
		tone: 'primary',
		fields: [
			{
				kind: 'choice',
				name: 'decision',
				label: m.official_field_decision,
				required: true,
				options: [
					{ value: 'approved', label: m.official_decision_approved },
					{ value: 'rejected', label: m.official_decision_rejected },
					{ value: 'sent_back', label: m.official_decision_sent_back }
				]
			},
			remark(m.official_field_decision_content)
		]
	},
	propose: {
		verb: m.official_do_propose,
		effect: m.official_effect_propose,
		tone: 'primary',
		fields: [
			{
				kind: 'choice',
				name: 'proposal',
				label: m.official_field_proposal,
				required: true,
				options: [
					{ value: 'approve', label: m.official_proposal_approve },
					{ value: 'reject', label: m.official_proposal_reject }
				]
			},
			remark(m.official_field_proposal_content)
		]
	},
	sign: {
		verb: m.official_do_sign,
		effect: m.official_effect_sign,
		tone: 'primary',
		fields: [remark()]
	},
	return_for_correction: {
		verb: m.official_do_return_for_correction,
		effect: m.official_effect_return_for_correction,
		tone: 'secondary',
		fields: [reason(m.official_field_correction)]
	},
	reject: {
		verb: m.official_do_reject,
		effect: m.official_effect_reject,
		tone: 'danger',
		fields: [reason(m.official_field_refusal_reason), legalGround]
	},
	issue_result: {
		verb: m.official_do_issue_result,
		effect: m.official_effect_issue_result,
		tone: 'primary',
		fields: [
			line('number', m.official_field_result_number, m.official_field_result_number_hint),
			{ kind: 'day', name: 'issuedOn', label: m.official_field_issued_on, required: true },
			{
				kind: 'result_file',
				name: 'attachment',
				label: m.official_field_result_file,
				hint: m.official_field_result_file_hint,
				required: false
			}
		]
	},
	return_result: {
		verb: m.official_do_return_result,
		effect: m.official_effect_return_result,
		tone: 'primary',
		fields: [line('to', m.official_field_return_to, m.official_field_return_to_hint), remark()]
	},
	grant_withdrawal: {
		verb: m.official_do_grant_withdrawal,
		effect: m.official_effect_grant_withdrawal,
		tone: 'primary',
		fields: [remark()]
	},
	decline_withdrawal: {
		verb: m.official_do_decline_withdrawal,
		effect: m.official_effect_decline_withdrawal,
		tone: 'secondary',
		fields: [reason(m.official_field_reason)]
	},
	stop: {
		verb: m.official_do_stop,
		effect: m.official_effect_stop,
		tone: 'danger',
		fields: [reason(m.official_field_reason), legalGround]
	},
	change_due_date: {
		verb: m.official_do_change_due_date,
		effect: m.official_effect_change_due_date,
		tone: 'secondary',
		fields: [newDueOn, reason(m.official_field_reason), legalGround]
	},
	apologise: {
		verb: m.official_do_apologise,
		effect: m.official_effect_apologise,
		tone: 'secondary',
		fields: [newDueOn, reason(m.official_field_delay_reason), legalGround]
	},
	note: {
		verb: m.official_do_note,
		effect: m.official_effect_note,
		tone: 'secondary',
		fields: [paragraph('text', m.official_field_note, 3)]
	},
	write_message: {
		verb: m.official_do_write_message,
		effect: m.official_effect_write_message,
		tone: 'secondary',
		fields: [paragraph('text', m.official_field_message, 3, m.official_field_message_hint)]
	},
	close: {
		verb: m.official_do_close,
		effect: m.official_effect_close,
		tone: 'secondary',
		fields: []
	}
};

/** What `type` asks for on a dossier on which papers were asked for `supplementRounds` times. */
export function fieldsOf(type: OfficerAction, supplementRounds: number): readonly ActionField[] {
	const { fields } = ACTION_FORMS[type];
	return type === 'request_supplement' && supplementRounds > 0 ? [...fields, leaderReason] : fields;
}

export function isOfficerAction(type: string): type is OfficerAction {
	return type in ACTION_FORMS;
}
