import 'fake-indexeddb/auto';
import { render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { session } from '$data/session.svelte.ts';
import LockScreen from '$features/account/LockScreen.svelte';
import { m } from '$i18n/paraglide/messages.js';

const goto = vi.hoisted(() => vi.fn());
vi.mock('$app/navigation', () => ({ goto }));
vi.mock('$app/state', () => ({ page: { url: new URL('http://localhost/cong-viec?con=1') } }));

const CLERK = {
	id: 'account-c',
	name: 'Văn Thư',
	email: 'vt@example.vn',
	role: 'clerk',
	division: 'vp'
};
const PIN = '271828';

beforeEach(async () => {
	localStorage.clear();
	const entry = { token: 'token', record: CLERK, meta: { deviceSecret: 'd'.repeat(64) } };
	vi.stubGlobal('fetch', () => Promise.resolve(Response.json(entry)));
	await session.confirmOfficerCode({ mfaId: 'm', otpId: 'o' }, '123456', { pin: PIN });
	session.lock();
	render(LockScreen);
});

const user = userEvent.setup();
const give = async (pin: string) => {
	if (pin) await user.type(screen.getByLabelText(m.pin()), pin);
	await user.click(screen.getByRole('button', { name: m.locked_open() }));
};

describe('The lock screen', () => {
	it('names nobody, says what went wrong, and opens with the PIN', async () => {
		expect(document.body.textContent).not.toContain(CLERK.name);
		await give('');
		expect(screen.getByText(m.locked_missing())).toBeTruthy();
		await give('314159');
		expect(await screen.findByText(m.locked_wrong({ count: 4 }))).toBeTruthy();
		await give(PIN);
		await expect.poll(() => session.current?.name).toBe(CLERK.name);
	});

	it('leads to the password, and back to the page', async () => {
		await user.click(screen.getByRole('button', { name: m.locked_password() }));
		expect(goto.mock.lastCall?.[0]).toBe('/dang-nhap/can-bo?tiep=%2Fcong-viec%3Fcon%3D1');
		expect([session.current, session.locked, session.ending]).toEqual([null, false, 'idle']);
	});
});
