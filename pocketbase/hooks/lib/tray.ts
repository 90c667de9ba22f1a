import { oldestInTray, TRAY_MOST } from '../../../src/lib/domain/notification/tray.ts';
import type { Instant } from '../../../src/lib/domain/time/plain-date.ts';
import { OVERLAP_MS } from './overlap.ts';
import type { Person } from './person.ts';
import { kindOf } from './push-subscriptions.ts';
import { allJson, bindAll, jsonObject, type Bindings } from './rows.ts';

/** The notifications of one person in the app (hộp thông báo), as far as a device lacks them. */
export interface Tray {
	readonly items: unknown[];
	/** These are all there are: a device drops any others. */
	readonly whole: boolean;
	/** What to ask with the next time. */
	readonly until: Instant;
}

const ITEM_JSON = jsonObject({
	id: 'id',
	event: 'event',
	dossier: 'dossier',
	at: 'at',
	openedAt: "NULLIF(openedAt, '')"
});

/**
 * @param since `until` of the last answer: only what came or was read after it is told, unless that
 * is a lot; empty: everything is
 */
export function trayOf(db: Database, person: Person, since: string, now: Instant): Tray {
	const oldest = oldestInTray(Date.parse(now));
	if (since > oldest) {
		const from = before(since, OVERLAP_MS);
		const changed = select(db, person, '(at >= {:from} OR openedAt >= {:from})', { from });
		if (changed.length <= TRAY_MOST) return { items: changed, whole: false, until: now };
	}
	const all = select(db, person, 'at >= {:oldest}', { oldest });
	return { items: all.slice(0, TRAY_MOST), whole: true, until: now };
}

function select(db: Database, person: Person, condition: string, values: Bindings): unknown[] {
	return allJson(
		db,
		`SELECT ${ITEM_JSON} AS json FROM notifications
		WHERE ${OWN} AND ${condition} ORDER BY at DESC, id LIMIT ${TRAY_MOST + 1}`,
		{ ...own(person), ...values }
	);
}

/**
 * Somebody has read these in the app, so nobody needs to be told outside any more: what is still
 * queued of the same events is superseded. What a push service already has stays as it is.
 */
export function markRead(tx: App, person: Person, ids: readonly string[], now: Instant): void {
	const { list, values } = bindAll(ids);
	const bindings = { ...own(person), ...values };
	const run = (sql: string, more: Bindings = {}): void =>
		void tx
			.db()
			.newQuery(sql)
			.bind({ ...bindings, ...more })
			.execute();
	const queuedOfTheSame = `state = 'queued' AND recipientKind = {:kind} AND recipient = {:me}
		AND (cause, event) IN (SELECT cause, event FROM notifications WHERE ${OWN} AND id IN (${list}))`;
	run(
		`UPDATE push_jobs SET state = 'superseded', reason = 'read_in_app' WHERE state = 'queued'
		AND notification IN (SELECT id FROM notifications WHERE ${queuedOfTheSame})`
	);
	run(
		`UPDATE notifications SET state = 'superseded', reason = 'read_in_app' WHERE ${queuedOfTheSame}`
	);
	run(
		`UPDATE notifications SET state = 'opened', openedAt = {:now}
		WHERE ${OWN} AND id IN (${list}) AND openedAt = ''`,
		{ now }
	);
}

const OWN = "channel = 'tray' AND recipientKind = {:kind} AND recipient = {:me}";

function own({ actor }: Person): { kind: string; me: string } {
	return { kind: kindOf(actor), me: actor.id };
}

function before(instant: Instant, milliseconds: number): Instant {
	return new Date(Date.parse(instant) - milliseconds).toISOString();
}
