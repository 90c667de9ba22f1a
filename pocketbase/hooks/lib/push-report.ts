import {
	MOST_TRIES,
	restPause,
	retryPause,
	type PushResult
} from '../../../src/lib/domain/notification/errands.ts';
import type { Instant } from '../../../src/lib/domain/time/plain-date.ts';
import { instantAfter } from './lease.ts';
import { endPushes } from './notification-ends.ts';
import { allRows } from './rows.ts';

/** How a job stands after its result. */
interface Outcome {
	readonly id: string;
	readonly state: 'sent' | 'gone' | 'failed' | 'queued' | 'expired';
	readonly status: number;
	readonly reason: string;
	readonly attempts: number;
	readonly sendAfter: Instant;
}

interface HeldJob {
	readonly id: string;
	readonly notification: string;
	readonly subscription: string;
	readonly state: string;
	readonly lease: string;
	readonly attempts: number;
	readonly sendAfter: Instant;
	readonly expiresAt: Instant;
}

/**
 * Writes down what became of jobs. That a message was handed on is true whoever says it when; to
 * try again, or to give up, is only for whoever holds the job now.
 */
export function takeResults(tx: App, results: readonly PushResult[], at: Instant): void {
	const db = tx.db();
	const held = jobsOf(db, results);
	const outcomes = results.flatMap((result) => {
		const job = held.get(result.id);
		return job && counts(job, result) ? [outcomeOf(job, result, at)] : [];
	});
	if (outcomes.length === 0) return;
	db.newQuery(
		`UPDATE push_jobs SET state = one.value ->> 'state', status = one.value ->> 'status',
			reason = one.value ->> 'reason', attempts = one.value ->> 'attempts',
			sendAfter = one.value ->> 'sendAfter', lease = '', leaseUntil = '',
			handedAt = CASE one.value ->> 'state' WHEN 'sent' THEN {:at} ELSE handedAt END
		FROM json_each({:outcomes}) one WHERE push_jobs.id = one.value ->> 'id'`
	)
		.bind({ outcomes: JSON.stringify(outcomes), at })
		.execute();
	const jobsWith = (...states: Outcome['state'][]): HeldJob[] =>
		outcomes.flatMap(({ id, state }) => {
			const job = held.get(id);
			return job && states.includes(state) ? [job] : [];
		});
	markSent(db, jobsWith('sent'), at);
	const orphaned = forget(db, jobsWith('gone'));
	const ended = jobsWith('gone', 'failed', 'expired').map(({ notification }) => notification);
	endPushes(db, [...ended, ...orphaned], at);
}

function jobsOf(db: Database, results: readonly PushResult[]): ReadonlyMap<string, HeldJob> {
	const rows = allRows(
		db,
		{
			id: '',
			notification: '',
			subscription: '',
			state: '',
			lease: '',
			attempts: 0,
			sendAfter: '',
			expiresAt: ''
		},
		`SELECT id, notification, subscription, state, lease, attempts, sendAfter, expiresAt
		FROM push_jobs WHERE id IN (SELECT value FROM json_each({:ids}))`,
		{ ids: JSON.stringify(results.map(({ id }) => id)) }
	);
	return new Map(rows.map((job) => [job.id, job]));
}

function counts({ state, lease }: HeldJob, result: PushResult): boolean {
	if (result.outcome === 'sent') return state !== 'sent';
	if (result.outcome === 'gone') return state === 'queued';
	return state === 'queued' && lease === result.lease;
}

function outcomeOf(job: HeldJob, result: PushResult, at: Instant): Outcome {
	const { id, attempts, sendAfter } = job;
	const { outcome, status } = result;
	const reason =
		outcome === 'sent' ? '' : (result.reason ?? (status ? `http_${status}` : 'no_answer'));
	if (outcome !== 'again' && outcome !== 'resting') {
		return { id, state: outcome, status, reason, attempts, sendAfter };
	}
	// What was not tried has not failed: a service that is away for long uses up nobody's tries.
	const tried = outcome === 'resting' ? attempts : attempts + 1;
	const pauseMs =
		outcome === 'resting'
			? restPause(Math.random(), result.retryAfterMs)
			: retryPause(tried, Math.random(), result.retryAfterMs);
	const next = instantAfter(at, pauseMs);
	const state = tried >= MOST_TRIES ? 'failed' : next >= job.expiresAt ? 'expired' : 'queued';
	return { id, state, status, reason, attempts: tried, sendAfter: next };
}

/** The first device that took it counts; one that it reached already stays so. */
function markSent(db: Database, jobs: readonly HeldJob[], at: Instant): void {
	if (jobs.length === 0) return;
	db.newQuery(
		`UPDATE notifications SET reason = '', sentAt = CASE sentAt WHEN '' THEN {:at} ELSE sentAt END,
			state = CASE WHEN state IN ('delivered', 'opened') THEN state ELSE 'sent' END
		WHERE id IN (SELECT value FROM json_each({:ids}))`
	)
		.bind({ ids: JSON.stringify(jobs.map(({ notification }) => notification)), at })
		.execute();
}

/**
 * Removes dead subscriptions, and gives up what else waits for them.
 * @returns notifications of which a job ended with them
 */
function forget(db: Database, jobs: readonly HeldJob[]): string[] {
	if (jobs.length === 0) return [];
	const ids = JSON.stringify(jobs.map(({ subscription }) => subscription));
	db.newQuery('DELETE FROM push_subscriptions WHERE id IN (SELECT value FROM json_each({:ids}))')
		.bind({ ids })
		.execute();
	return allRows(
		db,
		{ notification: '' },
		`UPDATE push_jobs SET state = 'gone', reason = 'gone' WHERE state = 'queued'
		AND subscription IN (SELECT value FROM json_each({:ids})) RETURNING notification`,
		{ ids }
	).map(({ notification }) => notification);
}
