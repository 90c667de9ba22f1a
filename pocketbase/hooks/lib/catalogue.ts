import type { CatalogueEntry } from '../../../src/lib/domain/procedure/catalogue.ts';
import { firstRow } from './rows.ts';

/** Published versions never change, so each engine may keep those it has read. */
const kept = new Map<string, CatalogueEntry>();

/** One published version of a procedure, with its rules. */
export function findEntry(app: App, slug: string, version: string): CatalogueEntry | undefined {
	const key = `${slug} ${version}`;
	const known = kept.get(key);
	if (known) return known;
	const row = firstRow(
		app.db(),
		{ data: '' },
		'SELECT data FROM procedures WHERE slug = {:slug} AND version = {:version}',
		{ slug, version }
	);
	if (!row) return undefined;
	// Written by the seed, which had parsed it.
	const entry = JSON.parse(row.data) as CatalogueEntry;
	kept.set(key, entry);
	return entry;
}
