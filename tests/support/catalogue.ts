import { readdirSync, readFileSync } from 'node:fs';
import {
	currentEntry,
	loadCatalogue,
	type Catalogue,
	type CatalogueEntry
} from '../../src/lib/domain/procedure/catalogue.ts';

const SEED = new URL('../../pocketbase/seed/', import.meta.url);

export function seedProcedures(): unknown[] {
	return readJson('procedures.json') as unknown[];
}

export function seedRules(): unknown[] {
	return readdirSync(new URL('rules/', SEED)).map((name) => readJson(`rules/${name}`));
}

/** The real catalogue. */
export function seedCatalogue(): Catalogue {
	const loaded = loadCatalogue(seedProcedures(), seedRules());
	if (!loaded.ok) throw new Error(loaded.faults.join('\n'));
	return loaded.catalogue;
}

/** The entry of the real catalogue that is shown today. */
export function seedEntry(slug: string): CatalogueEntry {
	const entry = currentEntry(seedCatalogue(), slug, '2026-11-24');
	if (!entry) throw new Error(`no procedure ${slug}`);
	return entry;
}

function readJson(name: string): unknown {
	return JSON.parse(readFileSync(new URL(name, SEED), 'utf8'));
}
