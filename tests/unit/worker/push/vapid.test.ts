import { createPublicKey, verify } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import webPush from 'web-push';
import * as v from 'valibot';
import { newKeyPair } from '../../../../scripts/vapid.ts';
import { pairFor, type VapidKeys } from '../../../../src/worker/push/vapid-keys.ts';
import { VapidTokens } from '../../../../src/worker/push/vapid-token.ts';
import { checkVapid } from '../../../support/push-vapid.ts';

const ORIGIN = 'https://fcm.googleapis.com';
const SUBJECT = 'mailto:phong-ls@example.test';
const NOW = Date.parse('2026-11-28T08:00:00Z');
const HOUR = 60 * 60_000;

describe('The token for a push service', () => {
	it('is signed with the pair, for this service, for 12 hours', () => {
		const pair = newKeyPair(NOW);
		const authorization = new VapidTokens(SUBJECT).authorization(ORIGIN, pair, NOW);
		expect(checkVapid(authorization, ORIGIN, NOW)).toEqual({
			publicKey: pair.publicKey,
			claims: { aud: ORIGIN, exp: NOW / 1_000 + 12 * 60 * 60, sub: SUBJECT }
		});
	});

	it('has the form that the reference library gives its own, which our check takes as well', () => {
		const pair = newKeyPair(NOW);
		const theirs = webPush.getVapidHeaders(
			ORIGIN,
			SUBJECT,
			pair.publicKey,
			pair.privateKey,
			'aes128gcm',
			NOW / 1_000 + 60
		).Authorization;
		expect(checkVapid(theirs, ORIGIN, NOW).claims.aud).toBe(ORIGIN);
		const ours = new VapidTokens(SUBJECT).authorization(ORIGIN, pair, NOW);
		const form = (header: string) => header.replaceAll(/[\w-]{20,}/g, '_');
		expect(form(ours)).toBe(form(theirs));
		const head = (header: string) => /t=([\w-]+)\./.exec(header)?.[1] ?? '';
		expect(JSON.parse(Buffer.from(head(ours), 'base64url').toString())).toEqual(
			JSON.parse(Buffer.from(head(theirs), 'base64url').toString())
		);
	});

	it('is made once for service and pair, and anew an hour before it ends', () => {
		const tokens = new VapidTokens(SUBJECT);
		const pair = newKeyPair(NOW);
		const first = tokens.authorization(ORIGIN, pair, NOW);
		expect(tokens.authorization(ORIGIN, pair, NOW + 10.9 * HOUR)).toBe(first);
		const later = tokens.authorization(ORIGIN, pair, NOW + 11 * HOUR);
		expect(later).not.toBe(first);
		expect(checkVapid(later, ORIGIN, NOW + 11 * HOUR).publicKey).toBe(pair.publicKey);
		expect(tokens.authorization('https://web.push.apple.com', pair, NOW)).not.toBe(first);
		expect(tokens.authorization(ORIGIN, newKeyPair(NOW), NOW)).not.toBe(first);
	});
});

describe('The check of the test service', () => {
	const pair = newKeyPair(NOW);
	const good = new VapidTokens(SUBJECT).authorization(ORIGIN, pair, NOW);

	it.each([
		['for another service', good, 'https://web.push.apple.com', NOW],
		['that has ended', good, ORIGIN, NOW + 13 * HOUR],
		['that lives too long', good, ORIGIN, NOW - 13 * HOUR],
		['signed by another', good.replace(/k=.*/, `k=${newKeyPair(NOW).publicKey}`), ORIGIN, NOW],
		['without a subject', new VapidTokens('').authorization(ORIGIN, pair, NOW), ORIGIN, NOW],
		['of nobody', '', ORIGIN, NOW]
	])('refuses a token %s', (_what, authorization, origin, now) => {
		expect(() => checkVapid(authorization, origin, now)).toThrow();
	});
});

describe('A pair of keys', () => {
	it('is one of P-256 whose halves belong together', () => {
		const { publicKey } = newKeyPair(NOW);
		const point = Buffer.from(publicKey, 'base64url');
		expect(point).toHaveLength(65);
		const key = createPublicKey({
			format: 'jwk',
			key: {
				kty: 'EC',
				crv: 'P-256',
				x: point.subarray(1, 33).toString('base64url'),
				y: point.subarray(33).toString('base64url')
			}
		});
		expect(verify('sha256', Buffer.from('x'), key, Buffer.alloc(8))).toBe(false);
		expect(v.is(v.string(), publicKey)).toBe(true);
	});

	it('that was replaced serves what was made with it until its end', () => {
		const current = newKeyPair(NOW);
		const old = newKeyPair(NOW);
		const keys: VapidKeys = {
			current,
			former: [{ ...old, endsAt: new Date(NOW + HOUR).toISOString() }]
		};
		expect(pairFor(keys, current.publicKey, NOW)).toBe(current);
		expect(pairFor(keys, old.publicKey, NOW)?.privateKey).toBe(old.privateKey);
		expect(pairFor(keys, old.publicKey, NOW + HOUR)).toBeUndefined();
		expect(pairFor(keys, newKeyPair(NOW).publicKey, NOW)).toBeUndefined();
	});
});
