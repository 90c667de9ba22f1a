import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { forgetOwner } from '$data/storage/forget.ts';
import { holdKey } from '$data/storage/keys.ts';
import { commit } from '$data/storage/shelf.ts';
import { act } from '$data/sync/act.ts';
import { enqueue, outboxItem, outboxItems, type OutboxItem } from '$data/sync/outbox.ts';
import { answered, beginSending, noteRefusal } from '$data/sync/outbox-progress.ts';
import { refused } from '$data/answer.ts';
import { aDossier } from '../../support/dossier-makers.ts';
import { signInHere } from '../../support/device-of-a-test.ts';

const ANNA = 'account-a';
const DOSSIER = aDossier('in_review');
/** Made before, with the draft: whoever sends the draft again sends it under the same. */
const ID = 'a'.repeat(15);

beforeEach(async () => {
	signInHere(ANNA);
	await forgetOwner(ANNA);
	await holdKey(ANNA, 'a'.repeat(64));
});
afterEach(() => vi.unstubAllGlobals());

async function only(): Promise<OutboxItem> {
	const [item] = await outboxItems(ANNA);
	if (!item) throw new Error('The outbox is empty.');
	return item;
}

async function written(reason: string): Promise<OutboxItem> {
	await expect
		.poll(async () => (await outboxItem(ANNA, ID))?.content.intent.payload)
		.toEqual({ reason });
	return only();
}

const withdraw = (reason: string) => act(ANNA, DOSSIER, 'ask_withdrawal', { reason }, { id: ID });

/** Refused, and at once done anew elsewhere, before whoever asked first has looked. */
async function refusedAndDoneAnew(item: OutboxItem, reason: string): Promise<void> {
	await beginSending(item);
	await Promise.all([
		noteRefusal(item, refused('dossier.wrong_status')),
		enqueue({
			owner: ANNA,
			subject: DOSSIER,
			type: 'ask_withdrawal',
			payload: { reason },
			id: ID
		})
	]);
}

describe('An action that is done anew in another window under the same id', () => {
	it('is not told to have happened as it was first done', async () => {
		const first = withdraw('Đổi ý');
		await refusedAndDoneAnew(await written('Đổi ý'), 'Đổi lịch bay');
		await commit([answered(await written('Đổi lịch bay'), 1)]);
		expect(await first).toMatchObject({ ok: false, kind: 'refusal' });
	});

	it('is not taken away by whoever did it first', async () => {
		const first = withdraw('Đổi ý');
		await refusedAndDoneAnew(await written('Đổi ý'), 'Đổi lịch bay');
		await first;
		expect((await only()).content.intent.payload).toEqual({ reason: 'Đổi lịch bay' });
	});

	it('does not wait for itself', async () => {
		const first = withdraw('Đổi ý');
		await refusedAndDoneAnew(await written('Đổi ý'), 'Đổi lịch bay');
		expect((await only()).follows).toBeNull();
		await commit([answered(await only(), 1)]);
		await first;
	});
});
