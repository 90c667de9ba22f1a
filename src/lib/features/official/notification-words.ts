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
	read_in_app: m.official_notify_reason_read_in_app,
	http_404: m.official_notify_state_gone,
	http_410: m.official_notify_state_gone
};

export const channelOf = (code: string): string => CHANNEL[code]?.() ?? code;
export const stateOf = (code: string): string => STATE[code]?.() ?? code;
export const reasonOf = (code: string): string => REASON[code]?.() ?? code;

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
