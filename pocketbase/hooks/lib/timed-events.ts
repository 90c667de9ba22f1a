import type { Dossier } from '../../../src/lib/domain/dossier/dossier.ts';
import {
	REMINDED_WORKING_DAYS_BEFORE,
	timedEvents
} from '../../../src/lib/domain/notification/timed.ts';
import { CLOCK_ENDED, dueRange, OPEN_STATUSES } from '../../../src/lib/domain/official/worklist.ts';
import { dayOf, type Instant } from '../../../src/lib/domain/time/plain-date.ts';
import type { WorkCalendar } from '../../../src/lib/domain/time/work-calendar.ts';
import { addWorkingDays } from '../../../src/lib/domain/time/working-days.ts';
import { department } from './department.ts';
import { selectDossiers } from './dossiers.ts';
import { tell, type Telling } from './notifications.ts';
import { recipientsOf } from './recipients.ts';
import { allRows, bindAll } from './rows.ts';

/** Dossiers looked at in one run: more wait for the next. */
const BATCH = 500;

/**
 * Tells what the calendar says of open dossiers and was not told yet: papers that are awaited,
 * promised days that come near or have passed.
 */
export function tellOfDays(tx: App, at: Instant): void {
	const { calendar } = department(tx);
	const db = tx.db();
	const candidates = [...awaitingPapers(db, at, calendar), ...withPromise(db, at, calendar)];
	const tellings = candidates.flatMap((dossier) => tellingsOf(db, dossier, at, calendar));
	const told = toldCauses(db, tellings);
	tell(
		tx,
		tellings.filter(({ cause }) => !told.has(cause)),
		at
	);
}

function awaitingPapers(db: Database, at: Instant, calendar: WorkCalendar): Dossier[] {
	const today = dayOf(at);
	const last = addWorkingDays(today, Math.max(...REMINDED_WORKING_DAYS_BEFORE), calendar);
	return selectDossiers(
		db,
		`WHERE status = 'supplement' AND supplementDueOn >= {:today} AND supplementDueOn <= {:last}`,
		{ today, last }
	);
}

const CLOCK_RUNS = OPEN_STATUSES.filter((status) => !CLOCK_ENDED.includes(status));

/** `queueKey` is the promised moment of whatever has been received. */
function withPromise(db: Database, at: Instant, calendar: WorkCalendar): Dossier[] {
	const { list, values } = bindAll(CLOCK_RUNS);
	const notTold = (event: string): string => `NOT EXISTS (SELECT 1 FROM notifications
		WHERE cause = '${event}:' || dossiers.id || ':' || queueKey AND event = '${event}')`;
	return selectDossiers(
		db,
		`WHERE status IN (${list}) AND receivedAt != '' AND queueKey < {:soon}
		AND (pausedAt = '' OR pausedAt > queueKey)
		AND CASE WHEN queueKey < {:at} THEN ${notTold('overdue')} ELSE ${notTold('due_soon')} END
		ORDER BY queueKey LIMIT ${BATCH}`,
		{ ...values, at, soon: dueRange('soon', at, calendar).to }
	);
}

function tellingsOf(
	db: Database,
	dossier: Dossier,
	at: Instant,
	calendar: WorkCalendar
): Telling[] {
	return timedEvents(dossier, at, calendar).flatMap(({ audiences, ...timed }) =>
		audiences
			.flatMap((audience) => recipientsOf(db, audience, dossier))
			.map((person) => ({ ...person, ...timed, dossier: dossier.id }))
	);
}

function toldCauses(db: Database, tellings: readonly Telling[]): ReadonlySet<string> {
	const rows = allRows(
		db,
		{ cause: '' },
		`SELECT DISTINCT cause FROM notifications
		WHERE cause IN (SELECT value FROM json_each({:causes}))`,
		{ causes: JSON.stringify(tellings.map(({ cause }) => cause)) }
	);
	return new Set(rows.map(({ cause }) => cause));
}

/** Tells applicants, once, that the procedure of an open dossier of theirs has a new version. */
export function tellOfVersion(tx: App, slug: string, version: string, at: Instant): void {
	const { list, values } = bindAll(OPEN_STATUSES);
	const cause = `catalogue_changed:${$security.sha256(`${slug}|${version}`).slice(0, 24)}`;
	const rows = allRows(
		tx.db(),
		{ dossier: '', recipient: '' },
		`SELECT MIN(id) AS dossier, applicant AS recipient FROM dossiers
		WHERE procedure = {:slug} AND procedureVersion != {:version} AND applicant != ''
		AND status IN (${list}) GROUP BY applicant`,
		{ ...values, slug, version }
	);
	tell(
		tx,
		rows.map((row) => ({
			...row,
			recipientKind: 'applicant',
			cause,
			event: 'catalogue_changed'
		})),
		at
	);
}
