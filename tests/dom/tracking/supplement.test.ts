/** A paper that was asked for is given in place. */
import 'fake-indexeddb/auto';
import { render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { forgetOwner } from '$data/storage/forget.ts';
import { holdKey } from '$data/storage/keys.ts';
import { filesNamedIn, outboxItems } from '$data/sync/outbox.ts';
import Supplement from '$features/tracking/Supplement.svelte';
import { m } from '../../../src/lib/i18n/paraglide/messages.js';
import { signInHere } from '../../support/device-of-a-test.ts';
import { slowFile } from '../../support/slow-file.ts';
import { dossierWith } from '../../unit/official/dossier-with.ts';

const OWNER = 'applicant-a';
const dossier = dossierWith({
	applicant: OWNER,
	status: 'supplement',
	requestedPapers: [{ paper: 'don', reason: 'Thiếu chữ ký' }]
});

beforeEach(async () => {
	await forgetOwner(OWNER);
	signInHere(OWNER);
	await holdKey(OWNER, 'a'.repeat(64));
});

afterEach(() => vi.unstubAllGlobals());

test('A paper that is still being copied does not stay behind when it is sent at once', async () => {
	const { file, arrive } = slowFile('don.pdf');
	const { container } = render(Supplement, {
		dossier,
		offered: true,
		owner: OWNER,
		redo: null,
		paperName: () => 'Đơn',
		ondone: () => undefined
	});
	const user = userEvent.setup();
	const control = container.querySelector<HTMLInputElement>('input#don');
	if (!control) throw new Error('There is nothing to choose a file with.');
	await user.upload(control, file);
	await screen.findByText(m.file_keeping());
	const send = screen.getByRole('button', { name: m.dossier_supplement_send() });
	await user.click(send);
	expect(await outboxItems(OWNER), 'nothing goes without it').toEqual([]);

	arrive();
	await screen.findByText(m.file_kept());
	await user.click(send);
	await expect.poll(async () => (await outboxItems(OWNER)).length).toBe(1);
	const [item] = await outboxItems(OWNER);
	expect(item && filesNamedIn(item.content.intent)).toHaveLength(1);
});
