import type { Status } from '../../../src/lib/domain/dossier/status.ts';
import {
	CLOCK_ENDED,
	dueRange,
	OPEN_STATUSES,
	STAGE_STATUSES,
	WAITING_FOR,
	type QueueFilter,
	type QueueItem
} from '../../../src/lib/domain/official/worklist.ts';
import { foldedWords } from '../../../src/lib/domain/procedure/fold.ts';
import type { Instant } from '../../../src/lib/domain/time/plain-date.ts';
import type { WorkCalendar } from '../../../src/lib/domain/time/work-calendar.ts';
import { DOSSIER_JSON } from './dossiers.ts';
import type { Officer } from './person.ts';
import { allRows, bindAll, jsonObject, type Bindings } from './rows.ts';
import { ofDivision, seenBy, type Condition } from './scope.ts';

/** Where the next page begins: after this place in the order. */
export interface Cursor {
	readonly key: string;
	readonly id: string;
}

export const FIRST_PAGE: Cursor = { key: '', id: '' };

/** A place in the queue and the `QueueItem` that stands there, as JSON. */
export interface QueueLine extends Cursor {
	readonly json: string;
}

/** More matches than this and the officer is better served by another letter. */
const MOST_MATCHES = 300;

/**
 * One page of the work queue (hàng đợi công việc), by promised time. Every stretch of it lies
 * together in an index: for each status, and where it matters each officer, its first rows are
 * read, and the few found are merged. So the cost does not grow with the archive.
 * @returns at most `limit` + 1 items: the last tells that there are more
 */
export function queuePage(
	db: Database,
	{ actor }: Officer,
	filter: QueueFilter,
	cursor: Cursor,
	limit: number,
	now: Instant,
	calendar: WorkCalendar
): QueueLine[] {
	const statuses = statusesOf(filter, actor.role);
	const scopes = scopesOf(filter, actor);
	const narrowed = [afterCursor(cursor), dueWithin(filter, now, calendar), ofProcedure(filter)];
	const found = filter.text === '' ? undefined : matching(db, filter.text);
	if (found?.length === 0 || statuses.length === 0 || scopes.length === 0) return [];
	if (found) narrowed.push(oneOf('id', found));

	const conditions = narrowed.filter((condition) => condition !== undefined);
	const values: Bindings = { limit: limit + 1 };
	for (const condition of [...scopes, ...conditions]) Object.assign(values, condition.values);
	const branches = statuses.flatMap((status, at) => {
		values[`status${at}`] = status;
		return scopes.map((scope) =>
			[`status = {:status${at}}`, scope.sql, ...conditions.map(({ sql }) => sql)].join(' AND ')
		);
	});
	const first = branches.map(
		(where) =>
			`SELECT * FROM (SELECT id, queueKey FROM dossiers WHERE ${where} ORDER BY queueKey, id LIMIT {:limit})`
	);
	return allRows(
		db,
		{ id: '', key: '', json: '' },
		`SELECT dossiers.id, dossiers.queueKey AS key, ${jsonObject(ITEM_COLUMNS)} AS json
		FROM (SELECT id FROM (${first.join(' UNION ALL ')}) ORDER BY queueKey, id LIMIT {:limit}) page
		JOIN dossiers ON dossiers.id = page.id
		LEFT JOIN dossier_forms form ON form.id = dossiers.id
		LEFT JOIN officers officer ON officer.id = dossiers.caseOfficer
		ORDER BY dossiers.queueKey, dossiers.id`,
		values
	);
}

/** `FROM dossiers`, with the form as `form` and the case officer as `officer`. */
export const ITEM_COLUMNS = {
	dossier: DOSSIER_JSON,
	applicantName: "COALESCE(form.applicantName, '')",
	caseOfficerName: "COALESCE(officer.name, '')"
} satisfies Record<keyof QueueItem, string>;

function statusesOf({ stage, whose, due }: QueueFilter, role: Officer['actor']['role']): Status[] {
	const staged = stage === 'open' ? OPEN_STATUSES : STAGE_STATUSES[stage];
	return staged.filter(
		(status) =>
			(whose !== 'mine' || WAITING_FOR[role].includes(status)) &&
			(due === null || !CLOCK_ENDED.includes(status))
	);
}

/** Whose dossiers, within what the officer may see. None: no rows. */
function scopesOf({ whose }: QueueFilter, actor: Officer['actor']): Condition[] {
	const seen = seenBy(actor);
	if (!seen) return [];
	if (actor.role === 'case_officer' && whose === 'mine') {
		return [
			{
				sql: `${seen.sql} AND caseOfficer = {:me}`,
				values: { ...seen.values, me: actor.id }
			},
			{ sql: `${seen.sql} AND caseOfficer = ''`, values: seen.values }
		];
	}
	return [whose === 'division' ? ofDivision(actor.division) : seen];
}

function afterCursor({ key, id }: Cursor): Condition {
	return {
		sql: '(queueKey, id) > ({:cursorKey}, {:cursorId})',
		values: { cursorKey: key, cursorId: id }
	};
}

function dueWithin(
	{ due }: QueueFilter,
	now: Instant,
	calendar: WorkCalendar
): Condition | undefined {
	if (due === null) return undefined;
	const { from, to } = dueRange(due, now, calendar);
	// A dossier that waits for papers is late only if it was so when it was paused.
	const paused = due === 'overdue' ? "(pausedAt = '' OR pausedAt > queueKey)" : "pausedAt = ''";
	return {
		sql: `receivedAt != '' AND queueKey >= {:from} AND queueKey < {:to} AND ${paused}`,
		values: { from: from ?? '', to }
	};
}

function ofProcedure({ procedure }: QueueFilter): Condition | undefined {
	return procedure === null
		? undefined
		: { sql: 'procedure = {:procedure}', values: { procedure } };
}

function oneOf(column: string, found: readonly string[]): Condition {
	const { list, values } = bindAll(found);
	return { sql: `${column} IN (${list})`, values };
}

/** Ids of dossiers whose code or draft number begins so, or whose applicant has these names. */
function matching(db: Database, text: string): string[] {
	const number = text.toUpperCase();
	const words = foldedWords(text);
	const byNumber = allRows(
		db,
		{ id: '' },
		`SELECT id FROM dossiers WHERE code >= {:number} AND code < {:end} AND code != ''
		UNION SELECT id FROM dossiers WHERE draftNumber >= {:number} AND draftNumber < {:end}
		LIMIT ${MOST_MATCHES}`,
		{ number, end: `${number}\uffff` }
	);
	const byName =
		words.length === 0
			? []
			: allRows(
					db,
					{ id: '' },
					`SELECT dossier AS id FROM dossier_names WHERE dossier_names MATCH {:words} LIMIT ${MOST_MATCHES}`,
					{ words: words.map((word) => `"${word}"*`).join(' AND ') }
				);
	return [...new Set([...byNumber, ...byName].map(({ id }) => id))];
}
