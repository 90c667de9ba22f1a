import * as v from 'valibot';
import { NOTIFICATION_EVENTS, type PushUrgency } from './events.ts';
import { pushPayloadSchema } from './payload.ts';
import { LOCALES } from './preferences.ts';

/**
 * What the worker fetches from the server to send, and what it says of it afterwards
 * (việc gửi thông báo). A lease (thời hạn giữ việc) keeps two workers from sending the same.
 */
const id = v.pipe(v.string(), v.regex(/^[a-z0-9]{15}$/));
const lease = v.pipe(v.string(), v.minLength(1), v.maxLength(40));

/** How long a job belongs to whoever claimed it, milliseconds. */
export const LEASE_MS = 60_000;
/** Most jobs of one claim, and most results of one report. */
export const MOST_ERRANDS = 500;
/** A job that ended with `again` so many times has failed. */
export const MOST_TRIES = 5;

export const claimSchema = v.strictObject({
	limit: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(MOST_ERRANDS))
});

const recipientKind = v.picklist(['applicant', 'officer']);
const URGENCIES = ['very-low', 'low', 'normal', 'high'] as const satisfies readonly PushUrgency[];

/** One notification for one device. */
export const pushJobSchema = v.object({
	id,
	lease,
	endpoint: v.string(),
	p256dh: v.string(),
	auth: v.string(),
	/** Public key that the subscription was made with. */
	vapidKey: v.string(),
	event: v.picklist(NOTIFICATION_EVENTS),
	/** Dossier, or the question where the event is of one; empty for a test. */
	dossier: v.string(),
	notification: id,
	recipientKind,
	/** As in the payload: hashed already. */
	owner: pushPayloadSchema.entries.owner,
	locale: v.picklist(LOCALES),
	urgency: v.picklist(URGENCIES),
	/** What is left of its life. */
	ttlSeconds: v.pipe(v.number(), v.integer(), v.minValue(0)),
	/** Header `Topic`: at most 32 characters; empty: none. */
	topic: v.string(),
	/** Tries that have failed so far. */
	attempts: v.number(),
	/** As in the payload. */
	ack: pushPayloadSchema.entries.ack
});
export type PushJob = v.InferOutput<typeof pushJobSchema>;

/**
 * `sent`: the push service took it · `gone`: 404 or 410, the subscription is dead · `again`: try
 * later · `resting`: not tried, because the service does not answer at present · `failed`: trying again
 * is no use. `status` is the HTTP status, 0 without an answer.
 */
export const pushResultSchema = v.strictObject({
	id,
	lease,
	outcome: v.picklist(['sent', 'gone', 'again', 'resting', 'failed']),
	status: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(999)),
	/** The service's own Retry-After, or how long it is left alone. */
	retryAfterMs: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0))),
	/** A word for the operator's page, such as `timeout`; never an address. */
	reason: v.optional(v.pipe(v.string(), v.maxLength(60)))
});
export type PushResult = v.InferOutput<typeof pushResultSchema>;

export const pushReportSchema = v.strictObject({
	results: v.pipe(v.array(pushResultSchema), v.maxLength(MOST_ERRANDS))
});

/** One mail to be worded; the server knows the address. */
export const mailJobSchema = v.object({
	id,
	lease,
	event: v.picklist(NOTIFICATION_EVENTS),
	dossier: v.string(),
	recipientKind,
	locale: v.picklist(LOCALES)
});
export type MailJob = v.InferOutput<typeof mailJobSchema>;

export const mailSchema = v.strictObject({
	id,
	lease,
	subject: v.pipe(v.string(), v.minLength(1), v.maxLength(200)),
	text: v.pipe(v.string(), v.minLength(1), v.maxLength(5000))
});
export type Mail = v.InferOutput<typeof mailSchema>;

/** What a device says of a push message that came, with the proof that it came. */
export const acknowledgementSchema = v.strictObject({
	ack: pushPayloadSchema.entries.ack,
	what: v.picklist(['delivered', 'opened'])
});

/**
 * Pause of a job that was not tried, since its service rests: spread, so that not all return at once.
 * @param chance from 0 to below 1
 */
export function restPause(chance: number, restMs = 0): number {
	return Math.round(Math.max(SHORTEST_REST_MS, Math.min(restMs, DAY_MS)) * (1 + chance / 2));
}

const SHORTEST_REST_MS = 1_000;
const FIRST_PAUSE_MS = 5_000;
const LONGEST_PAUSE_MS = 15 * 60_000;

/**
 * Pause before a failed job is tried again: longer after each failure, spread so that jobs that
 * failed together do not return together, and never before the service said so. All tries together
 * span seven minutes at least: a service that is away for five fails nothing.
 * @param failures so far, 1 or more
 * @param chance from 0 to below 1
 */
export function retryPause(failures: number, chance: number, retryAfterMs = 0): number {
	const shortest = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 4 ** (failures - 1));
	return Math.max(Math.round(shortest * (1 + chance / 2)), Math.min(retryAfterMs, DAY_MS));
}

const DAY_MS = 24 * 60 * 60_000;
