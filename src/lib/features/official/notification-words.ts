import type { Told } from '$data/notification-desk.ts';
import { NOTIFICATION_TEXTS } from '$i18n/notification-texts.ts';
import { m } from '$i18n/paraglide/messages.js';
import { ROLE_NAME } from '$i18n/people-words.ts';

/**
 * What the ledger's codes are called. A server that is newer than this app may know more of them:
 * those stand as they are.
 */

const CHANNEL: Readonly<Record<string, () => string>> = {
	tray: m.official_notify_channel_tray,
	push: m.official_notify_channel_push,
	mail: m.official_notify_channel_mail
};

const STATE: Readonly<Record<string, () => string>> = {
	queued: m.official_notify_state_queued,
	sent: m.official_notify_state_sent,
	delivered: m.official_notify_state_delivered,
	opened: m.official_notify_state_opened,
	failed: m.official_notify_state_failed,
	expired: m.official_notify_state_expired,
	superseded: m.official_notify_state_superseded,
	gone: m.official_notify_state_gone
};

/** States in the order of a message's life; the first four lead on, the others are ends. */
export const STATES = [
	'queued',
	'sent',
	'delivered',
	'opened',
	'superseded',
	'expired',
	'failed'
] as const;

const REASON: Readonly<Record<string, () => string>> = {
	...STATE,
	newer: m.official_notify_reason_newer,
	read_in_app: m.official_notify_reason_read_in_app,
	push_delivered: m.official_notify_reason_push_delivered,
	too_late: m.official_notify_reason_too_late,
	not_acknowledged: m.official_notify_reason_not_acknowledged,
	no_answer: m.official_notify_reason_no_answer,
	no_address: m.official_notify_reason_no_address,
	mail_server: m.official_notify_reason_mail_server,
	endpoint_not_allowed: m.official_notify_reason_address,
	key_ended: m.official_notify_reason_key_ended,
	http_404: m.official_notify_state_gone,
	http_410: m.official_notify_state_gone
};

export const channelOf = (code: string): string => CHANNEL[code]?.() ?? code;
export const stateOf = (code: string): string => STATE[code]?.() ?? code;

export function reasonOf(code: string): string {
	const [, status] = /^http_(\d+)$/.exec(code) ?? [];
	const known = REASON[code];
	if (known) return known();
	return status === undefined ? code : m.official_notify_reason_http({ status });
}

/** What was told. */
export function eventOf({ event, recipientKind }: Pick<Told, 'event' | 'recipientKind'>): string {
	return Object.hasOwn(NOTIFICATION_TEXTS, event)
		? NOTIFICATION_TEXTS[event as keyof typeof NOTIFICATION_TEXTS][recipientKind].tray()
		: event;
}

/** Who was told: of applicants nothing more is said. */
export function recipientOf({ officerName, officerRole }: Told): string {
	return officerRole === '' ? m.applicant() : `${officerName} (${ROLE_NAME[officerRole]()})`;
}
