import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

const CLERK = {
	id: 'account-c',
	name: 'Văn Thư',
	email: 'vt@example.vn',
	role: 'clerk',
	division: 'vp'
};
const HANH = {
	id: 'account-a',
	name: 'Hạnh',
	email: 'hanh@example.vn',
	phone: '',
	kind: 'citizen'
};
const PIN = '271828';
const MINUTE_MS = 60_000;

/** What the server says to who asks for a session. */
let sessions: number;
beforeEach(() => {
	localStorage.clear();
	sessionStorage.clear();
	sessions = 0;
	vi.stubGlobal('fetch', (path: string) => {
		const record = path.includes('officers') ? CLERK : HANH;
		const token = `token-${(sessions += 1)}`;
		return Promise.resolve(
			Response.json({ token, record, meta: { deviceSecret: 'd'.repeat(64) } })
		);
	});
});
afterEach(() => {
	vi.useRealTimers();
	vi.restoreAllMocks();
	vi.unstubAllGlobals();
});

/** The session as a page finds it that is opened now. */
async function pageLoad() {
	vi.resetModules();
	return (await import('$data/session.svelte.ts')).session;
}

const officerEnters = async (pin?: string) => {
	const session = await pageLoad();
	await session.confirmOfficerCode({ mfaId: 'm', otpId: 'o' }, '123456', { pin });
	return session;
};

describe('A pause', () => {
	it('that lasted while the browser was closed locks before anything is shown', async () => {
		await officerEnters(PIN);
		vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 15 * MINUTE_MS });
		const session = await pageLoad();
		expect([session.current, session.locked]).toEqual([null, true]);
		expect(localStorage.getItem('nvs.session')).toBeNull();
	});

	it('ends the session of an officer without a PIN, and says why', async () => {
		await officerEnters();
		vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 15 * MINUTE_MS });
		const session = await pageLoad();
		expect([session.current, session.locked, session.ending]).toEqual([null, false, 'idle']);
	});

	it('a moment shorter changes nothing', async () => {
		// Time stands still: to make the key of a PIN takes seconds on a busy machine.
		vi.useFakeTimers({ toFake: ['Date'] });
		await officerEnters(PIN);
		vi.setSystemTime(Date.now() + 15 * MINUTE_MS - 1);
		expect((await pageLoad()).current?.id).toBe(CLERK.id);
	});

	it('is not shortened by a clock that was put back', async () => {
		await officerEnters(PIN);
		vi.useFakeTimers({ toFake: ['Date'], now: Date.now() - 24 * 60 * MINUTE_MS });
		expect((await pageLoad()).locked).toBe(true);
	});

	it('leaves applicants on their own device alone', async () => {
		const first = await pageLoad();
		await first.signIn(HANH.email, 'x');
		vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 24 * 60 * MINUTE_MS });
		expect((await pageLoad()).current?.id).toBe(HANH.id);
	});

	it('is not ended by a renewal that nobody asked for', async () => {
		const session = await officerEnters(PIN);
		vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 10 * MINUTE_MS });
		await session.confirm();
		vi.setSystemTime(Date.now() + 5 * MINUTE_MS);
		expect((await pageLoad()).locked).toBe(true);
	});
});

describe('A locked screen', () => {
	it('gives back the newest token with the PIN', async () => {
		const session = await officerEnters(PIN);
		await session.confirm();
		session.lock();
		expect(session.current).toBeNull();
		expect(await session.unlock('314159')).toEqual({ ok: false, triesLeft: 4 });
		expect(await session.unlock(PIN)).toMatchObject({ ok: true, session: { token: 'token-2' } });
		expect(session.current?.id).toBe(CLERK.id);
	});

	it('stays locked when a question that was asked without a session is refused', async () => {
		const session = await officerEnters(PIN);
		session.lock();
		const { ask } = await import('$data/remote.ts');
		const no = { status: 401, message: '', data: { code: 'actor.signed_out' } };
		vi.stubGlobal('fetch', () => Promise.resolve(Response.json(no, { status: 401 })));
		const { unknown } = await import('valibot');
		expect(await ask('/api/app/queue', unknown())).toMatchObject({ fault: 'signed_out' });
		expect([session.locked, session.expired]).toEqual([true, false]);
		expect(await session.unlock(PIN)).toMatchObject({ ok: true });
	});
});

describe('A full device', () => {
	it('lets people in all the same: they see what the server has', async () => {
		fullDevice();
		const session = await pageLoad();
		expect(await session.signIn(HANH.email, 'mat-khau')).toMatchObject({ ok: true });
		expect(session.current?.id).toBe(HANH.id);
	});

	it('opens with the PIN', async () => {
		const session = await officerEnters(PIN);
		session.lock();
		fullDevice();
		expect(await session.unlock(PIN)).toMatchObject({ ok: true });
		expect(session.locked).toBe(false);
	});

	it('takes no PIN, and says so', async () => {
		const session = await officerEnters();
		fullDevice();
		expect(await session.choosePin(PIN)).toMatchObject({ ok: false, fault: 'device_full' });
		expect(session.hasPin).toBe(false);
	});
});

/** No write fits any more. */
function fullDevice(): void {
	vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
		throw new DOMException('full', 'QuotaExceededError');
	});
}
