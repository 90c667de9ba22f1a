import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import type { ChildProcess } from 'node:child_process';
import PocketBase from 'pocketbase';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchWorker } from '../../scripts/worker-process.ts';
import { startDisposableServer, type DisposableServer } from '../support/disposable-server.ts';
import { untilWorkerIsHeard } from '../support/worker.ts';

let server: DisposableServer;
let worker: ChildProcess;
let applicant: PocketBase;

beforeAll(async () => {
	server = await startDisposableServer({ seed: 'none' });
	worker = launchWorker(server.url, server.environment.WORKER_KEY);
	applicant = new PocketBase(server.url);
	applicant.autoCancellation(false);
	const account = { email: 'nguoi-nop@example.test', password: 'một mật khẩu thật dài' };
	await applicant.collection('applicants').create({
		...account,
		passwordConfirm: account.password,
		name: 'Người Nộp',
		kind: 'citizen',
		locale: 'vi'
	});
	await applicant.collection('applicants').authWithPassword(account.email, account.password);
	// What is promised is promised of a worker that runs.
	await untilWorkerIsHeard(server);
});

afterAll(async () => {
	if (worker.exitCode === null) {
		worker.kill('SIGTERM');
		await once(worker, 'exit');
	}
	await server.stop();
});

const PDF = Buffer.concat([
	Buffer.from('%PDF-1.7\n'),
	randomBytes(200_000),
	Buffer.from('%%EOF\n')
]);
const sha256Of = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

/** Sends {@link PDF}, declared to have this hash. */
async function send(sha256: string): Promise<string> {
	const id = randomBytes(10).toString('hex').slice(0, 15);
	await applicant.collection('attachments').create({
		id,
		dossier: randomBytes(10).toString('hex').slice(0, 15),
		paper: 'don',
		name: 'đơn.pdf',
		file: new File([PDF], 'đơn.pdf', { type: 'application/pdf' }),
		sha256,
		sizeBytes: PDF.length
	});
	return id;
}

const stateOf = async (id: string): Promise<unknown> =>
	(await applicant.collection('attachments').getOne(id)).state;

describe('the worker reads back what was stored', () => {
	it('so that a file that arrived whole is told as received within two seconds', async () => {
		const id = await send(sha256Of(PDF));
		await expect.poll(() => stateOf(id), { timeout: 2_000, interval: 50 }).toBe('verified');
	});

	it('and a file that is not what the device sent is told apart', async () => {
		const id = await send('0'.repeat(64));
		await expect.poll(() => stateOf(id), { timeout: 2_000, interval: 50 }).toBe('mismatch');
	});

	it('several at once, each for itself', async () => {
		const ids = await Promise.all(Array.from({ length: 8 }, () => send(sha256Of(PDF))));
		for (const id of ids) {
			await expect.poll(() => stateOf(id), { timeout: 5_000, interval: 50 }).toBe('verified');
		}
	});

	it('also after the server died and came back', async () => {
		await server.killAndRestart();
		const id = await send(sha256Of(PDF));
		await expect.poll(() => stateOf(id), { timeout: 10_000, interval: 100 }).toBe('verified');
	});

	it('and ends cleanly when it is told to', async () => {
		worker.kill('SIGTERM');
		const [code] = (await once(worker, 'exit')) as [number | null];
		expect(code).toBe(0);
	});
});

describe('a stranger without the key', () => {
	it.each([
		['GET', '/api/worker/attachments'],
		['GET', '/api/worker/attachments/aaaaaaaaaaaaaaa/content'],
		['POST', '/api/worker/attachments/aaaaaaaaaaaaaaa/content'],
		['GET', '/api/worker/attachments/aaaaaaaaaaaaaaa/parts/0'],
		['POST', '/api/worker/attachments/aaaaaaaaaaaaaaa/verdict'],
		['POST', '/api/worker/beat']
	])('is turned away at %s %s', async (method, path) => {
		for (const key of [undefined, '', 'x'.repeat(32)]) {
			const answer = await fetch(server.url + path, {
				method,
				headers: key === undefined ? {} : { 'X-Worker-Key': key }
			});
			expect(answer.status).toBe(401);
		}
	});
});
