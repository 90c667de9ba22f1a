import type { CatalogueEntry } from '../../../src/lib/domain/procedure/catalogue.ts';
import type { PlainDate } from '../../../src/lib/domain/time/plain-date.ts';
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

/** Group of a procedure by its slug, in whichever version; `undefined`: there is none. */
export function findProcedureGroup(db: Database, slug: string): string | undefined {
	const sql = `SELECT data ->> '$.procedure.group' AS "group" FROM procedures
		WHERE slug = {:slug} ORDER BY version DESC LIMIT 1`;
	return firstRow(db, { group: '' }, sql, { slug })?.group;
}

/** Whether a newer version has begun by `day`: new dossiers take that one. */
export function isReplaced(app: App, slug: string, version: string, day: PlainDate): boolean {
	const newer = firstRow(
		app.db(),
		{ id: '' },
		`SELECT id FROM procedures WHERE slug = {:slug} AND version > {:version}
			AND COALESCE(json_extract(data, '$.procedure.validFrom'), '') <= {:day} LIMIT 1`,
		{ slug, version, day }
	);
	return newer !== undefined;
}
