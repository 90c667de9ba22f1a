import { createECDH, randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import webPush from 'web-push';
import {
	encrypt,
	MOST_PLAINTEXT_BYTES,
	UnusableKeys
} from '../../../../src/worker/push/encryption.ts';
import { Browser } from '../../../support/push-browser.ts';

const bytes = (text: string): Buffer => Buffer.from(text.replaceAll(/\s/g, ''), 'base64url');

describe('A push message', () => {
	it('is encrypted as the example of RFC 8291, section 5 and appendix A', () => {
		const body = encrypt(
			Buffer.from('When I grow up, I want to be a watermelon'),
			{
				p256dh:
					'BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4',
				auth: 'BTBZMqHH6r4Tts7J_aSIgg'
			},
			{
				privateKey: bytes('yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw'),
				salt: bytes('DGv6ra1nlYgDCS1FRnbzlw')
			}
		);
		expect(body.toString('base64url')).toBe(
			bytes(`
				DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27ml
				mlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPT
				pK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN
			`).toString('base64url')
		);
	});

	it('of any length is read by the browser it is for', () => {
		const browser = new Browser();
		for (const length of [0, 1, 15, 16, 17, 320, 3_072, MOST_PLAINTEXT_BYTES]) {
			const plaintext = randomBytes(length);
			const read = browser.decrypt(encrypt(plaintext, browser.keys));
			expect(read.equals(plaintext), `${length} bytes`).toBe(true);
		}
	});

	it('is read by the same browser when the reference library encrypts it', () => {
		const browser = new Browser();
		const { p256dh, auth } = browser.keys;
		const { cipherText } = webPush.encrypt(p256dh, auth, 'Hồ sơ có cập nhật', 'aes128gcm');
		expect(browser.decrypt(cipherText).toString()).toBe('Hồ sơ có cập nhật');
	});

	it('equals that of the reference library up to the keys made anew', () => {
		const browser = new Browser();
		const { p256dh, auth } = browser.keys;
		const plaintext = 'Hồ sơ của bạn có cập nhật';
		const theirs = webPush.encrypt(p256dh, auth, plaintext, 'aes128gcm').cipherText;
		const ours = encrypt(Buffer.from(plaintext), browser.keys);
		expect(ours.length).toBe(theirs.length);
		expect(ours.subarray(16, 21)).toEqual(theirs.subarray(16, 21));
	});

	it('is read by no other browser, and not at all when a bit was changed', () => {
		const browser = new Browser();
		const body = encrypt(Buffer.from('một'), browser.keys);
		expect(() => new Browser().decrypt(body)).toThrow();
		for (const at of [0, 25, body.length - 20, body.length - 1]) {
			const changed = Buffer.from(body);
			changed.writeUInt8(changed.readUInt8(at) ^ 1, at);
			expect(() => browser.decrypt(changed), `byte ${at}`).toThrow();
		}
	});

	it('has keys and salt of its own each time', () => {
		const browser = new Browser();
		const bodies = Array.from({ length: 100 }, () => encrypt(Buffer.from('một'), browser.keys));
		const salts = bodies.map((body) => body.subarray(0, 16).toString('hex'));
		const points = bodies.map((body) => body.subarray(21, 86).toString('hex'));
		expect(new Set(salts).size).toBe(100);
		expect(new Set(points).size).toBe(100);
	});

	it.each([
		['of another length', { p256dh: randomBytes(64).toString('base64url') }],
		['that is no point of the curve', { p256dh: `B${'A'.repeat(86)}` }],
		['that is no base64', { p256dh: '!!!' }]
	])('is refused with a key %s', (_what, broken) => {
		const keys = { ...new Browser().keys, ...broken };
		expect(() => encrypt(Buffer.from('một'), keys)).toThrow(UnusableKeys);
	});

	it('is refused with a secret of another length', () => {
		const keys = { ...new Browser().keys, auth: randomBytes(15).toString('base64url') };
		expect(() => encrypt(Buffer.from('một'), keys)).toThrow(UnusableKeys);
	});

	it('takes compressed points from nobody', () => {
		const pair = createECDH('prime256v1');
		const p256dh = pair.generateKeys('base64url', 'compressed');
		expect(() => encrypt(Buffer.from('một'), { ...new Browser().keys, p256dh })).toThrow(
			UnusableKeys
		);
	});
});
