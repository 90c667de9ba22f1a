import {
	addDays,
	dayOf,
	midnightOf,
	type Instant
} from '../../../src/lib/domain/time/plain-date.ts';
import { allRows } from './rows.ts';

/** How notifications fared, in numbers alone (tình hình gửi thông báo). */
export interface NotificationReport {
	/** Of what was to go out: how much was handed on, and how much of it soon. */
	readonly speed: readonly Speed[];
	readonly counts: readonly {
		readonly channel: string;
		readonly state: string;
		readonly count: number;
	}[];
	readonly failures: readonly {
		readonly channel: string;
		readonly reason: string;
		readonly count: number;
	}[];
	readonly queues: readonly Queue[];
}

interface Speed {
	readonly channel: string;
	/** `today` in Việt Nam; `week`: seven days, this one included. */
	readonly period: 'today' | 'week';
	/** What was to go out by now, whatever became of it; without what was superseded. */
	readonly due: number;
	readonly handedOn: number;
	/** Handed on within ten seconds of the moment it was to go. */
	readonly soon: number;
}

interface Queue {
	readonly channel: string;
	/** Should have gone already. */
	readonly waiting: number;
	/** When the oldest of these should have gone; empty: none waits. */
	readonly oldestDueAt: Instant | '';
	/** Meant for later: the fallback to mail, quiet hours, a pause after a failure. */
	readonly later: number;
}

const SOON_S = 10;

export function notificationReport(db: Database, now: Instant): NotificationReport {
	const today = dayOf(now);
	const since = (days: number): Instant =>
		new Date(midnightOf(addDays(today, -days))).toISOString();
	const week = since(6);
	return {
		speed: [...speedOf(db, 'today', since(0), now), ...speedOf(db, 'week', week, now)],
		counts: allRows(
			db,
			{ channel: '', state: '', count: 0 },
			`SELECT channel, state, COUNT(*) AS count FROM notifications WHERE at >= {:week}
			GROUP BY channel, state ORDER BY channel, state`,
			{ week }
		),
		failures: allRows(
			db,
			{ channel: '', reason: '', count: 0 },
			`SELECT channel, reason, COUNT(*) AS count FROM (
				SELECT 'push' AS channel, CASE WHEN job.reason != '' THEN job.reason WHEN job.status > 0 THEN 'http_' || job.status ELSE job.state END AS reason
				FROM push_jobs job JOIN notifications told ON told.id = job.notification
				WHERE told.at >= {:week} AND job.state IN ('failed', 'gone', 'expired')
				UNION ALL
				SELECT channel, CASE WHEN reason != '' THEN reason ELSE state END
				FROM notifications WHERE at >= {:week} AND channel != 'push' AND state IN ('failed', 'expired')
			) GROUP BY channel, reason ORDER BY count DESC, channel, reason`,
			{ week }
		),
		queues: allRows(
			db,
			{ channel: '', waiting: 0, oldestDueAt: '', later: 0 },
			`SELECT channel, SUM(sendAfter <= {:now}) AS waiting,
				COALESCE(MIN(CASE WHEN sendAfter <= {:now} THEN sendAfter END), '') AS oldestDueAt,
				SUM(sendAfter > {:now}) AS later
			FROM (
				SELECT 'push' AS channel, sendAfter FROM push_jobs WHERE state = 'queued'
				UNION ALL
				SELECT channel, sendAfter FROM notifications WHERE channel = 'mail' AND state = 'queued'
			) GROUP BY channel ORDER BY channel`,
			{ now }
		)
	};
}

/**
 * A push counts once for each device, since each is handed on by itself; a subscription that turned
 * out to be gone counts as handed on, for nothing was late with it.
 */
function speedOf(db: Database, period: Speed['period'], since: Instant, now: Instant): Speed[] {
	const rows = allRows(
		db,
		{ channel: '', due: 0, handedOn: 0, soon: 0 },
		`SELECT channel, COUNT(*) AS due, SUM(handedAt != '') AS handedOn,
			SUM(handedAt != '' AND (julianday(handedAt) - julianday(dueAt)) * 86400 < ${SOON_S}) AS soon
		FROM (
			SELECT 'push' AS channel, job.handedAt, MAX(told.at, told.sendAfter) AS dueAt, job.state
			FROM push_jobs job JOIN notifications told ON told.id = job.notification
			WHERE told.at >= {:since}
			UNION ALL
			SELECT channel, sentAt, MAX(at, sendAfter), state
			FROM notifications WHERE channel = 'mail' AND at >= {:since}
		) WHERE state != 'superseded' AND (handedAt != '' OR dueAt <= {:now}) GROUP BY channel`,
		{ since, now }
	);
	return rows.map((row) => ({ ...row, period }));
}
