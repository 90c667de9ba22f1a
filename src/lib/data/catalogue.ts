import * as v from 'valibot';
import { currentEntry, type CatalogueEntry } from '$domain/procedure/catalogue.ts';
import type { PlainDate } from '$domain/time/plain-date.ts';
import { refused, success, type Answer } from './answer.ts';
import { NOBODY, type Envelope } from './storage/rows.ts';
import { commit, Shelf, type Change } from './storage/shelf.ts';
import { ask } from './remote.ts';

/** A published version as kept on the device; versions never change, so it never ages. */
interface KeptEntry extends Envelope {
	readonly entry: CatalogueEntry;
}

const entries = new Shelf<KeptEntry, null>('entries');

/** Keeps published versions on this device. */
export function entriesKept(published: readonly CatalogueEntry[]): Change[] {
	return published.map((entry) =>
		entries.put({ owner: NOBODY, id: idOf(entry.procedure), dossier: '', entry, content: null })
	);
}

const idOf = ({ slug, version }: { slug: string; version: string }) => `${slug}@${version}`;

/** The seed parsed the entry when it was published: here only its kind is made sure of. */
export const entrySchema = v.custom<CatalogueEntry>((data) => {
	const shape = v.object({
		procedure: v.looseObject({ slug: v.string(), papers: v.array(v.unknown()) }),
		rules: v.looseObject({ questions: v.array(v.unknown()), fields: v.array(v.unknown()) })
	});
	return v.is(shape, data);
});

const versions = v.object({ items: v.array(v.object({ data: entrySchema })) });
const names = v.object({ items: v.array(v.object({ slug: v.string(), version: v.string() })) });

/** The version of a procedure a dossier began with: from the device, else from the server. */
export async function findEntry(slug: string, version: string): Promise<Answer<CatalogueEntry>> {
	const kept = await entries.get(NOBODY, idOf({ slug, version }));
	if (kept) return success(kept.entry);
	const answer = await publishedVersions(filterOf({ slug, version }));
	if (!answer.ok) return answer;
	const [entry] = answer.value;
	if (!entry) return refused('procedure.unknown');
	await commit(entriesKept([entry]));
	return success(entry);
}

/** The version new dossiers begin with on `day`. */
export async function findCurrentEntry(
	slug: string,
	day: PlainDate
): Promise<Answer<CatalogueEntry>> {
	const answer = await newestVersions(slug);
	if (!answer.ok) return answer;
	const entry = currentEntry(answer.value, slug, day);
	return entry ? success(entry) : refused('procedure.unknown');
}

/** What new dossiers may begin with on `day`: the newest version of every procedure, by name. */
export async function findCurrentEntries(day: PlainDate): Promise<Answer<CatalogueEntry[]>> {
	const answer = await newestVersions();
	if (!answer.ok) return answer;
	const slugs = new Set(answer.value.map(({ procedure }) => procedure.slug));
	return success(
		[...slugs]
			.map((slug) => currentEntry(answer.value, slug, day))
			.filter((entry) => entry !== null)
			.sort((a, b) => a.procedure.name.vi.localeCompare(b.procedure.name.vi, 'vi'))
	);
}

/** The versions that lie on this device, without asking anybody. */
export async function keptEntries(): Promise<CatalogueEntry[]> {
	return (await entries.list(NOBODY)).map(({ entry }) => entry);
}

/** More missing versions than this, and all are asked for. */
const MOST_NAMED = 10;

/** Brings the versions published since to this device; those it has never change. */
export async function keepCatalogue(): Promise<Answer<null>> {
	const listed = await ask(
		`${RECORDS}?${new URLSearchParams({ ...ALL, fields: 'slug,version' })}`,
		names
	);
	if (!listed.ok) return listed;
	const kept = new Set((await entries.envelopes(NOBODY)).map(({ id }) => id));
	const missing = listed.value.items.filter((name) => !kept.has(idOf(name)));
	if (missing.length === 0) return success(null);
	const named = missing.map((name) => `(${filterOf(name)})`).join(' || ');
	const answer = await publishedVersions(missing.length > MOST_NAMED ? '' : named);
	if (!answer.ok) return answer;
	await commit(entriesKept(answer.value));
	return success(null);
}

/** As long as one waits for what the device could tell as well. */
const NEWER_WITHIN_MS = 4_000;

/** Versions of one procedure or of all: as published, or as they are kept when that is not told. */
async function newestVersions(slug?: string): Promise<Answer<readonly CatalogueEntry[]>> {
	const kept = (await keptEntries()).filter(
		({ procedure }) => slug === undefined || procedure.slug === slug
	);
	const answer = await publishedVersions(
		slug === undefined ? '' : `slug = '${quoted(slug)}'`,
		kept.length > 0 ? NEWER_WITHIN_MS : undefined
	);
	if (!answer.ok) return answer.kind === 'fault' && kept.length > 0 ? success(kept) : answer;
	await commit(entriesKept(answer.value));
	return answer;
}

const RECORDS = '/api/collections/procedures/records';
const ALL = { perPage: '500', skipTotal: '1' };

async function publishedVersions(
	filter: string,
	withinMs?: number
): Promise<Answer<CatalogueEntry[]>> {
	const query = new URLSearchParams({ ...ALL, filter });
	const request = withinMs === undefined ? {} : { withinMs };
	const answer = await ask(`${RECORDS}?${query}`, versions, request);
	return answer.ok ? success(answer.value.items.map(({ data }) => data)) : answer;
}

function filterOf({ slug, version }: { slug: string; version: string }): string {
	return `slug = '${quoted(slug)}' && version = '${quoted(version)}'`;
}

/** Slugs and versions know no quotes; what has one names nothing. */
const quoted = (text: string): string => text.replace(/['\\]/g, '');
