import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it } from 'vitest';
import { keepFile, listFiles } from '$data/attachments.ts';
import {
	claimDraft,
	createDraft,
	discardDraft,
	findDraft,
	listDrafts,
	saveDraft,
	type Draft
} from '$data/drafts.ts';
import { reloadHeldBy } from '$data/reload-hold.ts';
import { forgetOwner } from '$data/storage/forget.ts';
import { holdKey, releaseKey } from '$data/storage/keys.ts';
import { NOBODY } from '$data/storage/rows.ts';

const NEW = {
	procedure: 'su-dung-the-abtc',
	procedureVersion: '2026-11-23',
	answers: { 'lan-dau': 'co' },
	owner: NOBODY
};
const PDF = new File(['%PDF-1.4 a page'], 'don.pdf', { type: 'text/plain' });

const begin = async (owner = NOBODY): Promise<Draft> => {
	const draft = await createDraft({ ...NEW, owner });
	if (!draft.ok) throw new Error('not kept');
	return draft.value;
};
const draftOf = async ({ owner, id }: Draft) =>
	(await listDrafts(owner)).find((draft) => draft.id === id);
const filesOf = ({ owner, id }: Draft) => listFiles(owner, id);
const draftsOf = async (owner: string) => (await listDrafts(owner)).map(({ id }) => id).sort();

beforeEach(async () => {
	for (const owner of [NOBODY, 'account-a', 'account-b']) await forgetOwner(owner);
	await holdKey('account-a', 'a'.repeat(64));
	await holdKey('account-b', 'b'.repeat(64));
});

describe('A draft', () => {
	it('keeps every keystroke, the last one included, when writes come fast', async () => {
		const draft = await begin();
		const typed = ['N', 'Ng', 'Ngu', 'Nguyễn'];
		await Promise.all(typed.map((fullName) => saveDraft(draft, { form: { fullName } })));
		expect((await findDraft(draft.id))?.form).toEqual({ fullName: 'Nguyễn' });
	});

	it('holds from the beginning the id under which it will be sent', async () => {
		const draft = await begin();
		await saveDraft(draft, { screen: 'xem-lai' });
		expect((await findDraft(draft.id))?.submitAction).toBe(draft.submitAction);
		expect(draft.submitAction).toMatch(/^[a-z0-9]{15}$/);
		expect(draft.submitAction).not.toBe(draft.id);
	});

	it('is listed for its owner and, while nobody owns it, for everyone on the device', async () => {
		const nobodys = await begin();
		const mine = await begin('account-a');
		await begin('account-b');
		expect(await draftsOf('account-a')).toEqual([nobodys.id, mine.id].sort());
		expect(await draftsOf(NOBODY)).toEqual([nobodys.id]);
	});

	it('that nobody owned becomes the account’s, with its files, and nobody else’s any more', async () => {
		const draft = await begin();
		await keepFile({ owner: NOBODY, dossier: draft.id, toGive: 'submit' }, 'don', PDF);
		const claimed = await claimDraft(draft, 'account-a');
		expect(await draftsOf('account-a')).toEqual([draft.id]);
		expect(await draftsOf('account-b')).toEqual([]);
		expect(await filesOf(claimed)).toHaveLength(1);
		expect(await filesOf(draft)).toEqual([]);
	});

	it('cannot be read while the session of its owner does not live here, and is not lost', async () => {
		const { id } = await begin('account-a');
		await releaseKey('account-a');
		expect(await draftsOf('account-a')).toEqual([]);
		await holdKey('account-a', 'a'.repeat(64));
		expect(await draftsOf('account-a')).toEqual([id]);
	});

	it('keeps what is typed after the session ended until its owner has signed in again', async () => {
		const draft = await begin('account-a');
		await saveDraft(draft, { form: { fullName: 'Nguyễn' } });
		await releaseKey('account-a');
		const saved = await saveDraft(draft, { form: { fullName: 'Nguyễn Thị' } });
		expect(saved).toEqual({ ok: false, reason: 'locked' });
		await saveDraft(draft, { screen: 'xem-lai' });
		expect(reloadHeldBy()).toBe('form');
		await holdKey('account-a', 'a'.repeat(64));
		await expect.poll(async () => (await draftOf(draft))?.screen).toBe('xem-lai');
		expect((await draftOf(draft))?.form).toEqual({ fullName: 'Nguyễn Thị' });
		expect(reloadHeldBy()).toBeNull();
	});

	it('forgets what was typed after the session ended when its owner leaves the device', async () => {
		const draft = await begin('account-a');
		await releaseKey('account-a');
		await saveDraft(draft, { form: { fullName: 'Nguyễn Thị' } });
		await forgetOwner('account-a');
		await expect.poll(reloadHeldBy).toBeNull();
		await holdKey('account-a', 'a'.repeat(64));
		expect(await draftsOf('account-a')).toEqual([]);
	});

	it('says so when a file cannot be kept because the session ended', async () => {
		const draft = await begin('account-a');
		await releaseKey('account-a');
		expect(
			await keepFile({ owner: 'account-a', dossier: draft.id, toGive: 'submit' }, 'don', PDF)
		).toMatchObject({
			ok: false,
			code: 'device.locked'
		});
	});

	it('takes its files with it when it is thrown away', async () => {
		const draft = await begin();
		await keepFile({ owner: NOBODY, dossier: draft.id, toGive: 'submit' }, 'don', PDF);
		await discardDraft(draft);
		expect(await findDraft(draft.id)).toBeUndefined();
		expect(await filesOf(draft)).toEqual([]);
	});

	it('leaves the device with its owner, and nobody else’s does', async () => {
		const mine = await begin('account-a');
		const theirs = await begin('account-b');
		await keepFile({ owner: 'account-a', dossier: mine.id, toGive: 'submit' }, 'don', PDF);
		await keepFile({ owner: 'account-b', dossier: theirs.id, toGive: 'submit' }, 'don', PDF);
		await forgetOwner('account-a');
		expect(await draftsOf('account-a')).toEqual([]);
		expect(await filesOf(mine)).toEqual([]);
		expect(await draftsOf('account-b')).toEqual([theirs.id]);
		expect(await filesOf(theirs)).toHaveLength(1);
	});
});
