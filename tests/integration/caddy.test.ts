/** The door to the internet: our Caddyfile, run by a real Caddy in front of a real server. */
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import {
	connect,
	type ClientHttp2Session,
	type IncomingHttpHeaders as Http2Headers
} from 'node:http2';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeStaticManifest } from '../../scripts/static-manifest.ts';
import { startCaddy, type Caddy } from '../support/caddy.ts';
import { startDisposableServer, type DisposableServer } from '../support/disposable-server.ts';

let webDir: string;
let server: DisposableServer;
let caddy: Caddy;
let session: ClientHttp2Session;

beforeAll(async () => {
	webDir = mkdtempSync(join(tmpdir(), 'web-'));
	writeFileSync(join(webDir, 'service-worker.js'), '// of the app');
	writeFileSync(join(webDir, 'service-worker-removal.js'), '// removes itself');
	writeStaticManifest(webDir);
	server = await startDisposableServer({
		seed: 'none',
		webDir,
		environment: { BEHIND_PROXY: '1', SERVICE_WORKER: 'remove' }
	});
	caddy = await startCaddy(new URL(server.url).host);
	session = await open(caddy);
});
afterAll(async () => {
	session.close();
	await caddy.stop();
	await server.stop();
	rmSync(webDir, { recursive: true, force: true });
});

describe('Caddy in front of the server', () => {
	it('passes on the worker that takes a bad one off the devices, never an older copy', async () => {
		const answer = await get('/service-worker.js');
		expect([answer.status, answer.body]).toEqual([200, '// removes itself']);
		expect(answer.headers['cache-control']).toBe('no-cache');
	});

	it('speaks HTTP/2 over TLS and asks browsers never to come without TLS again', async () => {
		expect(session.alpnProtocol).toBe('h2');
		const answer = await get('/api/health');
		expect(answer.status).toBe(200);
		expect(answer.headers['strict-transport-security']).toMatch(/max-age=\d{8}/);
		expect(answer.headers.server).toBeUndefined();
	});

	it.each([
		'/_/',
		'/_',
		'/%5F/',
		'//_/',
		'/api/collections/_superusers/auth-with-password',
		'/api/collections/pbc_3142635823/auth-with-password',
		'/api/collections/%5Fsuperusers/auth-with-password',
		'/api/collections//_superusers/records',
		'/api/COLLECTIONS/_superusers/auth-methods',
		'/api/settings',
		'/api/logs',
		'/api/backups',
		'/api/sql',
		'/api/worker/attachments'
	])('keeps %s closed', async (path) => {
		const { status, body } = await get(path);
		expect(status).toBe(404);
		expect(body, 'an answer of the server, not of Caddy').toBe('');
	});

	it('knows the id under which the superusers could be reached as well', async () => {
		const { email, password } = server.superuser;
		const answer = await fetch(`${server.url}/api/collections/pbc_3142635823/auth-with-password`, {
			method: 'POST',
			headers: { 'Content-Type': 'application/json' },
			body: JSON.stringify({ identity: email, password })
		});
		expect(answer.status).toBe(200);
	});

	it('passes live events on at once', async () => {
		const stream = session.request({ ':path': '/api/realtime', accept: 'text/event-stream' });
		const [chunk] = (await once(stream, 'data')) as [Buffer];
		expect(chunk.toString()).toContain('PB_CONNECT');
		stream.close();
	});
});

describe('Caddy in front of a server that tells what it got', () => {
	let seen: IncomingHttpHeaders = {};
	const echo = createServer((request, response) => {
		seen = request.headers;
		request.on('end', () => response.end()).resume();
	});
	let front: Caddy;
	let visitor: ClientHttp2Session;

	beforeAll(async () => {
		await once(echo.listen(0, '127.0.0.1'), 'listening');
		const address = echo.address();
		if (address === null || typeof address === 'string') throw new Error('no port');
		front = await startCaddy(`127.0.0.1:${address.port}`);
		visitor = await open(front);
	});
	afterAll(async () => {
		visitor.close();
		await front.stop();
		echo.close();
	});

	it('says where the visitor really is, whatever the visitor says', async () => {
		await read(visitor, {
			':path': '/',
			'x-real-ip': '203.0.113.9',
			'x-forwarded-for': '203.0.113.9'
		});
		expect(seen['x-real-ip']).toMatch(/^(127\.0\.0\.1|::1)$/);
		expect(seen['x-forwarded-for']).not.toContain('203.0.113.9');
	});

	it('has no second request on a connection, into which the rest of a first could be slipped', async () => {
		await read(visitor, { ':path': '/' });
		expect(seen.connection).toBe('close');
	});

	it('refuses a request longer than any of ours', async () => {
		const post = { ':method': 'POST', ':path': '/api/collections/attachments/records' };
		const small = await read(visitor, post, Buffer.alloc(900_000));
		const large = await read(visitor, post, Buffer.alloc(1_100_000));
		expect([small.status, large.status]).toEqual([200, 413]);
	});
});

async function open({ url }: Caddy): Promise<ClientHttp2Session> {
	const opened = connect(url, { rejectUnauthorized: false });
	await once(opened, 'connect');
	return opened;
}

function get(path: string) {
	return read(session, { ':path': path });
}

async function read(on: ClientHttp2Session, request: Record<string, string>, content?: Buffer) {
	const stream = on.request(request);
	let headers: Http2Headers = {};
	let body = '';
	stream.on('response', (received) => (headers = received));
	stream.on('data', (chunk: Buffer) => (body += chunk.toString()));
	stream.on('error', () => undefined); // a refused request is cut off while it is being sent
	// Listened for from the beginning: answer and end of a refused request can come together.
	const closed = new Promise<void>((resolve) => stream.once('close', () => resolve()));
	stream.end(content);
	await closed;
	return { status: headers[':status'], headers, body };
}
