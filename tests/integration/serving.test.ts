import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { brotliCompressSync, brotliDecompressSync, gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeStaticManifest } from '../../scripts/static-manifest.ts';
import { ask } from '../support/api.ts';
import { startDisposableServer, type DisposableServer } from '../support/disposable-server.ts';

const CHUNK = `/* ${'a'.repeat(5000)} */`;
const FILES: Readonly<Record<string, string>> = {
	'index.html': '<!doctype html><title>Trang chủ</title>',
	'200.html': '<!doctype html><title>Khung</title>',
	'thu-tuc.html': '<!doctype html><title>Thủ tục</title>',
	'_app/immutable/chunks/a1.js': CHUNK,
	'_app/version.json': '{"version":"test"}',
	'service-worker.js': 'self.addEventListener("fetch", () => undefined);',
	'manifest.webmanifest': '{"name":"Ngoại vụ số"}',
	'icons/icon.png': '\x89PNG',
	'.secret': 'not served'
};

let webDir: string;
let server: DisposableServer;
beforeAll(async () => {
	webDir = mkdtempSync(join(tmpdir(), 'web-'));
	for (const [name, content] of Object.entries(FILES)) {
		const path = join(webDir, name);
		mkdirSync(dirname(path), { recursive: true });
		writeFileSync(path, content);
		if (!/\.(html|js|json)$/.test(name)) continue;
		writeFileSync(`${path}.br`, brotliCompressSync(content));
		writeFileSync(`${path}.gz`, gzipSync(content));
	}
	writeStaticManifest(webDir);
	server = await startDisposableServer({ webDir });
});
afterAll(async () => {
	await server.stop();
	rmSync(webDir, { recursive: true, force: true });
});

interface Raw {
	readonly status: number;
	readonly headers: Readonly<Record<string, string | string[] | undefined>>;
	readonly bytes: Buffer;
}

