import {
	currentEntry,
	loadCatalogue,
	type Catalogue,
	type CatalogueEntry
} from '$domain/procedure/catalogue.ts';
import { summaryOf, type ProcedureSummary } from '$domain/procedure/summary.ts';
import type { PlainDate } from '$domain/time/plain-date.ts';
import procedures from '../../../pocketbase/seed/procedures.json';

/**
 * The catalogue as it stands in the source, for pages made at build time. Never in a browser: a
 * `+page.server.ts` gives each page the one entry it shows.
 */
const rules = import.meta.glob('../../../pocketbase/seed/rules/*.json', {
	eager: true,
	import: 'default'
});

export const catalogue: Catalogue = load();

function load(): Catalogue {
	const loaded = loadCatalogue(procedures, Object.values(rules));
	if (!loaded.ok) throw new Error(`The seed catalogue is broken:\n${loaded.faults.join('\n')}`);
	return loaded.catalogue;
}

/** Every procedure once, in the order of the seed. */
export const slugs: readonly string[] = [
	...new Set(catalogue.map(({ procedure }) => procedure.slug))
];

/** @returns the version shown on `day`; `undefined` when there is no such procedure. */
export function entryOn(slug: string, day: PlainDate): CatalogueEntry | undefined {
	return currentEntry(catalogue, slug, day) ?? undefined;
}

/** What the list and its search need of every procedure: a few kilobytes. */
export function summariesOn(day: PlainDate): ProcedureSummary[] {
	return slugs.flatMap((slug) => {
		const entry = entryOn(slug, day);
		return entry ? [summaryOf(entry)] : [];
	});
}
