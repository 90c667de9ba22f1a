import 'fake-indexeddb/auto';
import { fireEvent, render, screen, within } from '@testing-library/svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
	agency,
	departmentLimit,
	divisions,
	openingHours
} from '../../../pocketbase/seed/department.json';
import holidays from '../../../pocketbase/seed/holidays.json';
import type { Account } from '$data/account.ts';
import { ARRIVES_WITHIN_MS, TRIAL_STEPS } from '$data/notification-trial.svelte.ts';
import Trial from '$features/notification-settings/Trial.svelte';
import { m } from '$i18n/paraglide/messages.js';
import { ownerHash } from '../../support/owner-hash.ts';
import { readOwner } from '../../../src/service-worker/told-device.ts';

const ACCOUNT: Account = {
	type: 'applicant',
	id: 'a'.repeat(15),
	name: 'Người Nộp',
	email: 'nguoi-nop@example.vn',
	phone: '',
	kind: 'citizen'
};
const SENT = 'n'.repeat(15);
const KEY = `B${'A'.repeat(86)}`;

const IPHONE = 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Safari/604.1';
const ANDROID = 'Mozilla/5.0 (Linux; Android 15; Pixel 9) Chrome/156.0 Mobile';
const DESKTOP = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/156.0';

/** A device on which everything goes well, but for what a test changes. */
interface Device {
	userAgent: string;
	standalone: boolean;
	canPush: boolean;
	answer: NotificationPermission;
	subscribe: () => Promise<unknown>;
	pushKey: string | null;
	handOver: () => Promise<Response>;
	/** What the server says it pushed. */
	pushed: string | null;
	/** The worker shows it. */
	arrives: boolean;
}

const subscription = {
	endpoint: 'https://fcm.googleapis.com/x',
	toJSON: () => ({ keys: { p256dh: KEY, auth: 'A'.repeat(22) } }),
	unsubscribe: () => Promise.resolve(true)
};
const WELL: Device = {
	userAgent: ANDROID,
	standalone: false,
	canPush: true,
	answer: 'granted',
	subscribe: () => Promise.resolve(subscription),
	pushKey: KEY,
	handOver: () => Promise.resolve(Response.json({})),
	pushed: SENT,
	arrives: true
};

function become(device: Device): void {
	const workers = new EventTarget();
	const registration = {
		pushManager: { getSubscription: () => Promise.resolve(null), subscribe: device.subscribe }
	};
	Object.assign(workers, { ready: Promise.resolve(registration) });
	vi.stubGlobal('navigator', {
		...navigator,
		userAgent: device.userAgent,
		maxTouchPoints: 0,
		serviceWorker: workers,
		standalone: device.standalone
	});
	if (device.canPush) vi.stubGlobal('PushManager', Object);
	vi.stubGlobal('Notification', {
		permission: device.answer,
		requestPermission: () => Promise.resolve(device.answer)
	});
	localStorage.setItem('nvs.session', JSON.stringify({ token: 'token', account: ACCOUNT }));
	vi.stubGlobal('fetch', (path: string) => {
		if (path === '/api/app/settings')
			return Promise.resolve(Response.json(settings(device.pushKey)));
		if (path === '/api/app/push-subscription') return device.handOver();
		if (device.arrives) {
			const data = { type: 'SHOWN', id: device.pushed };
			queueMicrotask(() => workers.dispatchEvent(new MessageEvent('message', { data })));
		}
		return Promise.resolve(Response.json({ push: device.pushed }));
	});
}

const settings = (pushKey: string | null) => ({
	agency,
	openingHours,
	departmentLimit,
	divisions,
	holidays,
	calendarVersion: '1',
	pushKey,
	demo: false,
	serverTime: new Date().toISOString()
});

async function tryOn(change: Partial<Device>): Promise<void> {
	become({ ...WELL, ...change });
	render(Trial, { account: ACCOUNT });
	await fireEvent.click(screen.getByRole('button', { name: m.push_trial() }));
}

/** Each step with what the list says of it. */
function steps(): string[] {
	return within(screen.getByRole('list'))
		.getAllByRole('listitem')
		.map(({ textContent }) => textContent.replace(/\s+/g, ' ').trim());
}

beforeEach(() => {
	vi.resetModules();
	localStorage.clear();
});
afterEach(() => {
	vi.unstubAllGlobals();
	vi.restoreAllMocks();
	vi.useRealTimers();
});

