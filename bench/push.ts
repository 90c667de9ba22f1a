/** How fast notifications leave the house. */
import { fork, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { Agent } from 'node:https';
import { fileURLToPath } from 'node:url';
import * as v from 'valibot';
import webPush from 'web-push';
import { newKeyPair } from '../scripts/vapid.ts';
import { ownNetwork } from '../src/worker/push/dial.ts';
import { encrypt } from '../src/worker/push/encryption.ts';
import { PushSender } from '../src/worker/push/sender.ts';
import { Browser } from '../tests/support/push-browser.ts';
import { CERTIFICATE_FILE } from '../tests/support/push-service/service.ts';
import { median } from './measure.ts';

export interface Sending {
	/** Messages per second, medians of the rounds. */
	readonly ours: number;
	readonly library: number;
	/** Encryption alone: more than this nobody can send from one process. */
	readonly limit: number;
	/** Medians of the ratios of neighbouring rounds. */
	readonly againstLibrary: number;
	readonly againstLimit: number;
}

/** Under way at once, for both. */
const IN_FLIGHT = 64;
const PAYLOAD = Buffer.from('x'.repeat(320));
const SUBJECT = 'mailto:phong-ls@example.test';

/** Sends as fast as it can to a service on this machine, in turn with our sender and the library. */
export async function measureSending(rounds: number, seconds: number): Promise<Sending> {
	const sink = await startSink();
	const certificate = readFileSync(CERTIFICATE_FILE, 'utf8');
	const keys = { current: newKeyPair(Date.now()), former: [] };
	const endpoint = `${sink.origin}/push/1`;
	const browserKeys = new Browser().keys;

	const extra = { origin: sink.origin, certificate };
	const sender = new PushSender({ keys, subject: SUBJECT, extra, network: ownNetwork(extra) });
	const address = {
		id: 'aaaaaaaaaaaaaaa',
		lease: 'lease',
		endpoint,
		...browserKeys,
		vapidKey: keys.current.publicKey,
		urgency: 'normal',
		ttlSeconds: 60,
		topic: ''
	} as const;
	const ours = async (): Promise<void> => {
		const { outcome, reason } = await sender.send(address, PAYLOAD);
		if (outcome !== 'sent') throw new Error(`Not sent: ${reason}`);
	};

	const agent = new Agent({ keepAlive: true, maxSockets: IN_FLIGHT, ca: certificate });
	const { publicKey, privateKey } = keys.current;
	const library = async (): Promise<void> => {
		await webPush.sendNotification({ endpoint, keys: browserKeys }, PAYLOAD, {
			agent,
			TTL: 60,
			contentEncoding: 'aes128gcm',
			vapidDetails: { subject: SUBJECT, publicKey, privateKey }
		});
	};
	const limit = async (): Promise<void> => {
		encrypt(PAYLOAD, browserKeys);
	};

	for (const warm of [ours, library, limit]) await perSecond(warm, 0.5);
	const results: { ours: number; library: number; limit: number }[] = [];
	for (let round = 0; round < rounds; round += 1) {
		results.push({
			ours: await perSecond(ours, seconds),
			library: await perSecond(library, seconds),
			limit: await perSecond(limit, seconds)
		});
	}
	sender.close();
	agent.destroy();
	sink.stop();
	return {
		ours: median(results.map((result) => result.ours)),
		library: median(results.map((result) => result.library)),
		limit: median(results.map((result) => result.limit)),
		againstLibrary: median(results.map((result) => result.ours / result.library)),
		againstLimit: median(results.map((result) => result.ours / result.limit))
	};
}

async function perSecond(once: () => Promise<void>, seconds: number): Promise<number> {
	const begin = performance.now();
	const isOver = () => performance.now() - begin > seconds * 1_000;
	let done = 0;
	const lane = async (): Promise<void> => {
		for (; !isOver(); done += 1) await once();
	};
	await Promise.all(Array.from({ length: IN_FLIGHT }, lane));
	return (done * 1_000) / (performance.now() - begin);
}

const Started = v.object({ origin: v.string() });
const Counted = v.object({ requests: v.number() });

export interface Sink {
	readonly origin: string;
	/** Messages that came so far. */
	requests(): Promise<number>;
	stop(): void;
}

export async function startSink(): Promise<Sink> {
	const child: ChildProcess = fork(fileURLToPath(new URL('push-sink.ts', import.meta.url)), {
		execArgv: ['--import', 'tsx']
	});
	return {
		origin: v.parse(Started, await messageOf(child)).origin,
		async requests() {
			const answer = messageOf(child);
			child.send('requests');
			return v.parse(Counted, await answer).requests;
		},
		stop: () => child.disconnect()
	};
}

function messageOf(child: ChildProcess): Promise<unknown> {
	return new Promise((resolve) => {
		child.once('message', (message: unknown) => resolve(message));
	});
}
