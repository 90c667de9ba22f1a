/** Reads the project's own source, for the tests of the house's rules. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import svelteConfig from '../../svelte.config.js';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Files of ours below `folder`, relative to the root, whose names end in one of `endings`. */
export function sourceFiles(folder: string, endings: readonly string[]): string[] {
	if (!existsSync(join(ROOT, folder))) return [];
	return readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile() && endings.some((ending) => entry.name.endsWith(ending)))
		.map((entry) => relative(ROOT, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
		.filter((path) => !path.startsWith('src/lib/i18n/paraglide/'))
		.sort();
}

export function read(path: string): string {
	return readFileSync(join(ROOT, path), 'utf8');
}

/** The TypeScript of a file: of a component, what stands in its `<script>` elements. */
export function scriptOf(path: string): string {
	const text = read(path);
	if (!path.endsWith('.svelte')) return text;
	return [...text.matchAll(/<script[^>]*>([\s\S]*?)<\/script>/g)]
		.map(([, code]) => code)
		.join('\n');
}

/**
 * What a file imports, statically or on demand: the name of a package, or for our own files the
 * path relative to the root.
 */
export function importsOf(path: string): string[] {
	return ts
		.preProcessFile(scriptOf(path), true, true)
		.importedFiles.map(({ fileName }) => resolveImport(path, fileName));
}

function resolveImport(from: string, name: string): string {
	if (name.startsWith('.')) {
		return relative(ROOT, resolve(ROOT, dirname(from), name)).replaceAll('\\', '/');
	}
	for (const [alias, folder] of Object.entries(svelteConfig.kit?.alias ?? {})) {
		if (name === alias || name.startsWith(`${alias}/`)) return folder + name.slice(alias.length);
	}
	return name.replace(/^\$lib(?=\/|$)/, 'src/lib');
}
