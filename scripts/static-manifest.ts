import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { extname, join, relative } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

/**
 * What is served for one address of the built app.
 *
 * The manifest is a JSON object from address to StaticFile, for example
 * `{"/thu-tuc": {"file": "thu-tuc.html", "type": "text/html; charset=utf-8", "etag": "9c1f…",
 * "cache": "no-cache", "br": true, "gzip": true}}`. An address that is not in it and has no file
 * extension gets `/200.html` (the frame of the private pages); one with an extension is 404.
 */
export interface StaticFile {
	/** Path below the folder of the built app. */
	file: string;
	/** `Content-Type`. */
	type: string;
	/** Hash of the content, without quotes; each encoding needs its own tag, so append its name. */
	etag: string;
	/** `Cache-Control`. */
	cache: string;
	/** Does `<file>.br` lie beside it? */
	br: boolean;
	/** Does `<file>.gz` lie beside it? */
	gzip: boolean;
}

/** Name of the manifest inside the folder of the built app; not itself served. */
export const MANIFEST = '.static-manifest.json';

const TYPES: Readonly<Record<string, string>> = {
	'.css': 'text/css; charset=utf-8',
	'.html': 'text/html; charset=utf-8',
	'.ico': 'image/x-icon',
	'.jpg': 'image/jpeg',
	'.js': 'text/javascript; charset=utf-8',
	'.json': 'application/json; charset=utf-8',
	'.pdf': 'application/pdf',
	'.png': 'image/png',
	'.svg': 'image/svg+xml; charset=utf-8',
	'.txt': 'text/plain; charset=utf-8',
	'.webmanifest': 'application/manifest+json; charset=utf-8',
	'.webp': 'image/webp',
	'.woff2': 'font/woff2',
	'.xml': 'application/xml; charset=utf-8'
};

/** Text that the adapter leaves uncompressed. */
const COMPRESS_HERE = new Set(['.webmanifest', '.txt']);

/** Writes the manifest of a built app, and the compressed neighbours that the adapter left out. */
export function writeStaticManifest(webDir: string): void {
	const names = filesOf(webDir);
	for (const name of names) {
		if (COMPRESS_HERE.has(extname(name))) compress(join(webDir, name));
	}
	const present = new Set(filesBelow(webDir));
	const manifest: Record<string, StaticFile> = {};
	for (const name of names) {
		manifest[addressOf(name)] = {
			file: name,
			type: TYPES[extname(name)] ?? 'application/octet-stream',
			etag: createHash('sha256')
				.update(readFileSync(join(webDir, name)))
				.digest('hex')
				.slice(0, 20),
			cache: name.startsWith('_app/immutable/')
				? 'public, max-age=31536000, immutable'
				: 'no-cache',
			br: present.has(`${name}.br`),
			gzip: present.has(`${name}.gz`)
		};
	}
	writeFileSync(join(webDir, MANIFEST), JSON.stringify(manifest));
}

/** The files of a built app that have an address, in order; not their compressed neighbours. */
export function filesOf(webDir: string): string[] {
	return filesBelow(webDir)
		.filter((name) => !/\.(br|gz)$/.test(name) && !/(^|\/)\./.test(name))
		.sort();
}

/** `thu-tuc.html` → `/thu-tuc`, `index.html` → `/`; the fallback page keeps its name. */
export function addressOf(name: string): string {
	if (name === '200.html') return '/200.html';
	return `/${name}`.replace(/\/index\.html$/, '/').replace(/\.html$/, '');
}

/** Writes the compressed neighbours of a file. */
export function compress(path: string): void {
	const content = readFileSync(path);
	writeFileSync(`${path}.gz`, gzipSync(content, { level: 9 }));
	writeFileSync(
		`${path}.br`,
		brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } })
	);
}

function filesBelow(folder: string): string[] {
	return readdirSync(folder, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll('\\', '/'));
}
