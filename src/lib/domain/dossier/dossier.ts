import type { Instant, PlainDate } from '../time/plain-date.ts';
import type { DayLimit } from '../time/working-time.ts';
import type { Status } from './status.ts';

/** 15 characters of `a-z0-9`, made by the device: the identity of a dossier, an action or a file. */
export type Id = string;

/** How the dossier came in (kênh thực hiện). */
export const CHANNELS = ['online', 'counter', 'post'] as const;
export type Channel = (typeof CHANNELS)[number];

/** How the result goes out (cách nhận kết quả). */
export const RESULT_RETURNS = ['counter', 'post', 'electronic'] as const;
export type ResultReturn = (typeof RESULT_RETURNS)[number];

/** How long the work may take (thời hạn giải quyết) and who says so. */
export interface TimeLimit extends DayLimit {
	/** `law`: stated by a text in the catalogue. `department`: the Department's own rule (theo quy định nội bộ). */
	readonly source: 'law' | 'department';
}

/**
 * The clock of a dossier (đồng hồ xử lý). It starts at reception, stands still while papers are
 * awaited, and ends with the result. Only actions move it.
 */
export interface Clock {
	readonly limit: TimeLimit;
	/** Moment the dossier counts as received: the reception itself or the next opening. */
	readonly startedAt: Instant;
	readonly dueAt: Instant;
	/** `dueAt` as first promised on the receipt. */
	readonly firstDueAt: Instant;
	/** Set while the clock stands still. */
	readonly pausedAt: Instant | null;
	/** Working minutes that were left when it was paused; kept until it resumes. */
	readonly minutesLeft: number | null;
	/** Set when the result is ready, refused or stopped. */
	readonly endedAt: Instant | null;
	/** Version of the work calendar that produced `dueAt`. */
	readonly calendarVersion: string;
}

/** One paper asked for in a supplement request (phiếu yêu cầu bổ sung), with what is wrong. */
export interface RequestedPaper {
	readonly paper: string;
	readonly reason: string;
}

/** The result that was issued (kết quả giải quyết). */
export interface Outcome {
	readonly number: string;
	readonly issuedOn: PlainDate;
	/** The signed file, if the result is electronic. */
	readonly attachment: Id | null;
}

/**
 * What the actions on a dossier (hồ sơ) add up to. It holds no personal data, so that it may be
 * watched live: names, numbers and addresses stand in the form, read apart.
 */
export interface Dossier {
	readonly id: Id;
	readonly procedure: string;
	/** Version of the catalogue entry the dossier began with; later changes do not touch it. */
	readonly procedureVersion: string;
	/** Account of the applicant; `null` for a walk-in without one. */
	readonly applicant: string | null;
	readonly channel: Channel;
	readonly resultReturn: ResultReturn;
	/** Our own number until an official one exists: `NS-…`. */
	readonly draftNumber: string;
	/** Official code (mã hồ sơ, Thông tư 01/2018/TT-VPCP Điều 19), given at reception. */
	readonly code: string | null;
	readonly status: Status;
	/** Number of actions so far; the order of truth. */
	readonly seq: number;
	/** Status before withdrawal was asked, or before it was closed; `null` at any other time. */
	readonly previousStatus: Status | null;
	/** Division (phòng) that handles it. */
	readonly division: string;
	/** Officer in charge (chuyên viên thụ lý). */
	readonly caseOfficer: string | null;
	/** When the present holder got it. */
	readonly heldSince: Instant;
	readonly submittedAt: Instant;
	readonly receivedAt: Instant | null;
	readonly clock: Clock | null;
	/** Supplement requests made after reception. */
	readonly supplementRounds: number;
	/** Papers awaited from the applicant now. */
	readonly requestedPapers: readonly RequestedPaper[];
	/** Last day to supply them, where the Department sets one. */
	readonly supplementDueOn: PlainDate | null;
	readonly apologies: number;
	/** What the case officer proposed to the leader. */
	readonly proposal: 'approve' | 'reject' | null;
	readonly outcome: Outcome | null;
	/** When the applicant said how satisfied they are (đánh giá mức độ hài lòng): once. */
	readonly ratedAt: Instant | null;
}

/** Who has the dossier in hand now: what the applicant is told, a unit and never a person. */
export type Holder =
	| 'applicant'
	| 'reception'
	| 'division'
	| 'leader'
	| 'clerk'
	| 'ministry'
	| 'committee'
	| 'consulted_agency'
	| 'nobody';

export const HOLDER: Record<Status, Holder> = {
	draft: 'applicant',
	submitted: 'reception',
	supplement_at_desk: 'applicant',
	fee_due: 'applicant',
	received: 'division',
	in_review: 'division',
	supplement: 'applicant',
	consulting: 'consulted_agency',
	with_ministry: 'ministry',
	with_committee: 'committee',
	awaiting_signature: 'leader',
	signed: 'clerk',
	result_ready: 'reception',
	returned: 'nobody',
	rejected: 'reception',
	refused: 'nobody',
	withdraw_asked: 'division',
	stopped: 'nobody',
	closed: 'nobody'
};
