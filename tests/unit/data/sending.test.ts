import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { holdKey } from '$data/storage/keys.ts';
import { deliver } from '$data/sync/delivery.ts';
import { enqueue } from '$data/sync/outbox.ts';
import { Sending } from '$data/sync/sending.ts';
import { aDossier } from '../../support/dossier-makers.ts';
import { signInHere } from '../../support/device-of-a-test.ts';

vi.mock('$data/sync/delivery.ts', () => ({ deliver: vi.fn() }));

const ANNA = 'account-a';

/** What nobody expects is thrown on, for the browser to report. */
let thrownOn: unknown[];
const before = process.listeners('unhandledRejection');
beforeEach(() => {
	thrownOn = [];
	process.removeAllListeners('unhandledRejection');
	process.on('unhandledRejection', (error) => thrownOn.push(error));
	signInHere(ANNA);
});
afterEach(() => {
	process.removeAllListeners('unhandledRejection');
	for (const listener of before) process.on('unhandledRejection', listener);
	vi.unstubAllGlobals();
});

it('An item that the browser cannot read is not tried again without a pause', async () => {
	await holdKey(ANNA, 'a'.repeat(64));
	await enqueue({
		owner: ANNA,
		subject: aDossier('in_review'),
		type: 'note',
		payload: { text: 'a' }
	});
	vi.mocked(deliver).mockRejectedValue(new DOMException('Data lost', 'NotReadableError'));
	const sending = new Sending(() => undefined);
	sending.start();
	await expect.poll(() => thrownOn.length).toBeGreaterThan(0);
	// Each look at the outbox would begin it anew.
	for (let look = 0; look < 20; look += 1) {
		sending.wake();
		await new Promise((resolve) => setTimeout(resolve, 0));
	}
	sending.stop();
	expect(deliver).toHaveBeenCalledTimes(1);
});
