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
const entrySchema = v.custom<CatalogueEntry>((data) => {
	const shape = v.object({
		procedure: v.looseObject({ slug: v.string(), papers: v.array(v.unknown()) }),
		rules: v.looseObject({ questions: v.array(v.unknown()), fields: v.array(v.unknown()) })
	});
	return v.is(shape, data);
});

const versions = v.object({ items: v.array(v.object({ data: entrySchema })) });

/** The version of a procedure a dossier began with: from the device, else from the server. */
export async function findEntry(slug: string, version: string): Promise<Answer<CatalogueEntry>> {
	const kept = await entries.get(NOBODY, idOf({ slug, version }));
	if (kept) return success(kept.entry);
	const answer = await publishedVersions(`slug = '${quoted(slug)}' && version = '${quoted(version)}'`);
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
	const answer = await publishedVersions(`slug = '${quoted(slug)}'`);
	if (!answer.ok) return answer;
	const entry = currentEntry(answer.value, slug, day);
	if (!entry) return refused('procedure.unknown');
	await commit(entriesKept([entry]));
	return success(entry);
}

/** What new dossiers may begin with on `day`: the newest version of every procedure, by name. */
export async function findCurrentEntries(day: PlainDate): Promise<Answer<CatalogueEntry[]>> {
	const answer = await publishedVersions('');
	if (!answer.ok) return answer;
	const slugs = new Set(answer.value.map(({ procedure }) => procedure.slug));
	return success(
		[...slugs]
			.map((slug) => currentEntry(answer.value, slug, day))
			.filter((entry) => entry !== null)
			.sort((a, b) => a.procedure.name.vi.localeCompare(b.procedure.name.vi, 'vi'))
	);
}

async function publishedVersions(filter: string): Promise<Answer<CatalogueEntry[]>> {
	const query = new URLSearchParams({ filter, perPage: '500', skipTotal: '1' });
	const answer = await ask(`/api/collections/procedures/records?${query}`, versions);
	return answer.ok ? success(answer.value.items.map(({ data }) => data)) : answer;
}

/** Slugs and versions know no quotes; what has one names nothing. */
const quoted = (text: string): string => text.replace(/['\\]/g, '');
