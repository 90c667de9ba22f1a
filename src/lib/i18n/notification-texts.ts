import type { NotificationEvent, RecipientKind } from '$domain/notification/events.ts';
// Not `{ m }`, which holds all messages: of these few the worker is built.
import * as m from './paraglide/messages.js';
import type { Locale } from './paraglide/runtime.js';

/**
 * What people are told, outside the app and in it. Each event has its words for whoever may be told
 * of it; one without does not compile. The worker writes in the language a person chose, so every
 * function is called with it.
 */

interface InLanguage {
	readonly locale: Locale;
}

/**
 * A sentence that takes nothing from the dossier: it can hold no name, number, country or reason,
 * whoever calls it.
 */
export type PlainSentence = (inputs?: Record<string, never>, options?: InLanguage) => string;

/** Seen on a locked screen or in a mailbox that others read. */
export interface OutsideText {
	readonly push: { readonly title: PlainSentence; readonly body: PlainSentence };
	readonly mail: {
		readonly subject: PlainSentence;
		/** @param inputs `link`: address of the page that tells the rest after signing in */
		readonly text: (inputs: { readonly link: string }, options?: InLanguage) => string;
	};
}

export interface NotificationText extends OutsideText {
	/** Read in the app, after signing in: says what happened. */
	readonly tray: PlainSentence;
}

/** Title and first line of a push; the mail says the same in its subject, and how to read the rest. */
function neutral(title: PlainSentence, body: PlainSentence): OutsideText {
	return {
		push: { title, body },
		mail: {
			subject: title,
			text: ({ link }, options) =>
				m.notification_mail_text({ what: title({}, options), link }, options)
		}
	};
}

// Few voices, and each for many events: what a message does not say cannot be guessed from it.
// A refusal looks outside like any other step.
const PROGRESS = neutral(m.notification_progress_title, m.notification_progress_body);
const TO_DO = neutral(m.notification_to_do_title, m.notification_to_do_body);
const DEADLINE = neutral(m.notification_deadline_title, m.notification_deadline_body);
const DUE_DATE = neutral(m.notification_due_date_title, m.notification_due_date_body);
const MESSAGE = neutral(m.notification_message_title, m.notification_message_body);
const CATALOGUE = neutral(m.notification_catalogue_title, m.notification_catalogue_body);
const WORK = neutral(m.notification_work_title, m.notification_work_body);
const WORK_DUE_SOON = neutral(m.notification_work_due_soon_title, m.notification_work_body);
const WORK_OVERDUE = neutral(m.notification_work_overdue_title, m.notification_work_body);

const ANSWER = neutral(m.notification_answer_title, m.notification_answer_body);
const QUESTION = neutral(m.notification_question_title, m.notification_question_body);
const QUESTION_DUE_SOON = neutral(
	m.notification_question_due_soon_title,
	m.notification_question_body
);
const QUESTION_OVERDUE = neutral(
	m.notification_question_overdue_title,
	m.notification_question_body
);

const TEST: NotificationText = {
	push: { title: m.notification_test_title, body: m.notification_test_body },
	mail: { subject: m.notification_test_title, text: m.notification_test_mail_text },
	tray: m.notification_tray_test
};

// Applicants and officers are told of the same event in different words.
type Told = Readonly<Record<RecipientKind, NotificationText>>;

/** @param forOfficers where a colleague needs other words in the app than the applicant */
function progress(tray: PlainSentence, forOfficers = tray): Told {
	return { applicant: { ...PROGRESS, tray }, officer: { ...WORK, tray: forOfficers } };
}

function toDo(tray: PlainSentence): Told {
	return { applicant: { ...TO_DO, tray }, officer: { ...WORK, tray } };
}

function dueDate(tray: PlainSentence): Told {
	return { applicant: { ...DUE_DATE, tray }, officer: { ...WORK, tray } };
}

export const NOTIFICATION_TEXTS = {
	submitted: progress(m.notification_tray_submitted, m.notification_tray_work_submitted),
	received: progress(m.notification_tray_received, m.notification_tray_work_received),
	completion_asked: toDo(m.notification_tray_completion_asked),
	fee_due: toDo(m.notification_tray_fee_due),
	refused: progress(m.notification_tray_refused),
	assigned: progress(m.notification_tray_assigned, m.notification_tray_work_assigned),
	supplement_asked: toDo(m.notification_tray_supplement_asked),
	supplied: progress(m.notification_tray_supplied, m.notification_tray_work_supplied),
	consulting: progress(m.notification_tray_consulting),
	awaiting_decision: progress(
		m.notification_tray_awaiting_decision,
		m.notification_tray_work_awaiting_decision
	),
	returned_for_correction: progress(m.notification_tray_returned_for_correction),
	with_outside_authority: progress(m.notification_tray_with_outside_authority),
	outside_decision: progress(m.notification_tray_outside_decision),
	signed: progress(m.notification_tray_signed, m.notification_tray_work_signed),
	rejected: progress(m.notification_tray_rejected),
	result_ready: progress(m.notification_tray_result_ready),
	returned: progress(m.notification_tray_returned),
	withdrawal_asked: progress(m.notification_tray_withdrawal_asked),
	withdrawn: progress(m.notification_tray_withdrawn),
	withdrawal_declined: progress(m.notification_tray_withdrawal_declined),
	stopped: progress(m.notification_tray_stopped),
	due_date_changed: dueDate(m.notification_tray_due_date_changed),
	late_apology: dueDate(m.notification_tray_late_apology),
	supplement_reminder: {
		applicant: { ...DEADLINE, tray: m.notification_tray_supplement_reminder },
		officer: { ...WORK_DUE_SOON, tray: m.notification_tray_supplement_reminder }
	},
	due_soon: {
		applicant: { ...DEADLINE, tray: m.notification_tray_due_soon },
		officer: { ...WORK_DUE_SOON, tray: m.notification_tray_due_soon }
	},
	overdue: {
		applicant: { ...DUE_DATE, tray: m.notification_tray_overdue },
		officer: { ...WORK_OVERDUE, tray: m.notification_tray_overdue }
	},
	message: {
		applicant: { ...MESSAGE, tray: m.notification_tray_message },
		officer: { ...MESSAGE, tray: m.notification_tray_message }
	},
	question_asked: {
		applicant: { ...QUESTION, tray: m.notification_tray_question_asked },
		officer: { ...QUESTION, tray: m.notification_tray_question_asked }
	},
	question_answered: {
		applicant: { ...ANSWER, tray: m.notification_tray_question_answered },
		officer: { ...ANSWER, tray: m.notification_tray_question_answered }
	},
	question_due_soon: {
		applicant: { ...QUESTION_DUE_SOON, tray: m.notification_tray_question_due_soon },
		officer: { ...QUESTION_DUE_SOON, tray: m.notification_tray_question_due_soon }
	},
	question_overdue: {
		applicant: { ...QUESTION_OVERDUE, tray: m.notification_tray_question_overdue },
		officer: { ...QUESTION_OVERDUE, tray: m.notification_tray_question_overdue }
	},
	catalogue_changed: {
		applicant: { ...CATALOGUE, tray: m.notification_tray_catalogue_changed },
		officer: { ...CATALOGUE, tray: m.notification_tray_catalogue_changed }
	},
	test: { applicant: TEST, officer: TEST }
} satisfies Record<NotificationEvent, Told>;
