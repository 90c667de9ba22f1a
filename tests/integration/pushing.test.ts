import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import * as v from 'valibot';
import { pushPayloadSchema } from '$domain/notification/payload.ts';
import { act, ask } from '../support/api.ts';
import { startDisposableServer, type DisposableServer } from '../support/disposable-server.ts';
import { Ledger } from '../support/ledger.ts';
import { signInCast, type Cast } from '../support/people.ts';
import { plantBacklog, plantSubscriptions } from '../support/push-backlog.ts';
import { startPushService, type PushServiceForTests } from '../support/push-service/service.ts';
import { PushKeys, PushWorker } from '../support/push-workers.ts';
import { counterRegistration, Journey } from '../support/travel-request.ts';

const keys = new PushKeys();
let service: PushServiceForTests;
let server: DisposableServer;
let cast: Cast;
let ledger: Ledger;
let workers: PushWorker[];

beforeAll(async () => {
	service = await startPushService();
	server = await startDisposableServer({
		hooksPool: 16,
		environment: keys.environment(service)
	});
	cast = await signInCast(server);
	ledger = new Ledger(server, cast);
});

afterAll(async () => {
	await server.stop();
	await service.stop();
	keys.remove();
});

beforeEach(async () => {
	await ledger.clear();
	service.behave({ kind: 'take' });
	workers = [];
});

afterEach(async () => {
	for (const worker of workers) await worker.end();
});

function startWorker(): PushWorker {
	const worker = new PushWorker(server, service, keys);
	workers.push(worker);
	return worker;
}

const sql = (query: string) => ledger.sql(query);

async function count(what: string): Promise<number> {
	const [row] = await sql(`SELECT COUNT(*) AS n FROM ${what}`);
	return Number(row?.n);
}

/** The applicant's phone subscribes at the service, and tells our server. */
async function subscribe(): Promise<string> {
	const { endpoint, keys: browserKeys, vapidKey } = service.subscribe(keys.publicKey);
	const answer = await ask(server, 'PUT', '/api/app/push-subscription', {
		as: cast.applicant,
		body: { endpoint, keys: browserKeys, vapidKey }
	});
	expect(answer.status, answer.text).toBe(200);
	return endpoint;
}

async function register(): Promise<{ readonly id: string; readonly dossier: string }> {
	const intent = await counterRegistration(server, cast.applicant.id);
	expect((await act(server, cast.receivingOfficer, intent)).status).toBe(200);
	return intent;
}

const arrived = (endpoint: string) =>
	service.deliveries.filter((delivery) => delivery.endpoint === endpoint);

const stateOf = async (cause: string, channel: string): Promise<string> => {
	const states = await ledger.states(cause, cast.applicant.id);
	return states.find((state) => state.startsWith(channel))?.slice(channel.length + 1) ?? '';
};

/** What the ledger says of the push, once it does not wait any more. */
const end = (cause: string) =>
	expect.poll(() => stateOf(cause, 'push'), { timeout: 20_000, interval: 50 });

describe('What an officer does', () => {
	it('reaches the phone within seconds, in words that tell nothing of the dossier', async () => {
		const endpoint = await subscribe();
		startWorker();
		const { id, dossier } = await register();
		await end(id).toBe('sent');
		const [delivery, ...more] = arrived(endpoint);
		expect(more).toEqual([]);
		const payload = v.parse(pushPayloadSchema, JSON.parse(delivery?.text ?? ''));
		expect(payload).toMatchObject({ tag: `dossier:${dossier}`, url: `/ho-so/${dossier}` });
		expect((await ledger.acknowledge(payload.ack)).status).toBe(200);
		expect(await stateOf(id, 'push')).toBe('delivered');
		expect(await stateOf(id, 'mail')).toBe('superseded');
	});

	it('reaches the mailbox where no phone asked to be told', async () => {
		startWorker();
		const { id, dossier } = await register();
		await expect.poll(() => stateOf(id, 'mail'), { timeout: 20_000 }).toBe('sent');
		const link = `${server.url}/ho-so/${dossier}`;
		expect(await count(`mail_outbox WHERE text LIKE '%${link}%'`)).toBe(1);
	});

	it('is not sent twice by two workers', async () => {
		const endpoint = await subscribe();
		startWorker();
		startWorker();
		const journey = await Journey.submitted(server, cast);
		await end(journey.last.action.id).toBe('sent');
		const received = await journey.take(cast.receivingOfficer, 'receive', { remark: '' });
		await end(received.action.id).toBe('sent');
		expect(arrived(endpoint)).toHaveLength(2);
	});
});

