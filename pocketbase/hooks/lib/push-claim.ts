import type { PushJob } from '../../../src/lib/domain/notification/errands.ts';
import { NOTIFICATIONS } from '../../../src/lib/domain/notification/events.ts';
import { OWNER_HASH_LENGTH } from '../../../src/lib/domain/notification/payload.ts';
import type { Instant } from '../../../src/lib/domain/time/plain-date.ts';
import { acknowledgementOf } from './acknowledgement.ts';
import { leaseEnd } from './lease.ts';
import { endPushes } from './notification-ends.ts';
import { LOCALE } from './recipients.ts';
import { allJson, jsonObject, newId } from './rows.ts';

type DueJob = Omit<PushJob, 'lease' | 'owner' | 'urgency' | 'ttlSeconds' | 'ack' | 'endpoint'> & {
	/** `null`: the subscription has ended since. */
	readonly endpoint: string | null;
	readonly recipient: string;
	readonly expiresAt: Instant;
};

const DUE_JOB = jsonObject({
	id: 'job.id',
	endpoint: 'subscription.endpoint',
	p256dh: 'subscription.p256dh',
	auth: 'subscription.auth',
	vapidKey: 'subscription.vapidKey',
	event: 'notification.event',
	dossier: 'notification.dossier',
	notification: 'notification.id',
	recipientKind: 'notification.recipientKind',
	recipient: 'notification.recipient',
	locale: LOCALE,
	topic: 'notification.topic',
	attempts: 'job.attempts',
	expiresAt: 'job.expiresAt'
} satisfies Record<keyof DueJob, string>);

const DUE = `SELECT * FROM push_jobs WHERE state = 'queued' AND sendAfter <= {:at}
	AND leaseUntil <= {:at} AND expiresAt > {:at}`;

/**
 * Half of a claim are those that wait longest, half the newest: what one officer just did reaches a
 * phone at once though thousands are being told of something else, and nothing waits for ever.
 */
const OLDEST_AND_NEWEST = `SELECT * FROM (${DUE} ORDER BY sendAfter LIMIT {:half})
	UNION SELECT * FROM (${DUE} ORDER BY sendAfter DESC LIMIT {:half})`;

/**
 * Hands out jobs that are due, and keeps them from others until the lease ends. Called within a
 * transaction: who writes is alone, so no job is handed out twice.
 */
export function claimPushJobs(tx: App, limit: number, at: Instant): PushJob[] {
	const db = tx.db();
	// Written by `tell` and the route of subscriptions.
	const due = allJson(
		db,
		`SELECT ${DUE_JOB} AS json FROM (${OLDEST_AND_NEWEST}) job
		JOIN notifications notification ON notification.id = job.notification
		LEFT JOIN push_subscriptions subscription ON subscription.id = job.subscription
		ORDER BY job.sendAfter`,
		{ at, half: Math.ceil(limit / 2) }
	) as DueJob[];
	const lease = newId();
	const dead = due.filter(({ endpoint }) => endpoint === null);
	if (dead.length > 0) endOrphans(db, dead, at);
	const jobs = due.flatMap((job) => {
		const { endpoint } = job;
		return endpoint === null ? [] : [handedOut({ ...job, endpoint }, lease, at)];
	});
	db.newQuery(
		`UPDATE push_jobs SET lease = {:lease}, leaseUntil = {:leaseUntil}
		WHERE id IN (SELECT value FROM json_each({:ids}))`
	)
		.bind({ lease, leaseUntil: leaseEnd(at), ids: JSON.stringify(jobs.map(({ id }) => id)) })
		.execute();
	return jobs;
}

function handedOut(
	{ recipient, expiresAt, ...job }: DueJob & { readonly endpoint: string },
	lease: string,
	at: Instant
): PushJob {
	const account = `${job.recipientKind}s/${recipient}`;
	return {
		...job,
		lease,
		owner: $security.sha256(account).slice(0, OWNER_HASH_LENGTH),
		urgency: NOTIFICATIONS[job.event].urgency,
		ttlSeconds: Math.floor((Date.parse(expiresAt) - Date.parse(at)) / 1000),
		ack: acknowledgementOf(job.id)
	};
}

function endOrphans(db: Database, jobs: readonly DueJob[], at: Instant): void {
	db.newQuery(
		`UPDATE push_jobs SET state = 'gone', reason = 'gone'
		WHERE id IN (SELECT value FROM json_each({:ids}))`
	)
		.bind({ ids: JSON.stringify(jobs.map(({ id }) => id)) })
		.execute();
	endPushes(
		db,
		jobs.map(({ notification }) => notification),
		at
	);
}
