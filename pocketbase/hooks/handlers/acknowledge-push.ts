import * as v from 'valibot';
import { acknowledgementSchema } from '../../../src/lib/domain/notification/errands.ts';
import { refuse } from '../../../src/lib/domain/refusal.ts';
import type { Instant } from '../../../src/lib/domain/time/plain-date.ts';
import { acknowledgedJob } from '../lib/acknowledgement.ts';
import { writeDurably } from '../lib/durable.ts';
import { readJson, reply, respond } from '../lib/reply.ts';
import { firstRow, type Bindings } from '../lib/rows.ts';
import { now } from '../lib/time.ts';

/**
 * A device says that a push message came, or that it was opened. Nobody is signed in there: what
 * came inside the message is the proof. Said again, nothing changes.
 */
export function acknowledgePush(e: RequestEvent): void {
	respond(e, () => {
		const parsed = v.safeParse(acknowledgementSchema, readJson(e));
		if (!parsed.success) return refuse('field.invalid', v.getDotPath(parsed.issues[0]) ?? '');
		const job = acknowledgedJob(parsed.output.ack);
		if (job === undefined) return refuse('field.invalid', 'ack');
		const { what } = parsed.output;
		if (isNews(e.app.db(), job, what))
			writeDurably(e.app, (tx) => acknowledge(tx, job, what, now()));
		return reply({});
	});
}

type What = v.InferOutput<typeof acknowledgementSchema>['what'];

function isNews(db: Database, job: string, what: What): boolean {
	const row = firstRow(
		db,
		{ deliveredAt: '', openedAt: '' },
		`SELECT deliveredAt, openedAt FROM notifications
		WHERE id = (SELECT notification FROM push_jobs WHERE id = {:job})`,
		{ job }
	);
	return row !== undefined && (what === 'opened' ? row.openedAt : row.deliveredAt) === '';
}

function acknowledge(tx: App, job: string, what: What, at: Instant): void {
	const execute = (sql: string, values: Bindings): void =>
		tx.db().newQuery(sql).bind(values).execute();
	// It came, so it was sent, whether or not the worker lived to say so.
	execute(
		`UPDATE push_jobs SET state = 'sent', handedAt = {:at}, lease = '', leaseUntil = ''
		WHERE id = {:job} AND state = 'queued'`,
		{ job, at }
	);
	execute(
		`UPDATE notifications SET state = {:what}, reason = '',
			sentAt = CASE sentAt WHEN '' THEN {:at} ELSE sentAt END,
			deliveredAt = CASE deliveredAt WHEN '' THEN {:at} ELSE deliveredAt END,
			openedAt = CASE {:what} WHEN 'opened' THEN {:at} ELSE openedAt END
		WHERE id = (SELECT notification FROM push_jobs WHERE id = {:job})`,
		{ job, what, at }
	);
	execute(
		`UPDATE notifications SET state = 'superseded', reason = 'push_delivered'
		WHERE state = 'queued' AND channel = 'mail' AND ${SAME_EVENT}`,
		{ job }
	);
	if (what !== 'opened') return;
	execute(
		`UPDATE notifications SET state = 'opened', openedAt = {:at}
		WHERE channel = 'tray' AND openedAt = '' AND ${SAME_EVENT}`,
		{ job, at }
	);
}

/** The other channels of the same event and person. */
const SAME_EVENT = `(cause, event, recipient) = (
	SELECT cause, event, recipient FROM notifications
	WHERE id = (SELECT notification FROM push_jobs WHERE id = {:job}))`;
