import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { newKeyPair } from '../../../../scripts/vapid.ts';
import { ownNetwork, type ExtraService } from '../../../../src/worker/push/dial.ts';
import { PushSender, type PushAddress } from '../../../../src/worker/push/sender.ts';
import type { VapidKeys } from '../../../../src/worker/push/vapid-keys.ts';
import {
	CERTIFICATE_FILE,
	startPushService,
	type PushServiceForTests,
	type Subscription
} from '../../../support/push-service/service.ts';

const SUBJECT = 'mailto:phong-ls@example.test';

const keys: VapidKeys = {
	current: newKeyPair(Date.now()),
	former: [
		{ ...newKeyPair(Date.now()), endsAt: new Date(Date.now() + 86_400_000).toISOString() },
		{ ...newKeyPair(Date.now()), endsAt: new Date(Date.now() - 1).toISOString() }
	]
};
const [former, ended] = keys.former;

let service: PushServiceForTests;
let sender: PushSender;

function senderTo({ origin }: { readonly origin: string }, answerWithinMs = 10_000): PushSender {
	const extra: ExtraService = { origin, certificate: readFileSync(CERTIFICATE_FILE, 'utf8') };
	const network = ownNetwork(extra);
	return new PushSender({
		keys,
		subject: SUBJECT,
		network,
		extra,
		answerWithinMs
	});
}

function addressOf(subscription: Subscription, change: Partial<PushAddress> = {}): PushAddress {
	const { endpoint, keys: browserKeys, vapidKey } = subscription;
	return {
		id: 'aaaaaaaaaaaaaaa',
		lease: 'lease',
		endpoint,
		...browserKeys,
		vapidKey,
		urgency: 'normal',
		ttlSeconds: 60,
		topic: '',
		...change
	};
}

const send = (change: Partial<PushAddress> = {}, text = 'Hồ sơ có cập nhật') =>
	sender.send(addressOf(service.subscribe(keys.current.publicKey), change), Buffer.from(text));

beforeEach(async () => {
	service = await startPushService();
	sender = senderTo(service);
});

afterEach(async () => {
	sender.close();
	await service.stop();
});

describe('A message', () => {
	it('arrives as it was written, with how urgent it is and for how long it counts', async () => {
		const sent = await send({ urgency: 'high', ttlSeconds: 86_400, topic: 'Zm9v_-' });
		expect(sent).toEqual({ id: 'aaaaaaaaaaaaaaa', lease: 'lease', outcome: 'sent', status: 201 });
		expect(service.deliveries).toMatchObject([
			{
				text: 'Hồ sơ có cập nhật',
				urgency: 'high',
				ttl: '86400',
				topic: 'Zm9v_-',
				httpVersion: '2.0',
				vapid: { publicKey: keys.current.publicKey, claims: { sub: SUBJECT } }
			}
		]);
	});

	it('shares one connection with all others, many at a time', async () => {
		const results = await Promise.all(Array.from({ length: 200 }, () => send()));
		expect(results.every(({ outcome }) => outcome === 'sent')).toBe(true);
		expect(service.deliveries).toHaveLength(200);
		expect(service.connections()).toBe(1);
	});

	it('goes by HTTP/1.1 over connections kept open, where the service speaks no other', async () => {
		await service.stop();
		service = await startPushService({ http1Only: true });
		sender = senderTo(service);
		for (let round = 0; round < 3; round += 1) {
			const results = await Promise.all(Array.from({ length: 10 }, () => send()));
			expect(results.map(({ outcome }) => outcome)).toEqual(Array(10).fill('sent'));
		}
		expect(service.deliveries.every(({ httpVersion }) => httpVersion === '1.1')).toBe(true);
		expect(service.connections()).toBeLessThanOrEqual(11);
	});

	it('is signed with the key that its subscription was made with, until that key ends', async () => {
		const subscription = service.subscribe(former?.publicKey ?? '');
		const sent = await sender.send(addressOf(subscription), Buffer.from('một'));
		expect(sent.outcome).toBe('sent');
		expect(service.deliveries[0]?.vapid.publicKey).toBe(former?.publicKey);
		const late = service.subscribe(ended?.publicKey ?? '');
		expect(await sender.send(addressOf(late), Buffer.from('một'))).toMatchObject({
			outcome: 'gone',
			reason: 'key_ended'
		});
	});

	it('longer than 3 KB is not sent', async () => {
		expect(await send({}, 'x'.repeat(3_072))).toMatchObject({ outcome: 'sent' });
		expect(await send({}, 'x'.repeat(3_073))).toMatchObject({
			outcome: 'failed',
			reason: 'too_long'
		});
		expect(service.requests()).toBe(1);
	});

	it('for a subscription whose keys are none is not sent, and the subscription is given up', async () => {
		expect(await send({ p256dh: 'AAAA' })).toMatchObject({
			outcome: 'gone',
			reason: 'unusable_keys'
		});
		expect(service.requests()).toBe(0);
	});
});

