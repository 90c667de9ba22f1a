import type { Instant } from '../../../src/lib/domain/time/plain-date.ts';
import { allRows, type Bindings } from './rows.ts';

/** How notifications end (kết thúc thông báo), so that none waits for ever. */

/**
 * Ends pushes of which no device is left to try: their mail is due at once.
 * @param notifications ids of those of which a job ended
 */
export function endPushes(db: Database, notifications: readonly string[], at: Instant): void {
	if (notifications.length === 0) return;
	const values = { notifications: JSON.stringify(notifications), at };
	execute(
		db,
		`UPDATE notifications SET
			state = CASE WHEN EXISTS (SELECT 1 FROM push_jobs WHERE notification = notifications.id
				AND state IN ('failed', 'gone')) THEN 'failed' ELSE 'expired' END,
			reason = COALESCE((SELECT reason FROM push_jobs WHERE notification = notifications.id
				AND reason != '' LIMIT 1), 'too_late')
		WHERE id IN (SELECT value FROM json_each({:notifications}))
		AND channel = 'push' AND state = 'queued' AND NOT EXISTS (
			SELECT 1 FROM push_jobs WHERE notification = notifications.id AND state IN ('queued', 'sent'))`,
		{ notifications: values.notifications }
	);
	execute(
		db,
		`UPDATE notifications SET sendAfter = {:at}
		WHERE state = 'queued' AND channel = 'mail' AND sendAfter > {:at} AND id IN (
			SELECT mail.id FROM json_each({:notifications}) one
			JOIN notifications push ON push.id = one.value AND push.state IN ('failed', 'expired')
			JOIN notifications mail ON mail.cause = push.cause AND mail.event = push.event
				AND mail.recipient = push.recipient AND mail.channel = 'mail')`,
		values
	);
}

/** Ends what nobody can send any more. */
export function endExpired(db: Database, at: Instant): void {
	const jobs = allRows(
		db,
		{ notification: '' },
		`UPDATE push_jobs SET
			state = CASE WHEN expiresAt <= {:at} THEN 'expired' ELSE 'gone' END,
			reason = CASE WHEN expiresAt <= {:at} THEN 'too_late' ELSE 'gone' END
		WHERE state = 'queued' AND (expiresAt <= {:at} OR NOT EXISTS (
			SELECT 1 FROM push_subscriptions WHERE id = push_jobs.subscription))
		RETURNING notification`,
		{ at }
	);
	const overdue = allRows(
		db,
		{ id: '' },
		`SELECT id FROM notifications
		WHERE state = 'queued' AND expiresAt <= {:at} AND channel = 'push'`,
		{ at }
	);
	endPushes(
		db,
		[...jobs.map(({ notification }) => notification), ...overdue.map(({ id }) => id)],
		at
	);
	// The push service has thrown it away by now, and the phone never said that it came.
	execute(
		db,
		`UPDATE notifications SET state = 'expired', reason = 'not_acknowledged'
		WHERE channel = 'push' AND state = 'sent' AND expiresAt <= {:at}`,
		{ at }
	);
	execute(
		db,
		`UPDATE notifications SET state = 'expired', reason = 'too_late'
		WHERE state = 'queued' AND expiresAt <= {:at} AND channel = 'mail'`,
		{ at }
	);
}

function execute(db: Database, sql: string, values: Bindings): void {
	db.newQuery(sql).bind(values).execute();
}
