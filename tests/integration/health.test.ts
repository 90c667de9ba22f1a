import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import * as v from 'valibot';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchWorker } from '../../scripts/worker-process.ts';
import { ask } from '../support/api.ts';
import { startDisposableServer, type DisposableServer } from '../support/disposable-server.ts';
import { signInSuperuser } from '../support/people.ts';

let server: DisposableServer;
beforeAll(async () => {
	server = await startDisposableServer({
		environment: { PUBLIC_URL: 'https://ngoaivu.example.gov.vn' }
	});
});
afterAll(() => server.stop());

const Health = v.object({
	code: v.literal(200),
	data: v.object({
		worker: v.object({ seenAt: v.nullable(v.string()), secondsAgo: v.nullable(v.number()) })
	})
});

async function health() {
	const answer = await ask(server, 'GET', '/api/health');
	expect(answer.status).toBe(200);
	return v.parse(Health, answer.body).data.worker;
}

/** As a proxy passes on what was asked of it under its own name; `fetch` does not lend itself to that. */
async function askedAs(host: string): Promise<unknown> {
	const [answer] = (await once(
		get(`${server.url}/api/health`, { headers: { host } }),
		'response'
	)) as [IncomingMessage];
	return JSON.parse(await text(answer)) as unknown;
}

describe('the health of the server', () => {
	it('knows no worker before one was there', async () => {
		expect(await health()).toEqual({ seenAt: null, secondsAgo: null });
	});

	it('says how long ago the worker was heard of, also once it is dead', async () => {
		const worker = launchWorker(server.url, server.environment.WORKER_KEY);
		await expect.poll(async () => (await health()).seenAt, { timeout: 10_000 }).not.toBeNull();
		worker.kill('SIGKILL');
		await once(worker, 'exit');
		const { seenAt } = await health();
		await expect
			.poll(async () => (await health()).secondsAgo, { timeout: 10_000 })
			.toBeGreaterThanOrEqual(2);
		expect((await health()).seenAt, 'no beat came any more').toBe(seenAt);
	});

	it('is told under the public name too', async () => {
		const { data } = v.parse(Health, await askedAs('ngoaivu.example.gov.vn'));
		expect(data.worker.seenAt).not.toBeNull();
	});

	it('shows a superuser what the dashboard asks for', async () => {
		const { body } = await ask(server, 'GET', '/api/health', { as: await signInSuperuser(server) });
		expect(body).toMatchObject({ data: { canBackup: true, realIP: '127.0.0.1' } });
	});
});
