import {
	addDays,
	dayOf,
	midnightOf,
	type Instant
} from '../../../src/lib/domain/time/plain-date.ts';
import { COUNTS_SQL, FAILURES_SQL, QUEUES_SQL, SPEED_SQL } from './ledger-sql.ts';
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

export function notificationReport(db: Database, now: Instant): NotificationReport {
	const today = dayOf(now);
	const midnight = (daysAgo: number): Instant =>
		new Date(midnightOf(addDays(today, -daysAgo))).toISOString();
	const week = { since: midnight(6) };
	return {
		speed: [...speedOf(db, 'today', midnight(0), now), ...speedOf(db, 'week', week.since, now)],
		counts: allRows(db, { channel: '', state: '', count: 0 }, COUNTS_SQL, week),
		failures: allRows(db, { channel: '', reason: '', count: 0 }, FAILURES_SQL, week),
		queues: allRows(db, { channel: '', waiting: 0, oldestDueAt: '', later: 0 }, QUEUES_SQL, { now })
	};
}

function speedOf(db: Database, period: Speed['period'], since: Instant, now: Instant): Speed[] {
	const shape = { channel: '', due: 0, handedOn: 0, soon: 0 };
	return allRows(db, shape, SPEED_SQL, { since, now }).map((row) => ({ ...row, period }));
}
