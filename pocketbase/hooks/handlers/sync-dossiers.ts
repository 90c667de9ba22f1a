import * as v from 'valibot';
import type { Actor } from '../../../src/lib/domain/identity/actor.ts';
import { refuse } from '../../../src/lib/domain/refusal.ts';
import { recordRead } from '../lib/audited-read.ts';
import { department } from '../lib/department.ts';
import { officerOf, personOf, type Person } from '../lib/person.ts';
import { readJson, reply, replyJson, respond } from '../lib/reply.ts';
import { allRows, bindAll, firstRow } from '../lib/rows.ts';
import {
	BEGINNING,
	changesForApplicant,
	changesForOfficer,
	overlapping,
	type Change,
	type Place,
	type Stretch
} from '../lib/sync.ts';
import { now } from '../lib/time.ts';

const PAGE = 100;
const LARGEST_PAGE = 200;
const MOST_CONFIRMED = 100;

const id = v.pipe(v.string(), v.regex(/^[a-z0-9]{15}$/));
const INSTANT = '\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{3}Z';
const instant = v.pipe(
	v.string(),
	v.regex(new RegExp(`^${INSTANT}$`)),
	v.check((text) => !Number.isNaN(Date.parse(text)))
);

const Query = v.object({
	/** `until` of the last answer; empty: a first fill. */
	since: v.union([v.literal(''), instant]),
	/** `next` of the page before. */
	after: v.optional(v.pipe(v.string(), v.regex(new RegExp(`^${INSTANT}_[a-z0-9]{15}$`)))),
	limit: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(LARGEST_PAGE)), PAGE),
	/** `witness` of the last answer: is it still known here? */
	witness: v.optional(id),
	/** Actions of the asking person: which of them are kept here? */
	confirm: v.optional(v.pipe(v.array(id), v.maxLength(MOST_CONFIRMED)), [])
});

/**
 * What changed on the dossiers that somebody may see, a page at a time (đồng bộ). An answer that
 * hands names or forms to an officer is recorded first, one row for a page; one without news is not.
 */
export function syncDossiers(e: RequestEvent): void {
	respond(e, () => {
		// Before anything is read: what happens from here on is told the next time.
		const until = now();
		const person = personOf(e.auth);
		if (!person) return refuse('actor.signed_out');
		if (person.actor.role === 'administrator') return refuse('dossier.wrong_role');
		const query = v.safeParse(Query, readJson(e));
		if (!query.success) return refuse('field.invalid', v.getDotPath(query.issues[0]) ?? '');
		const { since, after, limit, witness, confirm } = query.output;
		const db = e.app.db();
		const from = after !== undefined ? placeOf(after) : since ? overlapping(since) : BEGINNING;
		// Before the changes are: an action that is confirmed is among them.
		const confirmed = heldActions(db, person.actor, confirm);
		if (witness !== undefined && !isKnown(db, witness)) {
			return reply({ items: [], gone: [], confirmed, until, restored: true });
		}
		const found = changes(e, person, { from, first: since === '', limit, now: until });
		const page = found.slice(0, limit);
		const last = found.length > limit ? page[limit - 1] : undefined;
		const items = page.flatMap(({ item }) => (item === 'gone' ? [] : [item.json]));
		const gone = page.flatMap(({ id, item }) => (item === 'gone' ? [id] : []));
		record(e, page);
		const rest = JSON.stringify({
			gone,
			confirmed,
			until,
			...newestAction(db),
			...(last && { next: written(last) })
		});
		return replyJson(`{"items":[${items.join(',')}],${rest.slice(1)}`);
	});
}

function changes(e: RequestEvent, { actor }: Person, stretch: Stretch): Change[] {
	const db = e.app.db();
	if (actor.role === 'applicant') {
		return changesForApplicant(db, actor, stretch, department(e.app));
	}
	const officer = officerOf(e.auth);
	return officer ? changesForOfficer(db, officer, stretch) : [];
}

/** Which dossiers an officer is shown by name only, and which with form and history. */
function record(e: RequestEvent, page: readonly Change[]): void {
	const officer = officerOf(e.auth);
	if (!officer) return;
	const listed = page.flatMap(({ id, item }) => (item !== 'gone' && !item.detailed ? [id] : []));
	const opened = page.flatMap(({ id, item }) => (item !== 'gone' && item.detailed ? [id] : []));
	if (listed.length + opened.length === 0) return;
	recordRead(e, officer, 'read.sync', '', { listed, opened });
}

/** Of these actions those that are kept, if this person took them. */
function heldActions(db: Database, actor: Actor, ids: readonly string[]) {
	if (ids.length === 0) return [];
	const { list, values } = bindAll(ids);
	return allRows(
		db,
		{ id: '', dossier: '', seq: 0 },
		`SELECT id, dossier, seq FROM dossier_actions WHERE id IN (${list}) AND actor = {:actor}`,
		{ ...values, actor: actor.id }
	);
}

/**
 * Actions are never taken back. One that was told and is not there was lost with a backup that was
 * put back in place: what devices hold is of another history.
 */
function isKnown(db: Database, witness: string): boolean {
	const sql = 'SELECT id FROM dossier_actions WHERE id = {:witness}';
	return firstRow(db, { id: '' }, sql, { witness }) !== undefined;
}

/** By its id alone: it opens nothing. */
function newestAction(db: Database): { readonly witness?: string } {
	const newest = firstRow(
		db,
		{ witness: '' },
		'SELECT id AS witness FROM dossier_actions ORDER BY rowid DESC LIMIT 1'
	);
	return newest ?? {};
}

function placeOf(text: string): Place {
	const [at = '', id = ''] = text.split('_');
	return { at, id };
}

const written = ({ at, id }: Place): string => `${at}_${id}`;
