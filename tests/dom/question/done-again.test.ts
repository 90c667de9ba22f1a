/** What an officer did to a question and a rule refused is taken up again where it was typed. */
import 'fake-indexeddb/auto';
import { render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { refused } from '$data/answer.ts';
import type { ErrandPayload } from '$data/sync/errand.ts';
import { forgetOwner } from '$data/storage/forget.ts';
import { holdKey } from '$data/storage/keys.ts';
import { Shelf } from '$data/storage/shelf.ts';
import { enqueue, outboxItem } from '$data/sync/outbox.ts';
import { TypedForm } from '$data/typed.ts';
import { beginSending, noteRefusal } from '$data/sync/outbox-progress.ts';
import CloseForm from '$features/question/CloseForm.svelte';
import { m } from '../../../src/lib/i18n/paraglide/messages.js';
import { signInHere } from '../../support/device-of-a-test.ts';
import { aQuestion } from '../../support/question-makers.ts';

const OFFICER = 'officer-a';
const question = aQuestion();
/** What is typed into forms and not sent. */
const kept = new Shelf('typed');

beforeEach(async () => {
	await forgetOwner(OFFICER);
	signInHere(OFFICER);
	await holdKey(OFFICER, 'a'.repeat(64));
});

afterEach(() => vi.restoreAllMocks());

async function refusedItem(payload: ErrandPayload<'close_question'>): Promise<string> {
	const item = { owner: OFFICER, subject: question, type: 'close_question', payload } as const;
	const written = await enqueue(item);
	const entry = 'id' in written ? await outboxItem(OFFICER, written.id) : undefined;
	if (!entry) throw new Error('It was not written down.');
	await beginSending(entry);
	await noteRefusal(entry, refused('question.changed_meanwhile'));
	return entry.id;
}

test('A refused closing opens by itself with its reason when it is to be done again', async () => {
	const redo = await refusedItem({ reason: 'Đã trả lời qua điện thoại' });
	render(CloseForm, { question, owner: OFFICER, redo });
	await screen.findByDisplayValue('Đã trả lời qua điện thoại');
});

test('A closing that was begun again and left is at hand, and opens nothing by itself', async () => {
	const redo = await refusedItem({ reason: 'Đã trả lời qua điện thoại' });
	const { unmount } = render(CloseForm, { question, owner: OFFICER, redo });
	await screen.findByDisplayValue('Đã trả lời qua điện thoại');
	await expect.poll(async () => (await kept.envelopes(OFFICER)).length).toBe(1);
	unmount();

	const recalling = vi.spyOn(TypedForm.prototype, 'recall');
	render(CloseForm, { question, owner: OFFICER, redo: null });
	await expect.poll(() => recalling.mock.settledResults.length).toBe(1);
	await new Promise((resolve) => setTimeout(resolve)); // all that follows from it has happened
	expect(screen.queryByDisplayValue('Đã trả lời qua điện thoại')).toBeNull();
	await userEvent.click(screen.getByRole('button', { name: m.question_close() }));
	await screen.findByDisplayValue('Đã trả lời qua điện thoại');
});

test('A closing that nobody began stays shut', async () => {
	render(CloseForm, { question, owner: OFFICER, redo: null });
	await screen.findByRole('button', { name: m.question_close() });
	expect(screen.queryByLabelText(m.question_close_reason())).toBeNull();
});
