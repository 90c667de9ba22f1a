import type { DossierEvent } from '../dossier/steps.ts';

/**
 * What people are told about (sự kiện thông báo): what happened to a dossier or a question, what the
 * calendar says of it, and two things about the app itself. Each has a text for each channel and language.
 */
export type NotificationEvent =
	| DossierEvent
	/** The last day for papers that were asked for comes near. */
	| 'supplement_reminder'
	/** Officers: the promised day comes near, or has passed. */
	| 'due_soon'
	| 'overdue'
	/** A question, or its follow-up, waits for the division. */
	| 'question_asked'
	/** The office answered one's question, or said why it cannot. */
	| 'question_answered'
	/** Officers: the promised moment of an answer comes near, or has passed. */
	| 'question_due_soon'
	| 'question_overdue'
	/** A new version of the catalogue changes the procedure of one's open dossier. */
	| 'catalogue_changed'
	/** "Thử thông báo": asked for by the person who gets it. */
	| 'test';

/**
 * What a person may choose channels for.
 *
 * - `progress` tiến độ hồ sơ
 * - `to_do` việc cần bạn làm
 * - `deadline` thời hạn
 * - `work` việc của cán bộ
 * - `catalogue` quy định thay đổi
 */
export const CHOSEN_KINDS = ['progress', 'to_do', 'deadline', 'work', 'catalogue'] as const;
export type ChosenKind = (typeof CHOSEN_KINDS)[number];
/** `test` is sent to whoever just asked for it, whatever they chose. */
export type Kind = ChosenKind | 'test';

export type RecipientKind = 'applicant' | 'officer';

/** How soon a push service should wake the phone. @source RFC 8030, section 5.3 */
export type PushUrgency = 'very-low' | 'low' | 'normal' | 'high';

export interface NotificationTraits {
	/** For the applicant; see `kindFor`. */
	readonly kind: Kind;
	readonly urgency: PushUrgency;
	/** How long a push service keeps it for a phone that is off, seconds. */
	readonly ttlSeconds: number;
	/** A later event of the same dossier makes it needless while it has not been sent. */
	readonly replaces: boolean;
	/** Sent at night too, however the person set their quiet hours (giờ yên lặng). */
	readonly duringQuietHours: boolean;
	/** A second button of the notification: "Nộp bổ sung". */
	readonly action?: 'supply';
}

const DAY_S = 24 * 60 * 60;

const PROGRESS: NotificationTraits = {
	kind: 'progress',
	urgency: 'normal',
	ttlSeconds: DAY_S,
	replaces: true,
	duringQuietHours: false
};
/** Steps within the house: good to know, nothing to hurry for. */
const QUIET_PROGRESS: NotificationTraits = { ...PROGRESS, urgency: 'low' };
const OUTCOME: NotificationTraits = { ...PROGRESS, urgency: 'high' };
const TO_DO: NotificationTraits = { ...PROGRESS, kind: 'to_do', urgency: 'high' };
/** Not replaced by progress: the day stays what it is. */
const DEADLINE: NotificationTraits = {
	kind: 'deadline',
	urgency: 'high',
	ttlSeconds: DAY_S,
	replaces: false,
	duringQuietHours: true
};

export const NOTIFICATIONS: Readonly<Record<NotificationEvent, NotificationTraits>> = {
	submitted: QUIET_PROGRESS,
	received: PROGRESS,
	completion_asked: { ...TO_DO, action: 'supply' },
	fee_due: TO_DO,
	refused: OUTCOME,
	assigned: QUIET_PROGRESS,
	supplement_asked: { ...TO_DO, action: 'supply' },
	supplied: QUIET_PROGRESS,
	consulting: QUIET_PROGRESS,
	awaiting_decision: QUIET_PROGRESS,
	returned_for_correction: PROGRESS,
	with_outside_authority: QUIET_PROGRESS,
	outside_decision: PROGRESS,
	signed: PROGRESS,
	rejected: OUTCOME,
	result_ready: OUTCOME,
	returned: QUIET_PROGRESS,
	withdrawal_asked: PROGRESS,
	withdrawn: PROGRESS,
	withdrawal_declined: PROGRESS,
	stopped: OUTCOME,
	due_date_changed: DEADLINE,
	late_apology: DEADLINE,
	supplement_reminder: { ...DEADLINE, action: 'supply' },
	due_soon: { ...DEADLINE, urgency: 'normal' },
	overdue: DEADLINE,
	message: { ...TO_DO, replaces: false },
	question_asked: { ...TO_DO, urgency: 'normal', replaces: false },
	question_answered: OUTCOME,
	question_due_soon: { ...DEADLINE, urgency: 'normal' },
	question_overdue: DEADLINE,
	catalogue_changed: {
		kind: 'catalogue',
		urgency: 'low',
		ttlSeconds: 7 * DAY_S,
		replaces: false,
		duringQuietHours: false
	},
	test: {
		kind: 'test',
		urgency: 'high',
		ttlSeconds: 5 * 60,
		replaces: false,
		duringQuietHours: true
	}
};

// Written out above by the compiler's demand: no key can be missing.
export const NOTIFICATION_EVENTS = Object.keys(NOTIFICATIONS) as NotificationEvent[];

/** What a notification is about, and so which page tells the rest. */
export function subjectOf(event: NotificationEvent): 'dossier' | 'question' {
	return event.startsWith('question_') ? 'question' : 'dossier';
}

/** The kind by which this recipient chose channels: what moves a dossier on is work to an officer. */
export function kindFor(event: NotificationEvent, recipientKind: RecipientKind): Kind {
	const { kind } = NOTIFICATIONS[event];
	return recipientKind === 'officer' && (kind === 'progress' || kind === 'to_do') ? 'work' : kind;
}