describe('The trial of notifications', () => {
	it('does nothing, and asks nothing, before somebody presses', () => {
		const asked = vi.fn();
		become(WELL);
		vi.stubGlobal('Notification', { permission: 'default', requestPermission: asked });
		render(Trial, { account: ACCOUNT });
		expect(asked).not.toHaveBeenCalled();
		expect(screen.queryByRole('list')).toBeNull();
	});

	it('walks all the way, and leaves the worker knowing whose notifications these are', async () => {
		await tryOn({});
		expect(await screen.findByText(m.push_trial_done())).toBeTruthy();
		expect(steps()).toHaveLength(TRIAL_STEPS.length);
		for (const step of steps()) expect(step).toContain(m.push_step_done());
		expect(await readOwner()).toMatchObject({
			account: ACCOUNT.id,
			hash: ownerHash('applicants', ACCOUNT.id),
			endpoint: subscription.endpoint
		});
	});

	const offline = () => Promise.reject(new TypeError('Failed to fetch'));

	it.each<[string, Partial<Device>, step: () => string, advice: () => string]>([
		[
			'an iPhone in the browser',
			{ userAgent: IPHONE },
			m.push_step_installation,
			m.push_fix_not_installed
		],
		[
			'an old iPhone',
			{ userAgent: IPHONE, standalone: true, canPush: false },
			m.push_step_browser,
			m.push_fix_unsupported_ios
		],
		[
			'an old browser on Android',
			{ canPush: false },
			m.push_step_browser,
			m.push_fix_unsupported_android
		],
		[
			'a phone whose owner said no',
			{ answer: 'denied' },
			m.push_step_permission,
			m.push_fix_blocked_android
		],
		[
			'an iPhone whose owner said no',
			{ userAgent: IPHONE, standalone: true, answer: 'denied' },
			m.push_step_permission,
			m.push_fix_blocked_ios
		],
		[
			'a computer on which it is blocked',
			{ userAgent: DESKTOP, answer: 'denied' },
			m.push_step_permission,
			m.push_fix_blocked_desktop
		],
		[
			'somebody who did not answer',
			{ answer: 'default' },
			m.push_step_permission,
			m.push_fix_dismissed
		],
		[
			'a browser whose maker refuses',
			{ subscribe: offline },
			m.push_step_subscription,
			m.push_fix_no_service
		],
		['a line that was cut', { handOver: offline }, m.push_step_server, m.push_fix_server_silent],
		[
			'a channel that is switched off',
			{ pushed: null },
			m.push_step_delivery,
			m.push_fix_not_wanted
		]
	])('says where it fails and what to do: %s', async (_what, change, step, advice) => {
		await tryOn(change);
		expect(await screen.findByText(advice())).toBeTruthy();
		const failed = steps().filter((text) => text.includes(m.push_step_failed()));
		expect(failed).toEqual([expect.stringContaining(step())]);
		expect(screen.getByText(m.push_otherwise())).toBeTruthy();
	});

	it('does not wait for ever for the maker of the browser', async () => {
		vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
		const subscribe = vi.fn(() => new Promise<never>(() => undefined));
		await tryOn({ subscribe });
		await expect.poll(() => subscribe.mock.calls.length).toBe(1);
		await vi.advanceTimersByTimeAsync(60_000);
		expect(await screen.findByText(m.push_fix_no_service())).toBeTruthy();
	});

	it.each<[string, string, advice: () => string]>([
		['a phone', ANDROID, m.push_fix_not_arrived_android],
		['a computer', DESKTOP, m.push_fix_not_arrived_desktop],
		['an iPhone', IPHONE, m.push_fix_not_arrived_ios]
	])('does not wait for ever for what should appear on %s', async (_what, userAgent, advice) => {
		vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
		const waits = vi.spyOn(globalThis, 'setTimeout');
		await tryOn({ userAgent, standalone: true, arrives: false });
		// The step is shown as soon as the server is asked; the wait begins when it has answered.
		await expect.poll(() => waits.mock.calls.map(([, ms]) => ms)).toContain(ARRIVES_WITHIN_MS);
		expect(steps()).toContain(`${m.push_step_delivery()} – ${m.push_step_now()}`);
		await vi.advanceTimersByTimeAsync(ARRIVES_WITHIN_MS);
		expect(await screen.findByText(advice())).toBeTruthy();
	});

	it('may be tried again from the start', async () => {
		await tryOn({ answer: 'default' });
		expect(await screen.findByText(m.push_fix_dismissed())).toBeTruthy();
		become(WELL);
		await fireEvent.click(screen.getByRole('button', { name: m.push_trial_again() }));
		expect(await screen.findByText(m.push_trial_done())).toBeTruthy();
		expect(screen.queryByText(m.push_fix_dismissed())).toBeNull();
	});
});
