import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it } from 'vitest';
import { deviceNow } from '$data/device-clock.ts';
import type { ErrandPayload } from '$data/sync/errand.ts';
import { forgetOwner } from '$data/storage/forget.ts';
import { holdKey } from '$data/storage/keys.ts';
import { commit, Shelf } from '$data/storage/shelf.ts';
import {
	discard,
	enqueue,
	outboxItems,
	outboxOf,
	type OutboxContent,
	type OutboxEntry
} from '$data/sync/outbox.ts';
import {
	answered,
	beginSending,
	dueItems,
	nextDueMs,
	noteLeaving,
	noteRefusal,
	putBack,
	releaseAbandoned,
	settled
} from '$data/sync/outbox-progress.ts';

const ANNA = 'account-a';
const DOSSIER = { id: 'aaaaaaaaaaaaaaa', seq: 3 };
const OTHER = { id: 'bbbbbbbbbbbbbbb', seq: 1 };

async function note(text: string, dossier = DOSSIER): Promise<string> {
	const made = await enqueue({ owner: ANNA, subject: dossier, type: 'note', payload: { text } });
	if (!('id' in made)) throw new Error(made.reason);
	return made.id;
}
async function done<T extends 'take' | 'propose'>(
	type: T,
	payload: ErrandPayload<T>
): Promise<string> {
	const made = await enqueue({ owner: ANNA, subject: DOSSIER, type, payload });
	if (!('id' in made)) throw new Error(made.reason);
	return made.id;
}
const take = () => done('take', {});
const propose = () => done('propose', { proposal: 'approve', remark: 'Đủ' });
async function entry(id: string): Promise<OutboxEntry> {
	const found = (await outboxOf(ANNA)).find((each) => each.id === id);
	if (!found) throw new Error('It is not in the outbox.');
	return found;
}
const due = async (nowMs = Date.now()) => dueItems(await outboxOf(ANNA), nowMs).map(({ id }) => id);
const expected = async () =>
	(await outboxItems(ANNA, DOSSIER.id)).map(({ content }) => content.intent.expectedSeq);
const refuse = async (id: string) => {
	await beginSending(await entry(id));
	const conflict = { ok: false, kind: 'refusal', code: 'dossier.changed_meanwhile' } as const;
	return noteRefusal(await entry(id), conflict);
};
const putOff = async (id: string, notBeforeMs: number) => {
	await beginSending(await entry(id));
	await putBack(await entry(id), { tries: 1, notBeforeMs, fault: 'server' });
};

/** So that what is written down next has another time. */
async function tick(): Promise<void> {
	const before = deviceNow();
	await expect.poll(deviceNow).not.toBe(before);
}

beforeEach(async () => {
	await forgetOwner(ANNA);
	await holdKey(ANNA, 'a'.repeat(64));
});

describe('What was done on one dossier', () => {
	it('foresees what the actions before it will have made of it', async () => {
		await note('một');
		await note('hai');
		expect(await expected()).toEqual([3, 4]);
	});

	it('does not give way to another action under its id while it may arrive', async () => {
		const sent = await note('một');
		const changed = {
			owner: ANNA,
			subject: DOSSIER,
			type: 'note',
			payload: { text: 'sửa' },
			id: sent
		} as const;
		expect(await enqueue(changed)).toEqual({ ok: false, reason: 'unmet' });
		expect(await due()).toEqual([sent]);
		await refuse(sent);
		expect(await enqueue(changed)).toMatchObject({ id: sent });
	});

	it('done anew under its id takes its old place', async () => {
		const first = await note('một');
		const second = await note('hai');
		await refuse(first);
		const payload = { text: 'sửa' };
		await enqueue({ owner: ANNA, subject: DOSSIER, type: 'note', payload, id: first });
		expect((await outboxOf(ANNA)).map(({ id }) => id)).toEqual([first, second]);
		expect(await due()).toEqual([first]);
	});

	it('done anew under its id is not touched by a tab that still sends what it was', async () => {
		const id = await note('một');
		const former = await entry(id);
		await refuse(id);
		const payload = { text: 'sửa' };
		await tick();
		await enqueue({ owner: ANNA, subject: DOSSIER, type: 'note', payload, id });
		await beginSending(await entry(id));
		const now = await entry(id);
		await noteRefusal(former, { ok: false, kind: 'refusal', code: 'dossier.changed_meanwhile' });
		await putBack(former, { tries: 1, notBeforeMs: 0, fault: 'server' });
		await commit([answered(former, 4), settled(former)]);
		expect(await entry(id)).toEqual(now);
	});

	it('done anew after it left does not wait for what was built upon it', async () => {
		const first = await note('một');
		const second = await note('hai');
		await commit([answered(await entry(first), 4), settled(await entry(first))]);
		const payload = { text: 'sửa' };
		await enqueue({ owner: ANNA, subject: DOSSIER, type: 'note', payload, id: first });
		expect((await outboxOf(ANNA)).map(({ id }) => id)).toEqual([first, second]);
		expect(await due()).toEqual([first]);
	});

	it('goes in the order it was done, each after the one before has its answer', async () => {
		const first = await note('một');
		const second = await note('hai');
		expect(await due()).toEqual([first]);
		await commit([answered(await entry(first), 4)]);
		expect(await due()).toEqual([second]);
	});

	it('never keeps another dossier waiting', async () => {
		const stuck = await note('một');
		const other = await note('khác', OTHER);
		await putOff(stuck, Date.now() + 60_000);
		expect(await due()).toEqual([other]);
	});

	it('is held back when the one it was built upon was refused, until its owner decides', async () => {
		const first = await note('một');
		const second = await note('hai');
		await refuse(first);
		expect(await due()).toEqual([]);
		await discard(await entry(first));
		expect(await due()).toEqual([second]);
	});

	it('is not sent on a dossier its maker never saw, once the one it was built upon is dropped', async () => {
		const first = await propose();
		const second = await take();
		await refuse(first);
		await discard(await entry(first));
		expect(await due()).toEqual([]);
		expect(await entry(second)).toMatchObject({
			state: 'refused',
			refusal: { code: 'dossier.changed_meanwhile' }
		});
	});

	it('done again is not built upon what waits for the refused one', async () => {
		const first = await propose();
		await take();
		await refuse(first);
		const again = await note('lại');
		expect(await due()).toEqual([again]);
	});

	it('does not wait for a refusal that its maker had seen', async () => {
		const first = await note('một');
		await refuse(first);
		const afresh = await note('lại');
		expect(await due()).toEqual([afresh]);
		expect((await expected()).at(-1)).toBe(DOSSIER.seq);
	});

	it('pressed again unchanged is one action, said otherwise another', async () => {
		const first = await note('một');
		expect(await note('một')).toBe(first);
		expect(await note('hai')).not.toBe(first);
	});
});

