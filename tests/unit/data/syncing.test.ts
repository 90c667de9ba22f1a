import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { holdKey } from '$data/storage/keys.ts';
import { syncStatus, whenSyncStatusChanges } from '$data/sync/status.ts';
import { startSyncing, wakeFetching } from '$data/sync/syncing.ts';
import { signInHere } from '../../support/device-of-a-test.ts';

const ANNA = 'account-a';

let asked: string[];
beforeEach(() => {
	asked = [];
	vi.stubGlobal('fetch', (path: string) => {
		asked.push(path);
		const page = { items: [], gone: [], confirmed: [], until: new Date().toISOString() };
		return Promise.resolve(Response.json(page));
	});
	signInHere(ANNA);
});
afterEach(() => vi.unstubAllGlobals());

const readings = () => asked.filter((path) => path === '/api/app/sync').length;

it('Begun anew for the next account, syncing goes on where the browser has no locks', async () => {
	vi.stubGlobal('navigator', {});
	await holdKey(ANNA, 'a'.repeat(64));
	const endFirst = startSyncing();
	await expect.poll(readings).toBe(1);
	await expect.poll(() => syncStatus().pull).toBe('idle');
	endFirst();
	const end = startSyncing();
	await expect.poll(readings).toBe(2);
	await expect.poll(() => syncStatus().pull).toBe('idle');
	wakeFetching();
	await expect.poll(readings).toBe(3);
	end();
});

it('A tab takes no status of another account’s tab for its own', async () => {
	const seen: number[] = [];
	const end = whenSyncStatusChanges(() => seen.push(syncStatus().pulled));
	const otherTab = new BroadcastChannel('ngoai-vu-so.sync-status');
	for (const [owner, pulled] of [
		['account-b', 7],
		[ANNA, 8]
	] as const) {
		otherTab.postMessage({ owner, status: { ...syncStatus(), pulled } });
	}
	await expect.poll(() => seen).toEqual([8]);
	otherTab.close();
	end();
});
