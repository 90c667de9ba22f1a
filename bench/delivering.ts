/** How fast push messages leave the ledger: by real workers, through a real server. */
import { setTimeout as pause } from 'node:timers/promises';
import { startDisposableServer } from '../tests/support/disposable-server.ts';
import { limitRates, signInSuperuser, sql } from '../tests/support/people.ts';
import { plantBacklog, plantSubscriptions } from '../tests/support/push-backlog.ts';
import { startPushService } from '../tests/support/push-service/service.ts';
import { PushKeys, PushWorker } from '../tests/support/push-workers.ts';
import { quantile } from './measure.ts';

export interface Delivering {
	/** Messages per second, from the start of the workers until a backlog was handed over. */
	readonly byOne: number;
	readonly byTwo: number;
	/** From an event until its message was handed over, while a backlog waits; milliseconds. */
	readonly besideBacklogP99: number;
	/** From one event until the last of its devices was told, seconds. */
	readonly manyDevicesSeconds: number;
}

export interface DeliveringScale {
	readonly backlog: number;
	/** Events that happen one after another while the backlog waits. */
	readonly events: number;
	readonly devices: number;
}

type Ask = (query: string) => Promise<Record<string, string>[]>;

const PHONES = 200;
const RECIPIENT = 'whoeverislistening'.slice(0, 15);

export async function measureDelivering(scale: DeliveringScale): Promise<Delivering> {
	const keys = new PushKeys();
	// It neither verifies nor decrypts, but takes its share of the processor.
	const service = await startPushService({ blind: true });
	const environment = keys.environment(service);
	const server = await startDisposableServer({ hooksPool: 16, environment });
	try {
		const superuser = await signInSuperuser(server);
		await limitRates(server, superuser, false);
		const ask: Ask = (query) => sql(server, superuser, query);
		const start = () => new PushWorker(server, service, keys);
		const subscribe = (count: number) =>
			plantSubscriptions(ask, service, count, keys.publicKey, RECIPIENT);
		const notifications = scale.backlog;

		const subscriptions = await subscribe(PHONES);
		const wait = (series: string) =>
			plantBacklog(ask, { notifications, subscriptions, recipient: RECIPIENT, series });
		await wait('a');
		const byOne = notifications / (await secondsUntilHandedOver(ask, [start]));
		await wait('b');
		const byTwo = notifications / (await secondsUntilHandedOver(ask, [start, start]));
		await wait('c');
		const besideBacklogP99 = quantile(await waitsBeside(ask, start, scale.events), 0.99);

		await ask('DELETE FROM push_subscriptions');
		await subscribe(scale.devices);
		const manyDevicesSeconds = await secondsForAllDevices(ask, start);
		return { byOne, byTwo, besideBacklogP99, manyDevicesSeconds };
	} finally {
		await server.stop();
		await service.stop();
		keys.remove();
	}
}

async function secondsUntilHandedOver(
	ask: Ask,
	starts: readonly (() => PushWorker)[]
): Promise<number> {
	const begin = performance.now();
	const workers = starts.map((start) => start());
	await untilNothingWaits(ask);
	const seconds = (performance.now() - begin) / 1_000;
	await Promise.all(workers.map((worker) => worker.end()));
	return seconds;
}

/** @returns how long each event waited, in order of length, milliseconds */
async function waitsBeside(ask: Ask, start: () => PushWorker, events: number): Promise<number[]> {
	const worker = start();
	for (let number = 0; number < events; number += 1) {
		await happens(ask, number);
		await pause(20);
	}
	await untilNothingWaits(ask);
	await worker.end();
	const rows = await ask(
		`SELECT (julianday(handedAt) - julianday(sendAfter)) * 86400000 AS ms
		FROM push_jobs WHERE id LIKE 'event%' ORDER BY ms`
	);
	return rows.map(({ ms }) => Number(ms));
}

/** Something that one phone is told of. */
async function happens(ask: Ask, number: number): Promise<void> {
	const id = `event${String(number).padStart(10, '0')}`;
	await notify(ask, id);
	await ask(`${JOBS} SELECT '${id}', '${id}', id, 'queued', ${fromNow(0)}, ${fromNow(1)}
		FROM push_subscriptions LIMIT 1`);
}

/** Something that all phones are told of. */
async function secondsForAllDevices(ask: Ask, start: () => PushWorker): Promise<number> {
	const worker = start();
	const begin = performance.now();
	const id = 'toldtoeverybody';
	await notify(ask, id);
	await ask(`${JOBS} SELECT 'm' || substr(id, 2), '${id}', id, 'queued', ${fromNow(0)}, ${fromNow(1)}
		FROM push_subscriptions`);
	await untilNothingWaits(ask);
	const seconds = (performance.now() - begin) / 1_000;
	await worker.end();
	return seconds;
}

const JOBS = 'INSERT INTO push_jobs (id, notification, subscription, state, sendAfter, expiresAt)';

async function notify(ask: Ask, id: string): Promise<void> {
	await ask(`INSERT INTO notifications (id, cause, event, dossier, recipientKind, recipient, channel,
		state, at, sendAfter, expiresAt)
		VALUES ('${id}', '${id}', 'received', '${id}', 'applicant', '${RECIPIENT}', 'push',
			'queued', ${fromNow(0)}, ${fromNow(0)}, ${fromNow(1)})`);
}

/** An instant as the server writes it. */
const fromNow = (days: number) => `strftime('%Y-%m-%dT%H:%M:%fZ', 'now', '+${days} day')`;

async function untilNothingWaits(ask: Ask): Promise<void> {
	for (;;) {
		const [row] = await ask("SELECT COUNT(*) AS n FROM push_jobs WHERE state = 'queued'");
		if (row?.['n'] === '0') return;
		await pause(100);
	}
}
