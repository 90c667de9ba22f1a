import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { pauseTelling, stopTelling, toldOwner } from '$data/push-withdrawal.ts';
import { keepOwner, waitingLetters } from '../../../src/service-worker/told-device.ts';

const TOLD = {
	account: 'account-a',
	hash: 'h',
	endpoint: 'https://push.example/e',
	locale: 'vi'
} as const;

beforeEach(async () => {
	vi.stubGlobal('indexedDB', new IDBFactory());
	vi.stubGlobal('fetch', () => Promise.reject(new TypeError('no line')));
	await keepOwner(TOLD);
});
afterEach(() => {
	vi.restoreAllMocks();
	vi.unstubAllGlobals();
});

it('Behind a locked screen nobody is told, and the server is to hear of it', async () => {
	await pauseTelling(TOLD.account);
	expect(await toldOwner()).toEqual({ ...TOLD, endpoint: null });
	expect(await waitingLetters()).toMatchObject([{ body: { endpoint: TOLD.endpoint } }]);
});

it('A device without room tells nobody behind a locked screen either', async () => {
	fullDevice();
	await pauseTelling(TOLD.account);
	expect(await toldOwner()).toBeUndefined();
});

it('A device without room forgets whom it told', async () => {
	fullDevice();
	await stopTelling();
	expect(await toldOwner()).toBeUndefined();
});

/** No write fits any more; what takes away still works. */
function fullDevice(): void {
	const full = () => {
		throw new DOMException('full', 'QuotaExceededError');
	};
	vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(full);
	vi.spyOn(IDBObjectStore.prototype, 'add').mockImplementation(full);
}
