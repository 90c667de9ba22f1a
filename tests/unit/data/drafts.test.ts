import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it } from 'vitest';
import { keepFile, listFiles } from '$data/attachments.ts';
import { createDraft, discardDraft, findDraft, listDrafts, saveDraft } from '$data/drafts.ts';
import { forgetPerson, local } from '$data/local.ts';

const NEW = {
	procedure: 'su-dung-the-abtc',
	procedureVersion: '2026-11-23',
	answers: { 'lan-dau': 'co' },
	owner: null
};
const PDF = new File(['%PDF-1.4 a page'], 'don.pdf', { type: 'text/plain' });

beforeEach(async () => {
	const database = await local();
	await Promise.all(database.tables.map((table) => table.clear()));
});

describe('A draft', () => {
	it('keeps every keystroke, the last one included, when writes come fast', async () => {
		const { id } = await createDraft(NEW);
		const typed = ['N', 'Ng', 'Ngu', 'Nguyễn'];
		await Promise.all(typed.map((fullName) => saveDraft(id, { form: { fullName } })));
		expect((await findDraft(id))?.form).toEqual({ fullName: 'Nguyễn' });
	});

	it('holds from the beginning the id under which it will be sent', async () => {
		const draft = await createDraft(NEW);
		await saveDraft(draft.id, { screen: 'xem-lai' });
		expect((await findDraft(draft.id))?.submitAction).toBe(draft.submitAction);
		expect(draft.submitAction).toMatch(/^[a-z0-9]{15}$/);
		expect(draft.submitAction).not.toBe(draft.id);
	});

	it('is listed for its owner and, while nobody owns it, for everyone on the device', async () => {
		const nobodys = await createDraft(NEW);
		const mine = await createDraft({ ...NEW, owner: 'account-a' });
		await createDraft({ ...NEW, owner: 'account-b' });
		const ids = (await listDrafts('account-a')).map(({ id }) => id);
		expect(ids.sort()).toEqual([nobodys.id, mine.id].sort());
		expect((await listDrafts(null)).map(({ id }) => id)).toEqual([nobodys.id]);
	});

	it('takes its files with it when it is thrown away', async () => {
		const { id } = await createDraft(NEW);
		await keepFile(id, 'don', PDF);
		await discardDraft(id);
		expect(await findDraft(id)).toBeUndefined();
		expect(await listFiles(id)).toEqual([]);
	});

	it('leaves the device with its owner, and nobody else’s does', async () => {
		const mine = await createDraft({ ...NEW, owner: 'account-a' });
		const theirs = await createDraft({ ...NEW, owner: 'account-b' });
		await keepFile(mine.id, 'don', PDF);
		await keepFile(theirs.id, 'don', PDF);
		await forgetPerson('account-a');
		expect(await findDraft(mine.id)).toBeUndefined();
		expect(await listFiles(mine.id)).toEqual([]);
		expect(await findDraft(theirs.id)).toBeDefined();
		expect(await listFiles(theirs.id)).toHaveLength(1);
	});
});
