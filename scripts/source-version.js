import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** What the built app is made of: a change here is a new version, nothing else is. */
const SOURCES = [
	'src',
	'static',
	'messages',
	'pocketbase/seed',
	'package-lock.json',
	'svelte.config.js',
	'vite.config.ts'
];

/** Generated from the sources, so not a source itself. */
const GENERATED = 'src/lib/i18n/paraglide';

/**
 * Name of this version of the app: a hash of its sources, never of the clock or the commit,
 * so that a deployment which changes nothing downloads nothing.
 * @returns {string} 16 hexadecimal digits
 */
export function sourceVersion() {
	return hashOf(SOURCES);
}

/**
 * Hash over the names and contents of files and folders; what is absent counts as empty.
 * @param {readonly string[]} sources paths relative to the project's root
 * @returns {string} 16 hexadecimal digits
 */
export function hashOf(sources) {
	const hash = createHash('sha256');
	for (const source of sources) addTo(hash, join(ROOT, source));
	return hash.digest('hex').slice(0, 16);
}

/**
 * @param {import('node:crypto').Hash} hash
 * @param {string} path absolute path of a file or folder
 */
function addTo(hash, path) {
	const name = relative(ROOT, path).replaceAll('\\', '/');
	if (name === GENERATED || !existsSync(path)) return;
	if (statSync(path).isDirectory()) {
		for (const entry of readdirSync(path).sort()) addTo(hash, join(path, entry));
	} else {
		hash.update(name).update('\0').update(readFileSync(path)).update('\0');
	}
}