describe('The answer of the service', () => {
	it.each([
		[200, 'sent'],
		[202, 'sent'],
		[400, 'failed'],
		[401, 'failed'],
		[403, 'failed'],
		[404, 'gone'],
		[410, 'gone'],
		[413, 'failed'],
		[429, 'again'],
		[500, 'again'],
		[503, 'again']
	] as const)('%i means: %s', async (status, outcome) => {
		service.behave({ kind: 'refuse', status });
		expect(await send()).toMatchObject({ outcome, status });
	});

	it('403 to a key that was replaced means that the phone must subscribe anew', async () => {
		service.behave({ kind: 'refuse', status: 403 });
		const subscription = service.subscribe(former?.publicKey ?? '');
		expect(await sender.send(addressOf(subscription), Buffer.from('một'))).toMatchObject({
			outcome: 'gone',
			status: 403
		});
	});

	it.each([
		['in seconds', '120', 120_000, 120_000],
		['as a date', new Date(Date.now() + 600_000).toUTCString(), 500_000, 600_000],
		['beyond a day', '999999999', 86_400_000, 86_400_000]
	])('says %s when to come again', async (_what, retryAfter, least, most) => {
		service.behave({ kind: 'refuse', status: 429, retryAfter });
		const { retryAfterMs } = await send();
		expect(retryAfterMs).toBeGreaterThanOrEqual(least);
		expect(retryAfterMs).toBeLessThanOrEqual(most);
	});

	it('to look elsewhere is not followed', async () => {
		const elsewhere = await startPushService();
		service.behave({ kind: 'redirect', to: `${elsewhere.origin}/push/1` });
		expect(await send()).toMatchObject({ outcome: 'failed', status: 307 });
		expect(elsewhere.connections()).toBe(0);
		await elsewhere.stop();
	});

	it('that never comes is not waited for', async () => {
		sender = senderTo(service, 300);
		service.behave({ kind: 'hang' });
		expect(await send()).toMatchObject({ outcome: 'again', status: 0, reason: 'timeout' });
	});

	it('that is lost on the way leaves the message to be tried again', async () => {
		service.behave({ kind: 'unheard' });
		expect(await send()).toMatchObject({ outcome: 'again', status: 0, reason: 'connection' });
		expect(service.unheard()).toBe(1);
	});
});

describe('A service that is away', () => {
	it('is tried, then left alone, and found again when it is back', async () => {
		const before = await send();
		await service.goAway();
		const tries = [await send(), await send(), await send()];
		expect(before.outcome).toBe('sent');
		expect(tries.map(({ outcome }) => outcome)).toEqual(['again', 'again', 'resting']);
		expect(tries.at(-1)?.retryAfterMs).toBeGreaterThan(0);
		await service.comeBack();
		await expect.poll(async () => (await send()).outcome, { timeout: 5_000 }).toBe('sent');
	});

	it('that hangs three times is left alone, so that others are not held up', async () => {
		sender = senderTo(service, 300);
		service.behave({ kind: 'hang' });
		for (let times = 0; times < 3; times += 1) await send();
		expect(await send()).toMatchObject({ outcome: 'resting' });
		const requests = service.requests();
		service.behave({ kind: 'take' });
		await expect.poll(async () => (await send()).outcome, { timeout: 5_000 }).toBe('sent');
		expect(service.requests()).toBe(requests + 1);
	});

	it('that closes a connection in good order loses nothing', async () => {
		await send();
		const results = await Promise.all([send(), send(), service.goAway().then(() => 'away')]);
		expect(results).toContain('away');
		await service.comeBack();
		await expect.poll(async () => (await send()).outcome, { timeout: 5_000 }).toBe('sent');
	});

	it('that shows the certificate of another is not spoken to', async () => {
		const network = ownNetwork(undefined);
		const extra: ExtraService = { origin: service.origin, certificate: '' };
		const stranger = new PushSender({ keys, subject: SUBJECT, network, extra });
		const address = addressOf(service.subscribe(keys.current.publicKey));
		expect(await stranger.send(address, Buffer.from('một'))).toMatchObject({
			outcome: 'again',
			reason: 'connection'
		});
		expect(service.requests()).toBe(0);
	});
});