/** As it comes over the wire: `fetch` would decode it. */
function get(path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Raw> {
	return new Promise((resolve, reject) => {
		const sent = request(server.url + path, { method, headers }, (answer) => {
			const parts: Buffer[] = [];
			answer.on('data', (part: Buffer) => parts.push(part));
			answer.on('end', () =>
				resolve({
					status: answer.statusCode ?? 0,
					headers: answer.headers,
					bytes: Buffer.concat(parts)
				})
			);
		});
		sent.on('error', reject);
		sent.end();
	});
}

const BROWSER = { 'Accept-Encoding': 'gzip, deflate, br, zstd' };

describe('the web app', () => {
	it('comes in the best encoding the browser takes', async () => {
		const chunk = '/_app/immutable/chunks/a1.js';
		const best = await get(chunk, BROWSER);
		expect(best.headers['content-encoding']).toBe('br');
		expect(brotliDecompressSync(best.bytes).toString()).toBe(CHUNK);
		const gzip = await get(chunk, { 'Accept-Encoding': 'gzip' });
		expect(gunzipSync(gzip.bytes).toString()).toBe(CHUNK);
		const refused = await get(chunk, { 'Accept-Encoding': 'br;q=0, identity' });
		expect(refused.headers['content-encoding']).toBeUndefined();
		expect((await get(chunk)).bytes.toString()).toBe(CHUNK);
		for (const answer of [best, gzip, refused]) {
			expect(answer.headers['vary']).toContain('Accept-Encoding');
		}
	});

	it('is kept for ever where its name holds a hash, and asked for again elsewhere', async () => {
		const cache = async (path: string) => (await get(path, BROWSER)).headers['cache-control'];
		expect(await cache('/_app/immutable/chunks/a1.js')).toBe('public, max-age=31536000, immutable');
		for (const path of ['/', '/thu-tuc', '/service-worker.js', '/ho-so/x', '/_app/version.json']) {
			expect(await cache(path), path).toBe('no-cache');
		}
	});

	it('is answered 304 to a browser that has it, each encoding by its own tag', async () => {
		const first = await get('/thu-tuc', BROWSER);
		const etag = String(first.headers['etag']);
		const again = await get('/thu-tuc', { ...BROWSER, 'If-None-Match': etag });
		expect([again.status, again.bytes.length]).toEqual([304, 0]);
		expect((await get('/thu-tuc')).headers['etag']).not.toBe(etag);
		expect((await get('/thu-tuc', { 'If-None-Match': etag })).status).toBe(200);
	});

	it.each([
		['/', 'text/html; charset=utf-8'],
		['/_app/immutable/chunks/a1.js', 'text/javascript; charset=utf-8'],
		['/manifest.webmanifest', 'application/manifest+json; charset=utf-8'],
		['/icons/icon.png', 'image/png']
	])('says what %s is', async (path, type) => {
		expect((await get(path, BROWSER)).headers['content-type']).toBe(type);
	});

	it('answers HEAD like GET, without a body', async () => {
		const head = await get('/thu-tuc', BROWSER, 'HEAD');
		expect([head.status, head.bytes.length]).toEqual([200, 0]);
		expect(head.headers['content-encoding']).toBe('br');
	});

	it.each(['/ho-so/abc', '/cong-viec', '/en/cong-viec', '/200.html'])(
		'gives the frame for the private page %s',
		async (path) => {
			const answer = await get(path);
			expect([answer.status, answer.bytes.toString()]).toEqual([200, FILES['200.html']]);
		}
	);

	it.each([
		'/_app/immutable/chunks/gone.js',
		'/gone.png',
		'/.secret',
		'/.static-manifest.json',
		'/thu-tuc.html.br',
		'/..%2f..%2fetc%2fpasswd.txt',
		'/%2e%2e/%2e%2e/data.db',
		'/a%00b.js'
	])('has nothing at %s', async (path) => {
		const answer = await get(path, BROWSER);
		expect([400, 404]).toContain(answer.status);
		expect(answer.bytes.toString()).not.toContain('<title>');
	});

	it.each(['/api/gone', '/api/app/gone', '/api/collections/gone/records'])(
		'answers %s with JSON that says 404',
		async (path) => {
			const { status, body, headers } = await ask(server, 'GET', path);
			expect([status, body]).toEqual([404, expect.objectContaining({ status: 404 })]);
			expect(headers.get('content-type')).toContain('application/json');
		}
	);

	it.each(['/', '/ho-so/x', '/gone.js'])('carries its security headers at %s', async (path) => {
		const { headers } = await get(path, BROWSER);
		expect(headers['permissions-policy']).toContain('geolocation=()');
		expect(headers).toMatchObject({
			'content-security-policy': "frame-ancestors 'none'",
			'x-content-type-options': 'nosniff',
			'x-frame-options': 'DENY',
			'referrer-policy': 'same-origin',
			'cross-origin-opener-policy': 'same-origin'
		});
	});

	it('does not weigh each of its scripts down with what is said of pages', async () => {
		const { headers } = await get('/_app/immutable/chunks/a1.js', BROWSER);
		expect(headers['x-content-type-options']).toBe('nosniff');
		expect(Object.keys(headers)).not.toEqual(
			expect.arrayContaining([expect.stringMatching(/policy|x-frame|x-xss/)])
		);
	});
});

describe('the interface', () => {
	it('is never cached', async () => {
		const answer = await get('/api/app/settings');
		expect(answer.headers['cache-control']).toBe('no-store');
	});

	it('is open to pages of its own origin only', async () => {
		const allowed = async (origin: string) =>
			(await get('/api/app/settings', { Origin: origin })).headers['access-control-allow-origin'];
		expect(await allowed(server.url)).toBe(server.url);
		expect(await allowed('https://evil.example')).toBeUndefined();
	});

	it('lets nobody be superuser from elsewhere', async () => {
		const proxied = await startDisposableServer({ environment: { BEHIND_PROXY: '1' } });
		const { email, password } = proxied.superuser;
		const signIn = (headers: Record<string, string>) =>
			ask(proxied, 'POST', '/api/collections/_superusers/auth-with-password', {
				body: { identity: email, password },
				headers
			});
		const elsewhere = await signIn({ 'X-Real-IP': '203.0.113.9' });
		const here = await signIn({});
		await proxied.stop();
		expect(elsewhere.text).not.toContain('"token"');
		expect(here.status).toBe(200);
	});
});
