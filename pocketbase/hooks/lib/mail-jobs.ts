import {
	MOST_TRIES,
	retryPause,
	type MailJob
} from '../../../src/lib/domain/notification/errands.ts';
import type { Instant } from '../../../src/lib/domain/time/plain-date.ts';
import { instantAfter, leaseEnd } from './lease.ts';
import { LOCALE } from './recipients.ts';
import { allJson, firstRow, jsonObject, newId } from './rows.ts';

const MAIL_JOB = jsonObject({
	id: 'notification.id',
	event: 'notification.event',
	dossier: 'notification.dossier',
	recipientKind: 'notification.recipientKind',
	locale: LOCALE
} satisfies Record<Exclude<keyof MailJob, 'lease'>, string>);

/** Hands out mail that is due; as `claimPushJobs`. */
export function claimMail(tx: App, limit: number, at: Instant): MailJob[] {
	const db = tx.db();
	const lease = newId();
	// Written by `tell`.
	const due = allJson(
		db,
		`SELECT ${MAIL_JOB} AS json FROM notifications notification
		WHERE channel = 'mail' AND state = 'queued' AND sendAfter <= {:at}
		AND leaseUntil <= {:at} AND expiresAt > {:at} ORDER BY sendAfter LIMIT {:limit}`,
		{ at, limit }
	) as Omit<MailJob, 'lease'>[];
	db.newQuery(
		`UPDATE notifications SET lease = {:lease}, leaseUntil = {:leaseUntil}
		WHERE id IN (SELECT value FROM json_each({:ids}))`
	)
		.bind({ lease, leaseUntil: leaseEnd(at), ids: JSON.stringify(due.map(({ id }) => id)) })
		.execute();
	return due.map((job) => ({ ...job, lease }));
}

/** Mail that somebody is about to send. */
export interface HeldMail {
	readonly id: string;
	/** Empty for an account that is closed, or gone. */
	readonly address: string;
	readonly attempts: number;
}

/** `undefined`: it is not theirs any more, or needless since. */
export function heldMail(db: Database, id: string, lease: string): HeldMail | undefined {
	return firstRow(
		db,
		{ id: '', address: '', attempts: 0 },
		`SELECT id, attempts, CASE recipientKind
			WHEN 'applicant' THEN COALESCE((SELECT email FROM applicants WHERE id = recipient), '')
			ELSE COALESCE((SELECT email FROM officers WHERE id = recipient AND active = TRUE), '')
			END AS address
		FROM notifications
		WHERE id = {:id} AND channel = 'mail' AND state = 'queued' AND lease = {:lease}`,
		{ id, lease }
	);
}

export function markMailSent(db: Database, id: string, at: Instant): void {
	db.newQuery(
		`UPDATE notifications SET state = 'sent', sentAt = {:at}, lease = '', leaseUntil = ''
		WHERE id = {:id}`
	)
		.bind({ id, at })
		.execute();
}

/** The mail server did not take it: later again, or never. */
export function putOffMail(db: Database, { id, attempts }: HeldMail, at: Instant): void {
	const tried = attempts + 1;
	db.newQuery(
		`UPDATE notifications SET attempts = {:tried}, sendAfter = {:next}, lease = '', leaseUntil = '',
			state = {:state}, reason = 'mail_server' WHERE id = {:id} AND state = 'queued'`
	)
		.bind({
			id,
			tried,
			next: instantAfter(at, retryPause(tried, Math.random())),
			state: tried >= MOST_TRIES ? 'failed' : 'queued'
		})
		.execute();
}

export function giveUpMail(db: Database, { id }: HeldMail, reason: string): void {
	db.newQuery("UPDATE notifications SET state = 'failed', reason = {:reason} WHERE id = {:id}")
		.bind({ id, reason })
		.execute();
}
