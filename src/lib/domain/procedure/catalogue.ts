import type { PlainDate } from '../time/plain-date.ts';
import { isInForce, parseProcedure, type Procedure } from './procedure.ts';
import { parseRules, type ProcedureRules } from './rules.ts';

/** One version of a procedure with its rules. Plain data: it travels and is stored as JSON. */
export interface CatalogueEntry {
	readonly procedure: Procedure;
	readonly rules: ProcedureRules;
}

/** Every version of every procedure (danh mục thủ tục hành chính), as it stands in the seed. */
export type Catalogue = readonly CatalogueEntry[];

export type LoadedCatalogue =
	| { readonly ok: true; readonly catalogue: Catalogue }
	| { readonly ok: false; readonly faults: readonly string[] };

/**
 * Joins procedures and rules. An entry takes the newest rules that are not newer than itself.
 * Every fault is told at once, each with file and path, so that an editor mends them in one go.
 */
export function loadCatalogue(
	procedures: readonly unknown[],
	rules: readonly unknown[]
): LoadedCatalogue {
	const faults: string[] = [];
	const allRules: ProcedureRules[] = [];
	for (const [index, input] of rules.entries()) {
		const parsed = parseRules(input);
		if (parsed.ok) allRules.push(parsed.rules);
		else faults.push(`rules ${nameOf(input, index)}: ${parsed.path}: ${parsed.message}`);
	}

	const catalogue: CatalogueEntry[] = [];
	for (const [index, input] of procedures.entries()) {
		const parsed = parseProcedure(input);
		if (!parsed.ok) {
			faults.push(`procedure ${nameOf(input, index)}: ${parsed.path}: ${parsed.message}`);
			continue;
		}
		const { procedure } = parsed;
		const rules = newestRules(allRules, procedure);
		if (rules) catalogue.push({ procedure, rules });
		else faults.push(`procedure ${procedure.slug}: no rules for version ${procedure.version}`);
	}
	return faults.length === 0 ? { ok: true, catalogue } : { ok: false, faults };
}

function newestRules(all: readonly ProcedureRules[], procedure: Procedure): ProcedureRules | null {
	const fitting = all.filter(
		(rules) => rules.slug === procedure.slug && rules.version <= procedure.version
	);
	return fitting.sort((a, b) => (a.version < b.version ? 1 : -1))[0] ?? null;
}

function nameOf(input: unknown, index: number): string {
	if (typeof input === 'object' && input !== null && 'slug' in input) return String(input.slug);
	return `#${index}`;
}

/**
 * The version to show on `day`: the newest that has begun. A superseded procedure is found too,
 * so that people are led to its successor.
 */
export function currentEntry(
	catalogue: Catalogue,
	slug: string,
	day: PlainDate
): CatalogueEntry | null {
	const versions = catalogue
		.filter(({ procedure }) => procedure.slug === slug)
		.sort((a, b) => (a.procedure.version < b.procedure.version ? 1 : -1));
	return versions.find(({ procedure }) => isInForce(procedure, day)) ?? versions[0] ?? null;
}
