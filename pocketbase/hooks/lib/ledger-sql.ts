import { OPEN_STATUSES } from '../../../src/lib/domain/official/worklist.ts';

/**
 * What is asked of the whole ledger of notifications, which grows with every step of every dossier:
 * each question reads a stretch of an index, never the table.
 */

/** Handed on within so many seconds of the moment it was to go is soon. */
const SOON_S = 10;

/**
 * A push counts once for each device, since each is handed on by itself; a subscription that turned
 * out to be gone counts as handed on, for nothing was late with it.
 */
export const SPEED_SQL = `SELECT channel, COUNT(*) AS due, SUM(handedAt != '') AS handedOn,
		SUM(handedAt != '' AND (julianday(handedAt) - julianday(dueAt)) * 86400 < ${SOON_S}) AS soon
	FROM (
		SELECT 'push' AS channel, job.handedAt, MAX(told.at, told.sendAfter) AS dueAt, job.state
		FROM push_jobs job JOIN notifications told ON told.id = job.notification
		WHERE told.at >= {:since}
		UNION ALL
		SELECT channel, sentAt, MAX(at, sendAfter), state
		FROM notifications WHERE channel = 'mail' AND at >= {:since}
	) WHERE state != 'superseded' AND (handedAt != '' OR dueAt <= {:now}) GROUP BY channel`;

export const COUNTS_SQL = `SELECT channel, state, COUNT(*) AS count FROM notifications
	WHERE at >= {:since} GROUP BY channel, state ORDER BY channel, state`;

export const FAILURES_SQL = `SELECT channel, reason, COUNT(*) AS count FROM (
		SELECT 'push' AS channel, CASE WHEN job.reason != '' THEN job.reason WHEN job.status > 0 THEN 'http_' || job.status ELSE job.state END AS reason
		FROM push_jobs job JOIN notifications told ON told.id = job.notification
		WHERE told.at >= {:since} AND job.state IN ('failed', 'gone', 'expired')
		UNION ALL
		SELECT channel, CASE WHEN reason != '' THEN reason ELSE state END
		FROM notifications WHERE at >= {:since} AND channel != 'push' AND state IN ('failed', 'expired')
	) GROUP BY channel, reason ORDER BY count DESC, channel, reason`;

export const QUEUES_SQL = `SELECT channel, SUM(sendAfter <= {:now}) AS waiting,
		COALESCE(MIN(CASE WHEN sendAfter <= {:now} THEN sendAfter END), '') AS oldestDueAt,
		SUM(sendAfter > {:now}) AS later
	FROM (
		SELECT 'push' AS channel, sendAfter FROM push_jobs WHERE state = 'queued'
		UNION ALL
		SELECT channel, sendAfter FROM notifications WHERE channel = 'mail' AND state = 'queued'
	) GROUP BY channel ORDER BY channel`;

/** Takes the oldest that nobody needs (`domain/notification/retention.ts`), and says which. */
export const FORGET_SQL = `DELETE FROM notifications WHERE id IN (
		SELECT id FROM notifications told WHERE told.at < {:before} AND told.state != 'queued'
		AND NOT EXISTS (SELECT 1 FROM push_jobs WHERE notification = told.id AND state = 'queued')
		AND NOT EXISTS (SELECT 1 FROM dossiers WHERE id = told.dossier
			AND status IN (${OPEN_STATUSES.map((status) => `'${status}'`).join(', ')}))
		ORDER BY told.at LIMIT {:most})
	RETURNING id`;

/** `gone`: JSON, a list of their ids. */
export const FORGET_JOBS_SQL =
	'DELETE FROM push_jobs WHERE notification IN (SELECT value FROM json_each({:gone}))';
