import {
	OPEN_STATUSES,
	STAGE_STATUSES,
	WAITING_FOR,
	type QueueItem
} from '../../../src/lib/domain/official/worklist.ts';
import type { Actor } from '../../../src/lib/domain/identity/actor.ts';
import type { Instant } from '../../../src/lib/domain/time/plain-date.ts';
import type { Department } from './department.ts';
import { forApplicant, WORK_COLUMNS } from './details.ts';
import { selectDossiers } from './dossiers.ts';
import { OVERLAP_MS } from './overlap.ts';
import type { Officer } from './person.ts';
import { ITEM_COLUMNS } from './queue.ts';
import { allRows, bindAll, jsonObject, type Bindings } from './rows.ts';
import { ofDivision, seenBy, type Condition } from './scope.ts';

// What changed since a device asked last (đồng bộ): every stretch is read from its index, so that
// a question to which there is no news costs no more than one look for each status.

/** Ended dossiers are on an officer's device for so long: questions about them come soon. */
const KEEP_ENDED_DAYS = 30;

/** A place in the order of changes: everything up to it was told. */
export interface Place {
	readonly at: Instant;
	readonly id: string;
}

/** Where a first fill begins. */
export const BEGINNING: Place = { at: '', id: '' };

export function overlapping(since: Instant): Place {
	return { at: new Date(Date.parse(since) - OVERLAP_MS).toISOString(), id: '' };
}

/** A dossier that changed: as the reader may see it, or that it is not theirs any more. */
export interface Change extends Place {
	readonly item: { readonly json: string; readonly detailed: boolean } | 'gone';
}

/** Changes after `from`, in their order. */
export interface Stretch {
	readonly from: Place;
	/** First fill: an officer gets open dossiers, and those that ended lately. */
	readonly first: boolean;
	readonly limit: number;
	readonly now: Instant;
}

/** As in the queue, with all the names by which a dossier is found. */
const NAMED = { ...ITEM_COLUMNS, organisation: "COALESCE(form.form ->> '$.organisation', '')" };

/** @returns at most `limit` + 1 changes: the last tells that there are more */
export function changesForOfficer(db: Database, { actor }: Officer, stretch: Stretch): Change[] {
	const seen = seenBy(actor);
	if (!seen) return [];
	const left = stretch.first ? undefined : leftDivision(actor);
	const since = endedSince(stretch);
	const branches = [
		...OPEN_STATUSES.map((status) => branch(status, seen)),
		...STAGE_STATUSES.ended.map((status) => branch(status, seen, since)),
		...(left ? [...OPEN_STATUSES, ...STAGE_STATUSES.ended] : []).map((status) =>
			branch(status, left ?? seen)
		)
	];
	const waits = waitsFor(actor);
	const found = allRows(
		db,
		{ id: '', at: '', json: '', detailed: false, mine: false },
		`SELECT dossiers.id, dossiers.changedAt AS at, ${waits.sql} AS detailed, ${seen.sql} AS mine,
			CASE WHEN ${waits.sql} THEN ${jsonObject({ ...NAMED, detail: jsonObject(WORK_COLUMNS) })}
			ELSE ${jsonObject({ ...NAMED, detail: 'NULL' })} END AS json
		FROM (SELECT id FROM (${branches.join(' UNION ALL ')}) ORDER BY changedAt, id LIMIT {:limit}) page
		JOIN dossiers ON dossiers.id = page.id
		LEFT JOIN dossier_forms form ON form.id = dossiers.id
		LEFT JOIN officers officer ON officer.id = dossiers.caseOfficer
		ORDER BY dossiers.changedAt, dossiers.id`,
		{ ...placeValues(stretch), ...since.values, ...seen.values, ...left?.values, ...waits.values }
	);
	return found.map(({ id, at, json, detailed, mine }) => ({
		id,
		at,
		item: mine ? { json, detailed } : 'gone'
	}));
}

/** @returns at most `limit` + 1 changes: the last tells that there are more */
export function changesForApplicant(
	db: Database,
	actor: Extract<Actor, { role: 'applicant' }>,
	stretch: Stretch,
	ours: Department
): Change[] {
	const seen = seenBy(actor);
	if (!seen) return [];
	const places = allRows(
		db,
		{ id: '', at: '' },
		`SELECT id, changedAt AS at FROM dossiers WHERE ${seen.sql} AND ${AFTER_PLACE}
		ORDER BY changedAt, id LIMIT {:limit}`,
		{ ...placeValues(stretch), ...seen.values }
	);
	if (places.length === 0) return [];
	const { list, values } = bindAll(places.map(({ id }) => id));
	const dossiers = selectDossiers(db, `WHERE id IN (${list})`, values);
	const items = new Map(
		forApplicant(db, dossiers, ours).map(({ dossier, detail }) => {
			const item: QueueItem & { organisation: string; detail: typeof detail } = {
				dossier,
				applicantName: detail.applicantName,
				organisation: detail.form['organisation'] ?? '',
				// The applicant deals with a unit.
				caseOfficerName: '',
				detail
			};
			return [dossier.id, JSON.stringify(item)];
		})
	);
	return places.flatMap((place) => {
		const json = items.get(place.id);
		return json === undefined ? [] : [{ ...place, item: { json, detailed: true } }];
	});
}

const AFTER_PLACE = '(changedAt, id) > ({:placeAt}, {:placeId})';

function placeValues({ from, limit }: Stretch): Bindings {
	return { placeAt: from.at, placeId: from.id, limit: limit + 1 };
}

/** The first changes of one status, which lie together in an index. */
function branch(status: string, ...conditions: readonly Condition[]): string {
	const where = [`status = '${status}'`, ...conditions.map(({ sql }) => sql), AFTER_PLACE];
	return `SELECT * FROM (SELECT id, changedAt FROM dossiers WHERE ${where.join(' AND ')}
		ORDER BY changedAt, id LIMIT {:limit})`;
}

function endedSince({ first, now }: Stretch): Condition {
	if (!first) return { sql: 'TRUE', values: {} };
	const since = Date.parse(now) - KEEP_ENDED_DAYS * 24 * 60 * 60_000;
	return {
		sql: 'changedAt >= {:endedSince}',
		values: { endedSince: new Date(since).toISOString() }
	};
}

/**
 * Dossiers of another division that this one once had: known by what every action answered. Others
 * are not named to who never saw them.
 */
function leftDivision(actor: Officer['actor']): Condition | undefined {
	if (actor.role !== 'case_officer' && actor.role !== 'head_of_division') return undefined;
	return {
		sql: `dossiers.division != {:division} AND EXISTS (SELECT 1 FROM dossier_actions
			WHERE dossier = dossiers.id AND answer ->> '$.dossier.division' = {:division})`,
		values: ofDivision(actor.division).values
	};
}

/** Those that wait for this officer, of the ones they may see: as the queue's "mine". */
function waitsFor({ role, id }: Officer['actor']): Condition {
	const statuses = WAITING_FOR[role].map((status) => `'${status}'`).join(', ');
	const sql = `dossiers.status IN (${statuses})`;
	if (role !== 'case_officer') return { sql, values: {} };
	return {
		sql: `(${sql} AND (dossiers.caseOfficer = {:me} OR dossiers.caseOfficer = ''))`,
		values: { me: id }
	};
}
