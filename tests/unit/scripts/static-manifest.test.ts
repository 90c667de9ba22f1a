import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, expect, it } from 'vitest';
import {
	MANIFEST,
	writeStaticManifest,
	type StaticFile
} from '../../../scripts/static-manifest.ts';

const folder = mkdtempSync(join(tmpdir(), 'manifest-'));
afterAll(() => {
	rmSync(folder, { recursive: true });
});

function manifestOf(files: Record<string, string>): Record<string, StaticFile> {
	for (const [name, content] of Object.entries(files)) {
		mkdirSync(dirname(join(folder, name)), { recursive: true });
		writeFileSync(join(folder, name), content);
	}
	writeStaticManifest(folder);
	return JSON.parse(readFileSync(join(folder, MANIFEST), 'utf8')) as Record<string, StaticFile>;
}

const manifest = manifestOf({
	'index.html': 'home',
	'thu-tuc.html': 'list',
	'thu-tuc.html.br': 'list, smaller',
	'thu-tuc/cap-ho-chieu.html': 'one',
	'200.html': 'frame',
	'_app/immutable/chunk.js': 'code',
	'app.webmanifest': '{"name":"Ngoại vụ số"}',
	'.stamp': 'not for visitors'
});

it('gives every page the address that people type', () => {
	expect(Object.keys(manifest).sort()).toEqual([
		'/',
		'/200.html',
		'/_app/immutable/chunk.js',
		'/app.webmanifest',
		'/thu-tuc',
		'/thu-tuc/cap-ho-chieu'
	]);
});

it('lets browsers keep for ever only what carries its hash in its name', () => {
	expect(manifest['/_app/immutable/chunk.js']?.cache).toContain('immutable');
	expect(manifest['/']?.cache).toBe('no-cache');
});

it('says which compressed neighbours lie beside a file, and makes those that are missing', () => {
	expect(manifest['/thu-tuc']).toMatchObject({ br: true, gzip: false });
	expect(manifest['/app.webmanifest']).toMatchObject({ br: true, gzip: true });
	const stored = (ending: string): Buffer => readFileSync(join(folder, `app.webmanifest${ending}`));
	expect(brotliDecompressSync(stored('.br')).toString()).toContain('Ngoại vụ số');
	expect(gunzipSync(stored('.gz')).toString()).toContain('Ngoại vụ số');
});

it('changes the tag of a file with its content, and only then', () => {
	const before = { ...manifest };
	const after = manifestOf({ 'index.html': 'another home' });
	expect(after['/']?.etag).not.toBe(before['/']?.etag);
	expect(after['/thu-tuc']?.etag).toBe(before['/thu-tuc']?.etag);
});
