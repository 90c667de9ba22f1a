import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
	currentEntry,
	loadCatalogue,
	type Catalogue,
	type CatalogueEntry
} from '../../src/lib/domain/procedure/catalogue.ts';

/** A path, not a URL: where components are tested, `URL` is the document's own. */
const SEED = join(fileURLToPath(import.meta.url), '../../../pocketbase/seed');

export function seedProcedures(): unknown[] {
	return readJson('procedures.json') as unknown[];
}

export function seedRules(): unknown[] {
	return readdirSync(join(SEED, 'rules')).map((name) => readJson(`rules/${name}`));
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
	return JSON.parse(readFileSync(join(SEED, name), 'utf8'));
}
