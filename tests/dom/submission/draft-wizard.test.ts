/** A draft says when what was typed lies on the device. */
import 'fake-indexeddb/auto';
import { beforeEach, expect, test } from 'vitest';
import { createDraft, listDrafts } from '$data/drafts.ts';
import { PaperFiles } from '$data/paper-files.svelte.ts';
import { forgetOwner } from '$data/storage/forget.ts';
import { holdKey, releaseKey } from '$data/storage/keys.ts';
import { checklist } from '$domain/procedure/checklist.ts';
import { DraftWizard } from '$features/submission/draft-wizard.svelte.ts';
import { readFixture } from '../../../scripts/assistant/fixture.ts';
import { readKnowledge } from '../../../scripts/assistant/knowledge.ts';

const OWNER = 'applicant-a';

beforeEach(async () => {
	await forgetOwner(OWNER);
	await holdKey(OWNER, 'a'.repeat(64));
});

async function begin(): Promise<DraftWizard> {
	const { office, now } = readFixture('tests/cases/assistant/fixture.json');
	const [entry] = readKnowledge(office, now).entries;
	if (!entry) throw new Error('The catalogue is empty.');
	const { slug: procedure, version: procedureVersion } = entry.procedure;
	const draft = await createDraft({ procedure, procedureVersion, answers: {}, owner: OWNER });
	if (!draft.ok) throw new Error('It was not kept.');
	const files = new PaperFiles({ owner: OWNER, dossier: draft.value.id, toGive: 'submit' });
	return new DraftWizard(
		draft.value,
		entry,
		checklist(entry, {}, { days: 5, unit: 'working-days' }),
		files
	);
}

test('What is typed is stored only once it lies on the device, and all of it', async () => {
	const wizard = await begin();
	expect(wizard.isStored).toBe(true);
	wizard.type('fullName', 'Trần Thị Mẫu');
	wizard.change({ screen: 'lien-he' });
	expect(wizard.isStored).toBe(false);
	await expect.poll(() => wizard.isStored).toBe(true);
	const [kept] = await listDrafts(OWNER);
	expect(kept).toMatchObject({ form: { fullName: 'Trần Thị Mẫu' }, screen: 'lien-he' });
});

test('What could not be written down is not called stored', async () => {
	const wizard = await begin();
	await releaseKey(OWNER);
	wizard.type('fullName', 'Trần Thị Mẫu');
	await expect.poll(() => wizard.unsaved).toBe('locked');
	expect(wizard.isStored).toBe(false);
});
