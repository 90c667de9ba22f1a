import type { Role } from '../identity/actor.ts';
import type { ActionType } from './intent.ts';
import type { Status } from './status.ts';

/**
 * Something people are told about (sự kiện thông báo). Every one has a sentence per language;
 * what it may say outside the app is decided where messages are written, not here.
 */
export type DossierEvent =
	| 'submitted'
	| 'received'
	| 'completion_asked'
	| 'fee_due'
	| 'refused'
	| 'assigned'
	| 'supplement_asked'
	| 'supplied'
	| 'consulting'
	| 'awaiting_decision'
	| 'returned_for_correction'
	| 'with_outside_authority'
	| 'outside_decision'
	| 'signed'
	| 'rejected'
	| 'result_ready'
	| 'returned'
	| 'withdrawal_asked'
	| 'withdrawn'
	| 'withdrawal_declined'
	| 'stopped'
	| 'due_date_changed'
	| 'late_apology'
	/** Somebody wrote a message on the dossier. */
	| 'message';

/** Who is told: the applicant, the reception desk, the division's head, the officer in charge … */
export type Audience =
	| 'applicant'
	| 'reception'
	| 'division'
	| 'case_officer'
	/** Whoever answers for it now: the reception desk before reception, the case officer after it. */
	| 'in_charge'
	| 'leader'
	| 'clerk';

/** What an action does to the clock of the dossier. */
export type ClockEffect = 'none' | 'start' | 'pause' | 'resume' | 'end';

/** `as_before`: back to where it stood when withdrawal was asked. */
export type Destination = Status | 'as_before';

export interface Step {
	readonly by: readonly Role[];
	/** Where it may be taken, and where it leads from there. */
	readonly moves: Readonly<Partial<Record<Status, Destination>>>;
	readonly clock: ClockEffect;
	/** `own`: only the officer in charge, of those in `by` who handle single dossiers. */
	readonly caseOfficerMustOwn?: true;
	readonly tells: readonly (readonly [Audience, DossierEvent])[];
}

const RUNNING: Readonly<Partial<Record<Status, Destination>>> = {
	received: 'received',
	in_review: 'in_review',
	consulting: 'consulting',
	with_ministry: 'with_ministry',
	with_committee: 'with_committee',
	awaiting_signature: 'awaiting_signature',
	signed: 'signed'
};

const OPEN: Readonly<Partial<Record<Status, Destination>>> = {
	submitted: 'submitted',
	supplement_at_desk: 'supplement_at_desk',
	fee_due: 'fee_due',
	...RUNNING,
	supplement: 'supplement',
	result_ready: 'result_ready',
	rejected: 'rejected',
	withdraw_asked: 'withdraw_asked'
};

/**
 * The life of a dossier (vòng đời hồ sơ) in one table: who may do what, from where, to where.
 * Read by the screen to offer, by the device to foresee, by the server to decide.
 *
 * @source Nghị định 118/2025/NĐ-CP (one-stop mechanism); status codes of the National Portal.
 * Beyond the status table of the portal systems we read, three moves are ours: a desk request or a
 * fee never answered may be refused; a rejection proposed to the leader is rejected where it
 * waits; withdrawal may be asked at every step before signature.
 */
