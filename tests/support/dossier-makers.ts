import type { Context } from '$domain/dossier/context.ts';
import { startClock } from '$domain/dossier/clock.ts';
import type { Dossier } from '$domain/dossier/dossier.ts';
import type { ActionType, Intent, Payload } from '$domain/dossier/intent.ts';
import type { Status } from '$domain/dossier/status.ts';
import type { Actor, Role } from '$domain/identity/actor.ts';
import type { WorkCalendar } from '$domain/time/work-calendar.ts';

/** Invented people and papers; a Tuesday morning without a holiday near. */
export const NOW = '2026-06-09T02:00:00.000Z';
export const CALENDAR: WorkCalendar = {
	version: 'test',
	coveredFrom: '2024-01-01',
	coveredTo: '2030-12-31',
	undecidedDays: new Set(),
	restDays: new Set(),
	workedWeekendDays: new Set(),
	sessions: [
		{ from: 7 * 60, to: 11 * 60 + 30 },
		{ from: 13 * 60, to: 16 * 60 + 30 }
	],
	cutOffMinute: 16 * 60 + 30
};
export const FIVE_WORKING_DAYS = { days: 5, unit: 'working-days', source: 'department' } as const;

export const APPLICANT_ID = 'applicant000001';
export const CASE_OFFICER_ID = 'caseofficer0001';
const DOSSIER_ID = 'dossier00000001';
export const ATTACHMENT = {
	attachment: 'attachment00001',
	paper: 'don',
	sha256: 'a'.repeat(64),
	sizeBytes: 1000
};

export function anActor(role: Role): Actor {
	if (role === 'applicant') return { role, id: APPLICANT_ID };
	if (role === 'case_officer') return { role, id: CASE_OFFICER_ID, division: 'phong-ls-nvnonn' };
	return {
		role,
		id: `${role.replaceAll('_', '')}000000000`.slice(0, 15),
		division: 'phong-ls-nvnonn'
	};
}

export function aContext(changes: Partial<Context> = {}): Context {
	return {
		now: NOW,
		calendar: CALENDAR,
		procedure: {
			slug: 'cbccvc-di-nuoc-ngoai-viec-rieng',
			version: '2026-11-23',
			inForce: true,
			filedHere: true,
			eligible: true,
			unanswered: null,
			division: 'phong-ls-nvnonn',
			limit: FIVE_WORKING_DAYS,
			papers: ['cong-van-de-nghi', 'don', 'y-kien-cap-uy'],
			requiredPapers: ['don'],
			formFaults: []
		},
		files: [{ ...ATTACHMENT, id: ATTACHMENT.attachment, state: 'verified' }],
		officer: { id: 'caseofficer0002', division: 'phong-ls-nvnonn', active: true },
		...changes
	};
}

/** A dossier as it would stand in `status`, with the clock that belongs there. */
export function aDossier(status: Status, changes: Partial<Dossier> = {}): Dossier {
	const beforeReception = ['draft', 'submitted', 'supplement_at_desk', 'fee_due', 'refused'];
	const received = !beforeReception.includes(status);
	const clock = received ? startClock(NOW, FIVE_WORKING_DAYS, CALENDAR) : null;
	const asked = status === 'supplement' || status === 'supplement_at_desk';
	return {
		id: DOSSIER_ID,
		procedure: 'cbccvc-di-nuoc-ngoai-viec-rieng',
		procedureVersion: '2026-11-23',
		applicant: APPLICANT_ID,
		channel: 'online',
		resultReturn: 'electronic',
		draftNumber: 'NS-TEST-0001',
		code: received ? 'H19-260609-0001' : null,
		status,
		seq: 3,
		previousStatus: status === 'withdraw_asked' ? 'in_review' : null,
		division: 'phong-ls-nvnonn',
		caseOfficer: received && status !== 'received' ? CASE_OFFICER_ID : null,
		heldSince: NOW,
		submittedAt: NOW,
		receivedAt: received ? NOW : null,
		clock:
			clock && status === 'supplement' ? { ...clock, pausedAt: NOW, minutesLeft: 2400 } : clock,
		supplementRounds: status === 'supplement' ? 1 : 0,
		requestedPapers: asked ? [{ paper: 'don', reason: 'Thiếu chữ ký' }] : [],
		supplementDueOn: null,
		apologies: 0,
		proposal: status === 'awaiting_signature' ? 'approve' : null,
		outcome: null,
		ratedAt: null,
		...changes
	};
}

const NEW_DOSSIER = {
	procedure: 'cbccvc-di-nuoc-ngoai-viec-rieng',
	procedureVersion: '2026-11-23',
	answers: {},
	form: { fullName: 'Nguyễn Thử Nghiệm' },
	resultReturn: 'electronic'
} as const;
const REASON = { reason: 'Có lý do' };
const GROUND = { ...REASON, legalGround: 'Nghị định 118/2025/NĐ-CP' };
const PAPERS = [{ paper: 'don', reason: 'Thiếu chữ ký' }];
const COUNTED = [{ paper: 'don', originals: 1, copies: 0 }];

/** A well-formed payload of every action. */
export const PAYLOADS: { readonly [T in ActionType]: Payload<T> } = {
	submit: { ...NEW_DOSSIER, files: [ATTACHMENT], consentVersion: '1', statementOfTruth: true },
	register_at_counter: { ...NEW_DOSSIER, applicant: null, papers: COUNTED, channel: 'counter' },
	receive: { remark: '' },
	ask_completion: { papers: PAPERS, remark: '' },
	ask_fee: { amountVnd: 30000, legalGround: 'Thông tư 157/2016/TT-BTC' },
	refuse: GROUND,
	take: {},
	assign: { caseOfficer: 'caseofficer0002', remark: '' },
	request_supplement: { papers: PAPERS, dueOn: null },
	supply: { files: [ATTACHMENT], remark: '' },
	supply_at_counter: { papers: COUNTED, remark: '' },
	consult: { agency: 'Công an tỉnh', remark: '' },
	record_opinion: { remark: 'Đồng ý' },
	send_to_ministry: { remark: '' },
	send_to_committee: { remark: '' },
	record_outside_decision: { decision: 'approved', remark: 'Đồng ý' },
	propose: { proposal: 'approve', remark: 'Đủ điều kiện' },
	sign: { remark: '' },
	return_for_correction: REASON,
	reject: GROUND,
	issue_result: { number: '12/QĐ-SNgV', issuedOn: '2026-06-09', attachment: null },
	return_result: { to: 'Nguyễn Thử Nghiệm', remark: '' },
	ask_withdrawal: REASON,
	grant_withdrawal: { remark: '' },
	decline_withdrawal: REASON,
	stop: GROUND,
	change_due_date: { newDueOn: '2026-06-30', ...GROUND },
	apologise: { newDueOn: '2026-06-30', ...GROUND },
	note: { text: 'Ghi chú' },
	write_message: { text: 'Xin hỏi' },
	close: {},
	rate: { score: 5, remark: '' }
};

export function anIntent<T extends ActionType>(
	type: T,
	changes: {
		payload?: Partial<Payload<T>>;
		expectedSeq?: number;
		id?: string;
		dossier?: string;
	} = {}
): Intent {
	const { payload, ...rest } = changes;
	return {
		id: 'action000000001',
		dossier: DOSSIER_ID,
		expectedSeq: 3,
		...rest,
		type,
		payload: { ...PAYLOADS[type], ...payload }
	} as Intent;
}