describe('What the push service answers', () => {
	it.each([
		[{ kind: 'refuse', status: 404 }, 'failed', 0],
		[{ kind: 'refuse', status: 410 }, 'failed', 0],
		[{ kind: 'refuse', status: 413 }, 'failed', 1],
		[{ kind: 'refuse', status: 400 }, 'failed', 1],
		[{ kind: 'redirect', to: 'https://localhost:1/' }, 'failed', 1]
	] as const)('%j ends it, and the mail is due at once', async (behaviour, state, left) => {
		service.behave(behaviour);
		await subscribe();
		startWorker();
		const { id } = await register();
		await end(id).toBe(state);
		expect(await count('push_subscriptions')).toBe(left);
		await expect.poll(() => stateOf(id, 'mail'), { timeout: 20_000 }).toBe('sent');
	});

	it.each([
		[{ kind: 'refuse', status: 429, retryAfter: '1' }],
		[{ kind: 'refuse', status: 500 }],
		[{ kind: 'hang' }],
		[{ kind: 'unheard' }]
	] as const)('%j is tried again, until it is taken', async (behaviour) => {
		const endpoint = await subscribe();
		const unheardBefore = service.unheard();
		service.behave(behaviour);
		startWorker();
		const { id } = await register();
		await expect
			.poll(() => count("push_jobs WHERE attempts > 0 AND state = 'queued'"), { timeout: 20_000 })
			.toBe(1);
		service.behave({ kind: 'take' });
		await end(id).toBe('sent');
		// The service has it again for each answer that was lost; the phone shows it once, by its tag.
		const unheard = service.unheard() - unheardBefore;
		expect(unheard > 0).toBe(behaviour.kind === 'unheard');
		expect(arrived(endpoint)).toHaveLength(1 + unheard);
	});

	it('five times nothing is the end, and the mail takes its place', async () => {
		service.behave({ kind: 'refuse', status: 503 });
		await subscribe();
		startWorker();
		const { id } = await register();
		for (let failures = 1; failures < 5; failures += 1) {
			await expect
				.poll(() => count(`push_jobs WHERE attempts = ${failures}`), { timeout: 20_000 })
				.toBe(1);
			await sql("UPDATE push_jobs SET sendAfter = '2000'"); // the pause has passed
		}
		await end(id).toBe('failed');
		await expect.poll(() => stateOf(id, 'mail'), { timeout: 20_000 }).toBe('sent');
	});
});

describe('A push service that is away', () => {
	/** Longer by hand: 60, 300. */
	const SECONDS = Number(process.env.PUSH_AWAY_SECONDS ?? 10);
	const timeout = 120_000 + SECONDS * 2_000;

	it(`for ${SECONDS} seconds: everything arrives afterwards, once`, { timeout }, async () => {
		const subscriptions = await plantSubscriptions(
			sql,
			service,
			20,
			keys.publicKey,
			cast.applicant.id
		);
		const before = service.deliveries.length;
		await service.goAway();
		startWorker();
		await plantBacklog(sql, { notifications: 200, subscriptions, recipient: cast.applicant.id });
		await pause(SECONDS * 1_000);
		await service.comeBack();
		// Who was tried twice while it was away waits for half a minute.
		await expect
			.poll(() => count("push_jobs WHERE state = 'sent'"), {
				timeout: 90_000 + SECONDS * 1_000,
				interval: 250
			})
			.toBe(200);
		const texts = service.deliveries.slice(before).map(({ text }) => text);
		expect(texts).toHaveLength(200);
		expect(new Set(texts).size).toBe(200);
	});
});

describe('A worker killed at any moment', () => {
	const JOBS = Number(process.env.PUSH_JOBS ?? 10_000);
	const KILLS = 10;

	it(`sends ${JOBS} messages, each once by the ledger`, { timeout: 300_000 }, async () => {
		const recipient = cast.applicant.id;
		const subscriptions = await plantSubscriptions(sql, service, 50, keys.publicKey, recipient);
		const before = service.deliveries.length;
		await plantBacklog(sql, { notifications: JOBS, subscriptions, recipient });
		const arrivals = () =>
			service.deliveries
				.slice(before)
				.map(({ text, line }) => ({ id: v.parse(Id, JSON.parse(text)).id, line }));

		/** For each killed worker: the last line that was its own, and what the ledger did not know as sent. */
		const killed: { readonly line: number; readonly waiting: ReadonlySet<string> }[] = [];
		/** It arrived, and the worker died before the ledger knew. */
		const isUntold = ({ id, line }: { readonly id: string; readonly line: number }): boolean =>
			killed.find((worker) => line <= worker.line)?.waiting.has(id) ?? false;
		for (let kill = 1; kill <= KILLS; kill += 1) {
			const worker = new PushWorker(server, service, keys);
			const until = (JOBS * kill) / (KILLS + 2) + Math.random() * 100;
			await expect
				.poll(() => service.deliveries.length - before, { timeout: 60_000, interval: 5 })
				.toBeGreaterThan(until);
			await worker.end('SIGKILL');
			// In one row: the superuser's console shows the first thousand.
			const [row] = await sql(
				"SELECT GROUP_CONCAT(notification) AS list FROM push_jobs WHERE state = 'queued'"
			);
			killed.push({ line: service.lines(), waiting: new Set(row?.list?.split(',')) });
			// The minute of the lease has passed.
			await sql("UPDATE push_jobs SET leaseUntil = '' WHERE state = 'queued'");
		}
		startWorker();
		startWorker();
		await expect
			.poll(() => count("push_jobs WHERE state != 'sent'"), { timeout: 120_000, interval: 250 })
			.toBe(0);

		expect(await count("notifications WHERE channel = 'push' AND state = 'sent'")).toBe(JOBS);
		expect(await count('push_jobs WHERE attempts > 0')).toBe(0);
		const all = arrivals();
		expect(new Set(all.map(({ id }) => id)).size).toBe(JOBS);
		const told = all.filter((arrival) => !isUntold(arrival)).map(({ id }) => id);
		console.info(
			`${JOBS} messages, ${KILLS} kills: ${all.length - JOBS} arrived again, ${all.length - told.length} untold at a kill`
		);
		expect(told.filter((id, at) => told.indexOf(id) !== at)).toEqual([]);
	});
});

const Id = v.object({ id: v.string() });
