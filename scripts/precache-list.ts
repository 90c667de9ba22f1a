import { createHash } from 'node:crypto';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { addressOf, compress, filesOf } from './static-manifest.ts';

/** The worker of the built app, into which the list is written. */
export const SERVICE_WORKER = 'service-worker.js';

/** For machines, or of no use without a network. */
const NOT_KEPT = new Set([
	SERVICE_WORKER,
	'service-worker-removal.js',
	'_app/version.json',
	'robots.txt',
	'sitemap.xml'
]);

/** Larger pictures are for the shop window of the device, which fetches them by itself. */
const PICTURE_BYTES = 12 * 1_024;
const PICTURES = new Set(['.png', '.jpg', '.webp']);

/** Where the list stands in the worker: the name in its source, or an earlier list. */
const PLACE = /self\.__FILES_TO_KEEP__|\/\*kept\*\/.*\/\*kept\*\//s;

/** What the app keeps on the device. */
export interface PrecacheList {
	readonly files: number;
	/** As they travel: in the best encoding that the server has. */
	readonly bytesOnTheWire: number;
	readonly bytesOnTheDevice: number;
}

/**
 * Writes into the service worker of a built app which files it keeps, each with the hash of its
 * content: a new version fetches only what really changed, and nothing of another version is taken.
 */
export function writePrecacheList(webDir: string): PrecacheList {
	const names = filesOf(webDir).filter((name) => isKept(webDir, name));
	const list = names.map((name) => {
		const url = encodeURI(addressOf(name));
		if (name.startsWith('_app/immutable/')) return [url];
		const content = readFileSync(join(webDir, name));
		return [url, createHash('sha256').update(content).digest('base64')];
	});
	const worker = join(webDir, SERVICE_WORKER);
	const code = readFileSync(worker, 'utf8');
	if (!PLACE.test(code)) throw new Error(`${worker} has no place for the list of files.`);
	writeFileSync(
		worker,
		code.replace(PLACE, () => `/*kept*/${JSON.stringify(list)}/*kept*/`)
	);
	compress(worker);
	return {
		files: names.length,
		bytesOnTheWire: total(
			names.map((name) => sizeOf(join(webDir, `${name}.br`)) ?? sizeOf(join(webDir, name)) ?? 0)
		),
		bytesOnTheDevice: total(names.map((name) => sizeOf(join(webDir, name)) ?? 0))
	};
}

function isKept(webDir: string, name: string): boolean {
	if (NOT_KEPT.has(name)) return false;
	return !PICTURES.has(extname(name)) || (sizeOf(join(webDir, name)) ?? 0) <= PICTURE_BYTES;
}

function sizeOf(path: string): number | undefined {
	return statSync(path, { throwIfNoEntry: false })?.size;
}

function total(sizes: readonly number[]): number {
	return sizes.reduce((sum, size) => sum + size, 0);
}