export const STEPS: Readonly<Record<ActionType, Step>> = {
	submit: {
		by: ['applicant'],
		moves: { draft: 'submitted' },
		clock: 'none',
		tells: [
			['applicant', 'submitted'],
			['reception', 'submitted']
		]
	},
	register_at_counter: {
		by: ['receiving_officer'],
		moves: { draft: 'received' },
		clock: 'start',
		tells: [
			['applicant', 'received'],
			['division', 'received']
		]
	},
	receive: {
		by: ['receiving_officer'],
		moves: { submitted: 'received', fee_due: 'received' },
		clock: 'start',
		tells: [
			['applicant', 'received'],
			['division', 'received']
		]
	},
	ask_completion: {
		by: ['receiving_officer'],
		moves: { submitted: 'supplement_at_desk' },
		clock: 'none',
		tells: [['applicant', 'completion_asked']]
	},
	ask_fee: {
		by: ['receiving_officer'],
		moves: { submitted: 'fee_due' },
		clock: 'none',
		tells: [['applicant', 'fee_due']]
	},
	refuse: {
		by: ['receiving_officer'],
		moves: { submitted: 'refused', supplement_at_desk: 'refused', fee_due: 'refused' },
		clock: 'none',
		tells: [['applicant', 'refused']]
	},
	take: {
		by: ['case_officer'],
		moves: { received: 'in_review' },
		clock: 'none',
		tells: [['applicant', 'assigned']]
	},
	assign: {
		by: ['head_of_division'],
		moves: {
			received: 'in_review',
			in_review: 'in_review',
			consulting: 'consulting',
			supplement: 'supplement',
			with_ministry: 'with_ministry'
		},
		clock: 'none',
		tells: [['case_officer', 'assigned']]
	},
	request_supplement: {
		by: ['case_officer', 'leader'],
		moves: { in_review: 'supplement' },
		clock: 'pause',
		caseOfficerMustOwn: true,
		tells: [['applicant', 'supplement_asked']]
	},
	supply: {
		by: ['applicant'],
		moves: { supplement_at_desk: 'submitted', supplement: 'in_review' },
		clock: 'resume',
		tells: [
			['applicant', 'supplied'],
			['reception', 'supplied'],
			['case_officer', 'supplied']
		]
	},
	supply_at_counter: {
		by: ['receiving_officer'],
		moves: { supplement_at_desk: 'submitted', supplement: 'in_review' },
		clock: 'resume',
		tells: [
			['applicant', 'supplied'],
			['case_officer', 'supplied']
		]
	},
	consult: {
		by: ['case_officer'],
		moves: { in_review: 'consulting' },
		clock: 'none',
		caseOfficerMustOwn: true,
		tells: [['applicant', 'consulting']]
	},
	record_opinion: {
		by: ['case_officer'],
		moves: { consulting: 'in_review' },
		clock: 'none',
		caseOfficerMustOwn: true,
		tells: []
	},
	send_to_ministry: {
		by: ['case_officer', 'head_of_division'],
		moves: { in_review: 'with_ministry' },
		clock: 'none',
		caseOfficerMustOwn: true,
		tells: [['applicant', 'with_outside_authority']]
	},
	send_to_committee: {
		by: ['leader'],
		moves: { awaiting_signature: 'with_committee' },
		clock: 'none',
		tells: [['applicant', 'with_outside_authority']]
	},
	/** Where it leads depends on the decision: see `decide`. `signed` stands for "approved". */
	record_outside_decision: {
		by: ['case_officer', 'clerk'],
		moves: { with_ministry: 'signed', with_committee: 'signed' },
		clock: 'none',
		caseOfficerMustOwn: true,
		tells: [['applicant', 'outside_decision']]
	},
	propose: {
		by: ['case_officer', 'head_of_division'],
		moves: { in_review: 'awaiting_signature' },
		clock: 'none',
		caseOfficerMustOwn: true,
		tells: [
			['leader', 'awaiting_decision'],
			['applicant', 'awaiting_decision']
		]
	},
	sign: {
		by: ['leader'],
		moves: { awaiting_signature: 'signed' },
		clock: 'none',
		tells: [
			['clerk', 'signed'],
			['applicant', 'signed']
		]
	},
	return_for_correction: {
		by: ['leader'],
		moves: { awaiting_signature: 'in_review' },
		clock: 'none',
		tells: [['case_officer', 'returned_for_correction']]
	},
	reject: {
		by: ['leader'],
		moves: { in_review: 'rejected', awaiting_signature: 'rejected' },
		clock: 'end',
		tells: [['applicant', 'rejected']]
	},
	issue_result: {
		by: ['clerk'],
		moves: { signed: 'result_ready' },
		clock: 'end',
		tells: [['applicant', 'result_ready']]
	},
	return_result: {
		by: ['receiving_officer', 'clerk'],
		moves: { result_ready: 'returned', rejected: 'returned' },
		clock: 'none',
		tells: [['applicant', 'returned']]
	},
	ask_withdrawal: {
		by: ['applicant'],
		moves: {
			submitted: 'withdraw_asked',
			supplement_at_desk: 'withdraw_asked',
			fee_due: 'withdraw_asked',
			received: 'withdraw_asked',
			in_review: 'withdraw_asked',
			supplement: 'withdraw_asked',
			consulting: 'withdraw_asked',
			awaiting_signature: 'withdraw_asked'
		},
		clock: 'none',
		tells: [
			['reception', 'withdrawal_asked'],
			['case_officer', 'withdrawal_asked']
		]
	},
	grant_withdrawal: {
		by: ['receiving_officer', 'case_officer', 'head_of_division'],
		moves: { withdraw_asked: 'stopped' },
		clock: 'end',
		tells: [['applicant', 'withdrawn']]
	},
	decline_withdrawal: {
		by: ['receiving_officer', 'case_officer', 'head_of_division'],
		moves: { withdraw_asked: 'as_before' },
		clock: 'none',
		tells: [['applicant', 'withdrawal_declined']]
	},
	stop: {
		by: ['head_of_division', 'leader'],
		moves: { supplement: 'stopped' },
		clock: 'end',
		tells: [['applicant', 'stopped']]
	},
	change_due_date: {
		by: ['leader'],
		moves: RUNNING,
		clock: 'none',
		tells: [['applicant', 'due_date_changed']]
	},
	apologise: {
		by: ['leader'],
		moves: RUNNING,
		clock: 'none',
		tells: [['applicant', 'late_apology']]
	},
	note: {
		by: ['receiving_officer', 'case_officer', 'head_of_division', 'leader', 'clerk'],
		moves: {
			...OPEN,
			returned: 'returned',
			refused: 'refused',
			stopped: 'stopped'
		},
		clock: 'none',
		tells: []
	},
	/** A message (tin nhắn) between the applicant and the Department: the other side is told. */
	write_message: {
		by: ['applicant', 'receiving_officer', 'case_officer'],
		moves: OPEN,
		clock: 'none',
		tells: [
			['applicant', 'message'],
			['in_charge', 'message']
		]
	},
	close: {
		by: ['receiving_officer', 'clerk'],
		moves: { returned: 'closed', refused: 'closed', stopped: 'closed' },
		clock: 'none',
		tells: []
	},
	/** Whoever has had an outcome may say how it went, whichever it was. */
	rate: {
		by: ['applicant'],
		moves: {
			result_ready: 'result_ready',
			returned: 'returned',
			rejected: 'rejected',
			refused: 'refused',
			stopped: 'stopped',
			closed: 'closed'
		},
		clock: 'none',
		tells: []
	}
};

/** Who is told when somebody of this role does it. Who writes a message knows what it says. */
export function tellsOf(type: ActionType, role: Role): Step['tells'] {
	const isApplicant = role === 'applicant';
	return STEPS[type].tells.filter(
		([audience, event]) => event !== 'message' || (audience === 'applicant') !== isApplicant
	);
}