describe('An item', () => {
	it('that may have arrived is not its owner’s to take away', async () => {
		const id = await note('một');
		await noteLeaving(await entry(id));
		expect(await discard(await entry(id))).toBe(false);
		expect(await outboxOf(ANNA)).toHaveLength(1);
	});

	it('under way is not taken away, also by who saw it waiting', async () => {
		const seen = await entry(await note('một'));
		await beginSending(seen);
		expect(await discard(seen)).toBe(false);
	});

	it('is sent by one of two tabs', async () => {
		const seen = await entry(await note('một'));
		expect(await Promise.all([beginSending(seen), beginSending(seen)])).toEqual([
			{ ok: true },
			{ ok: false, reason: 'unmet' }
		]);
	});

	it('whose sender went away is sent again', async () => {
		const id = await note('một');
		await beginSending(await entry(id));
		expect(await due()).toEqual([]);
		await releaseAbandoned(await outboxOf(ANNA), (item) => item === id);
		expect(await due()).toEqual([]);
		await releaseAbandoned(await outboxOf(ANNA), () => false);
		expect(await due()).toEqual([id]);
	});

	it('that another tab got through is not marked as refused by the slower one', async () => {
		const id = await note('một');
		await beginSending(await entry(id));
		await commit([answered(await entry(id), 4)]);
		await noteRefusal(await entry(id), {
			ok: false,
			kind: 'refusal',
			code: 'papers.not_received'
		});
		expect(await entry(id)).toMatchObject({ state: 'answered', refusal: null });
	});

	it('that was taken away while its files went is not sent', async () => {
		const seen = await entry(await note('một'));
		await beginSending(seen);
		await releaseAbandoned(await outboxOf(ANNA), () => false);
		expect(await discard(seen)).toBe(true);
		expect(await noteLeaving(seen)).toEqual({ ok: false, reason: 'unmet' });
	});

	it('tells when its pause is over, whatever else is held up or due', async () => {
		const paused = await note('một');
		await note('hai');
		await note('khác', OTHER);
		const soon = Date.now() + 60_000;
		await putOff(paused, soon);
		expect(nextDueMs(await outboxOf(ANNA), Date.now())).toBe(soon);
	});

	it('does not wait a day for a clock that was put right meanwhile', async () => {
		const id = await note('một');
		const tomorrow = Date.now() + 24 * 3600_000;
		await putOff(id, tomorrow);
		expect(await due()).toEqual([id]);
	});

	it('cannot be written down by who is not signed in here', async () => {
		const made = await enqueue({
			owner: 'account-b',
			subject: DOSSIER,
			type: 'note',
			payload: { text: 'một' }
		});
		expect(made).toEqual({ ok: false, reason: 'locked' });
	});

	it('is listed even where two were ever written to follow each other', async () => {
		const [first, second] = [await note('một'), await note('hai')];
		const shelf = new Shelf<OutboxEntry, OutboxContent>('outbox');
		await commit([shelf.edit(ANNA, first, (entry) => ({ ...entry, follows: second }))]);
		expect((await outboxOf(ANNA)).map(({ id }) => id).sort()).toEqual([first, second].sort());
	});
});
