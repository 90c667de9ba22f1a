import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { leadWhenAsked } from '$data/sync/leader.ts';
import { Locks } from '../../soak/browser/locks.ts';

const settled = () => new Promise((resolve) => setTimeout(resolve, 0));

/** A tab that leads until it is closed. */
function openTab(owner: string) {
	const closing = new AbortController();
	const tab = { leads: false, close: () => closing.abort() };
	void leadWhenAsked(
		owner,
		async (until) => {
			tab.leads = true;
			await new Promise((resolve) => until.addEventListener('abort', resolve));
			tab.leads = false;
		},
		closing.signal
	);
	return tab;
}

beforeEach(() => {
	const locks = new Locks();
	vi.stubGlobal('navigator', { locks: locks.ofTab({}) });
});
afterEach(() => vi.unstubAllGlobals());

describe('Of several tabs', () => {
	it('one sends and fetches, and the next takes over when it is closed', async () => {
		const [first, second] = [openTab('account-a'), openTab('account-a')];
		await settled();
		expect([first.leads, second.leads]).toEqual([true, false]);
		first.close();
		await settled();
		expect([first.leads, second.leads]).toEqual([false, true]);
	});

	it('those of two accounts do not wait for each other', async () => {
		const [first, second] = [openTab('account-a'), openTab('account-b')];
		await settled();
		expect([first.leads, second.leads]).toEqual([true, true]);
	});

	it('every one leads where the browser has no locks', async () => {
		vi.stubGlobal('navigator', {});
		const [first, second] = [openTab('account-a'), openTab('account-a')];
		await settled();
		expect([first.leads, second.leads]).toEqual([true, true]);
	});
});
