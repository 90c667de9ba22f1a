/**
 * Nobody turns the worker against a door of their choice: every connection it makes is made to the
 * canary, which counts them.
 */
import { once } from 'node:events';
import { createServer, connect, type AddressInfo, type Server } from 'node:net';
import { connect as connectTls, type TLSSocket } from 'node:tls';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newKeyPair } from '../../../../scripts/vapid.ts';
import type { Network } from '../../../../src/worker/push/dial.ts';
import { PushSender, type PushAddress } from '../../../../src/worker/push/sender.ts';
import { Browser } from '../../../support/push-browser.ts';

const keys = { current: newKeyPair(Date.now()), former: [] };
const ALLOWED = 'fcm.googleapis.com';
const PRIVATE = [
	'10.0.0.1',
	'127.0.0.1',
	'169.254.169.254',
	'172.20.1.1',
	'192.168.0.1',
	'100.64.3.2',
	'::1',
	'::ffff:10.0.0.1',
	'fd00::1',
	'fe80::1'
];

let canary: Server;
let port: number;
let knocks = 0;

beforeAll(async () => {
	canary = createServer((socket) => {
		knocks += 1;
		socket.destroy();
	});
	await once(canary.listen(0, '127.0.0.1'), 'listening');
	port = (canary.address() as AddressInfo).port;
});
afterAll(() => canary.close());

/** Names are answered as `resolve` says; whatever is connected to, it is the canary that is reached. */
function network(resolve: (host: string) => string[]): Network & { readonly reached: string[] } {
	const reached: string[] = [];
	return {
		reached,
		resolve: async (host) => resolve(host),
		async connect(address): Promise<TLSSocket> {
			reached.push(address);
			const socket = connectTls({ socket: connect(port, '127.0.0.1'), servername: ALLOWED });
			await once(socket, 'secureConnect');
			return socket;
		}
	};
}

const send = (over: Network, endpoint: string) => {
	const { p256dh, auth } = new Browser().keys;
	const address: PushAddress = {
		id: 'aaaaaaaaaaaaaaa',
		lease: 'lease',
		endpoint,
		p256dh,
		auth,
		vapidKey: keys.current.publicKey,
		urgency: 'normal',
		ttlSeconds: 60,
		topic: ''
	};
	const sender = new PushSender({ keys, subject: 'mailto:a@example.test', network: over });
	return sender.send(address, Buffer.from('một')).finally(() => sender.close());
};

const label = fc.stringMatching(/^[a-z0-9]{1,12}$/);
const door = fc.constantFrom(...PRIVATE.map((ip) => (ip.includes(':') ? `[${ip}]` : ip)));
const known = fc.constantFrom(
	ALLOWED,
	'updates.push.services.mozilla.com',
	'web.push.apple.com',
	'a.notify.windows.com'
);
/** Each a way in which somebody tried to get past a check of addresses. */
const hostile: fc.Arbitrary<string> = fc.oneof(
	fc.tuple(known, door).map(([host, to]) => `https://${host}@${to}/x`),
	fc.tuple(known, door).map(([host, to]) => `https://${host}:443@${to}:443/x`),
	fc.tuple(known, label).map(([host, evil]) => `https://${host}.${evil}.vn/x`),
	fc.tuple(known, label).map(([host, evil]) => `https://${evil}-${host}/x`.replace('-a.', '-')),
	fc.tuple(known, label).map(([host, evil]) => `https://${evil}.vn/x.${host}`),
	fc.tuple(known, label).map(([host, evil]) => `https://${evil}.vn\\@${host}/x`),
	fc.tuple(known, label).map(([host, evil]) => `https://${evil}.vn#@${host}/x`),
	fc.tuple(known, label).map(([host, evil]) => `https://${evil}.vn?.${host}/x`),
	fc
		.tuple(known, fc.integer({ min: 1, max: 65_535 }))
		.map(([host, at]) => `https://${host}:${at}/x`),
	known.map((host) => `https://${host}./x`),
	known.map((host) => `http://${host}/x`),
	known.map((host) => `https://${host.replace('o', 'о')}/x`),
	known.map((host) => `https://xn--${host}/x`),
	known.map((host) => `https://${host.replaceAll('.', '。')}/x`),
	known.map((host) => `https://${host}\u0000.evil.vn/x`),
	known.map((host) => `https://${host}/x\r\nHost: evil.vn`),
	door.map((to) => `https://${to}/x`),
	fc.nat().map((number) => `https://${number}/x`),
	fc.webUrl({ validSchemes: ['https', 'http', 'ftp'] })
);

describe('An endpoint that somebody chose', () => {
	it('outside the list is not knocked at: 1,000 of them', async () => {
		const before = knocks;
		const own = network(() => ['8.8.8.8']);
		const endpoints = fc
			.sample(hostile, { numRuns: 1_400, seed: 42 })
			// Apple and Microsoft may have any host below theirs; that is no way out.
			.filter((text) => !/^https:\/\/[a-z0-9-]+\.(push\.apple|notify\.windows)\.com\/x$/.test(text))
			.slice(0, 1_000);
		expect(endpoints).toHaveLength(1_000);
		for (const endpoint of endpoints) {
			expect(await send(own, endpoint), endpoint).toMatchObject({
				outcome: 'failed',
				reason: 'endpoint_not_allowed'
			});
		}
		expect(own.reached).toEqual([]);
		expect(knocks).toBe(before);
	});

	it('whose name leads into a private network is not knocked at', async () => {
		const before = knocks;
		for (const address of PRIVATE) {
			const own = network(() => [address]);
			expect(await send(own, `https://${ALLOWED}/x`), address).toMatchObject({
				outcome: 'again',
				reason: 'no_public_address'
			});
			expect(own.reached).toEqual([]);
		}
		expect(knocks).toBe(before);
	});

	it('whose name changes between the look and the step is reached where it was looked at', async () => {
		let asked = 0;
		const own = network(() => (asked++ % 2 === 0 ? ['8.8.8.8', '10.0.0.1'] : ['10.0.0.1']));
		for (let times = 0; times < 10; times += 1) await send(own, `https://${ALLOWED}/x`);
		expect(new Set(own.reached)).toEqual(new Set(['8.8.8.8']));
		expect(asked).toBe(10);
	});

	it('of a real service is knocked at, so that the canary would have noticed', async () => {
		const before = knocks;
		const own = network(() => ['8.8.8.8']);
		expect(await send(own, `https://${ALLOWED}/x`)).toMatchObject({ outcome: 'again' });
		expect(own.reached).toEqual(['8.8.8.8']);
		await expect.poll(() => knocks).toBe(before + 1);
	});
});
