import type { Instant } from '../time/plain-date.ts';
import { kindFor, NOTIFICATIONS, type NotificationEvent, type RecipientKind } from './events.ts';
import { quietUntil, type Preferences } from './preferences.ts';

/** Ways to a person (kênh thông báo). `tray` is the list inside the app. */
export const NOTIFICATION_CHANNELS = ['tray', 'push', 'mail'] as const;
export type NotificationChannel = (typeof NOTIFICATION_CHANNELS)[number];

/**
 * The life of a notification on one channel.
 *
 * `queued` → `sent` (handed on) → `delivered` (the phone said so) → `opened`, or it ended before:
 * `failed`, `expired`, `superseded` (a newer one, or another channel, made it needless).
 */
export const NOTIFICATION_STATES = [
	'queued',
	'sent',
	'delivered',
	'opened',
	'failed',
	'expired',
	'superseded'
] as const;
export type NotificationState = (typeof NOTIFICATION_STATES)[number];

/** Channels that the administrator left on. */
export interface ChannelSwitches {
	readonly push: boolean;
	readonly mail: boolean;
	/** How long a push may stay without acknowledgement before mail is sent, minutes. */
	readonly fallbackMinutes: number;
}

export const DEFAULT_SWITCHES: ChannelSwitches = { push: true, mail: true, fallbackMinutes: 15 };

export interface NotificationPlan {
	readonly channel: NotificationChannel;
	readonly state: 'sent' | 'queued';
	readonly sendAfter: Instant;
	/** Not sent by then, it is told no more; empty for the tray. */
	readonly expiresAt: Instant | '';
}

export interface Occasion {
	readonly event: NotificationEvent;
	readonly recipientKind: RecipientKind;
	readonly preferences: Preferences;
	/** A device of this person can be reached by push now. */
	readonly hasSubscription: boolean;
	readonly switches: ChannelSwitches;
	readonly now: Instant;
	/** The day that a reminder is about: afterwards it says nothing any more. */
	readonly until?: Instant;
}

/** Mail waits longer than push: a mail server may be away for days. */
const MAIL_EXPIRES_AFTER_MS = 7 * 24 * 60 * 60_000;

/**
 * On which channels one person is told of one event. The tray always; push where it is wanted and
 * a device is there; mail at once without push, and after a while in case push does not arrive.
 */
export function planChannels(occasion: Occasion): NotificationPlan[] {
	const { event, recipientKind, preferences, hasSubscription, switches, now } = occasion;
	const kind = kindFor(event, recipientKind);
	const wanted = kind === 'test' ? { push: true, mail: false } : preferences.channels[kind];
	const quiet = NOTIFICATIONS[event].duringQuietHours ? null : quietUntil(preferences, now);
	const earliest = quiet ?? now;
	const plans: NotificationPlan[] = [
		{ channel: 'tray', state: 'sent', sendAfter: now, expiresAt: '' }
	];
	const byPush = wanted.push && hasSubscription && switches.push;
	if (byPush) {
		const expiresAt = later(earliest, NOTIFICATIONS[event].ttlSeconds * 1000);
		plans.push({ channel: 'push', state: 'queued', sendAfter: earliest, expiresAt });
	}
	if (wanted.mail && switches.mail) {
		const sendAfter = byPush ? later(earliest, switches.fallbackMinutes * 60_000) : earliest;
		const expiresAt = later(sendAfter, MAIL_EXPIRES_AFTER_MS);
		plans.push({ channel: 'mail', state: 'queued', sendAfter, expiresAt });
	}
	return plans.map((plan) => endingBy(plan, occasion.until));
}

function endingBy(plan: NotificationPlan, until: Instant | undefined): NotificationPlan {
	if (until === undefined || plan.expiresAt === '') return plan;
	// Never before it could have been sent: a day that has passed is still told of once.
	const expiresAt = until > plan.sendAfter && until < plan.expiresAt ? until : plan.expiresAt;
	return { ...plan, expiresAt };
}

function later(instant: Instant, milliseconds: number): Instant {
	return new Date(Date.parse(instant) + milliseconds).toISOString();
}
