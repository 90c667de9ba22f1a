import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import {
	closeBehindPin,
	isWrapped,
	openWithPin,
	pinOwner,
	removePin,
	rewrap,
	setPin,
	unwrapNothing,
	type WrappedSession
} from '$data/pin.ts';

const PIN = '271828';
const SESSION: WrappedSession = {
	account: {
		type: 'officer',
		id: 'account-a',
		name: 'Nguyễn Thị Hạnh',
		email: 'hanh@example.vn',
		role: 'clerk',
		division: 'van-phong'
	},
	token: 'token-of-the-morning',
	deviceSecret: 'secret-of-the-device'
};

let kept: Map<string, string>;
beforeEach(() => {
	kept = new Map();
	vi.stubGlobal('localStorage', {
		getItem: (key: string) => kept.get(key) ?? null,
		setItem: (key: string, value: string) => kept.set(key, value),
		removeItem: (key: string) => kept.delete(key)
	});
});

describe('A session behind a PIN', () => {
	it('stands there unreadable, and opens with the PIN', async () => {
		await setPin(PIN, SESSION);
		await closeBehindPin('account-a');
		expect([...kept.values()].join()).not.toMatch(/Hạnh|hanh|token-of|secret-of|271828/);
		expect(await openWithPin(PIN)).toEqual({ ok: true, session: SESSION });
	});

	it('is destroyed by the fifth wrong PIN in a row', async () => {
		await setPin(PIN, SESSION);
		await closeBehindPin('account-a');
		for (const triesLeft of [4, 3, 2, 1, 0]) {
			expect(await openWithPin('314159')).toEqual({ ok: false, triesLeft });
		}
		expect([...kept.keys()]).toEqual([]);
		expect(await openWithPin(PIN)).toEqual({ ok: false, triesLeft: 0 });
	});

	it('has all tries again after the right PIN', async () => {
		await setPin(PIN, SESSION);
		await openWithPin('314159');
		await openWithPin(PIN);
		expect(await openWithPin('314159')).toEqual({ ok: false, triesLeft: 4 });
	});

	it('counts a try before it is made: closing the page gives none back', async () => {
		await setPin(PIN, SESSION);
		vi.spyOn(crypto.subtle, 'deriveKey').mockRejectedValueOnce(new Error('closed'));
		await openWithPin(PIN).catch(() => undefined);
		expect(await openWithPin('314159')).toEqual({ ok: false, triesLeft: 3 });
	});

	it('takes a renewed token without the PIN while it is open', async () => {
		await setPin(PIN, SESSION);
		await rewrap({ ...SESSION, token: 'token-of-noon' });
		await closeBehindPin('account-a');
		expect(await openWithPin(PIN)).toMatchObject({ session: { token: 'token-of-noon' } });
	});

	it('that was signed into anew while closed needs another PIN', async () => {
		await setPin(PIN, SESSION);
		await closeBehindPin('account-a');
		await rewrap(SESSION);
		expect(pinOwner()).toBeUndefined();
	});

	it('ends with its token, and the PIN serves again after the next sign-in', async () => {
		await setPin(PIN, SESSION);
		unwrapNothing();
		expect(isWrapped()).toBe(false);
		await rewrap(SESSION);
		await closeBehindPin('account-a');
		expect(await openWithPin(PIN)).toMatchObject({ ok: true });
	});

	it('gives way to somebody else who signs in', async () => {
		await setPin(PIN, SESSION);
		await rewrap({ ...SESSION, account: { ...SESSION.account, id: 'account-b' } });
		expect([pinOwner(), isWrapped()]).toEqual([undefined, false]);
	});

	it('leaves nothing when it is removed', async () => {
		await setPin(PIN, SESSION);
		await removePin();
		expect([...kept.keys()]).toEqual([]);
	});
});
