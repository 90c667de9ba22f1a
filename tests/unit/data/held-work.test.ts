import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it } from 'vitest';
import { holdDetail, holdList } from '$data/held-dossiers.ts';
import { heldWork } from '$data/held-work.ts';
import { forgetOwner } from '$data/storage/forget.ts';
import { holdKey, releaseKey } from '$data/storage/keys.ts';
import { aDossier } from '../../support/dossier-makers.ts';

const ME = 'officer00000001';
const dossier = (id: string, seq: number, day: number) =>
	aDossier('submitted', { id, seq, submittedAt: `2026-06-0${day}T02:00:00.000Z` });
const detail = (id: string, seq: number, fullName: string) => ({
	dossier: dossier(id, seq, 3),
	applicantName: fullName,
	form: { fullName, organisation: 'Công ty Đồng Nai' },
	papers: [],
	actions: [],
	attachments: []
});

beforeEach(async () => {
	await forgetOwner(ME);
	await holdKey(ME, 'a'.repeat(64));
});

const held = async () => {
	const work = heldWork(ME);
	await work.refresh();
	return work.items.map(({ dossier }) => `${dossier.id} ${dossier.seq}`);
};

describe('An officer’s dossiers on the device', () => {
	it('stand in order of work, and change as the device does', async () => {
		await holdList(ME, [dossier('a', 1, 5), dossier('b', 1, 2)]);
		expect(await held()).toEqual(['b 1', 'a 1']);
		await holdDetail(ME, detail('c', 2, 'Trần Thị Mẫu'));
		await holdList(ME, [dossier('b', 2, 6)]);
		expect(await held()).toEqual(['c 2', 'a 1', 'b 2']);
		// An older answer changes nothing.
		await holdList(ME, [dossier('b', 1, 2)]);
		expect(await held()).toEqual(['c 2', 'a 1', 'b 2']);
	});

	it('are found by person and organisation', async () => {
		await holdDetail(ME, detail('c', 2, 'Trần Thị Mẫu'));
		await heldWork(ME).refresh();
		expect(heldWork(ME).items[0]?.words).toEqual(
			expect.arrayContaining(['tran', 'mau', 'cong', 'dong'])
		);
	});

	it('are closed with the session, and open with the next', async () => {
		await holdList(ME, [dossier('a', 1, 5)]);
		await held();
		await releaseKey(ME);
		expect(await held()).toEqual([]);
		await holdKey(ME, 'a'.repeat(64));
		expect(await held()).toEqual(['a 1']);
	});
});
