import 'fake-indexeddb/auto';
import { render, screen, waitFor, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { OfficerAccount } from '$data/account.ts';
import type { Answer, Refused } from '$data/answer.ts';
import type { ActionView, DossierDetail } from '$data/mappers.ts';
import { forgetOwner } from '$data/storage/forget.ts';
import { holdKey, releaseKey } from '$data/storage/keys.ts';
import type { Acted } from '$data/sync/act.ts';
import { Outbox } from '$data/outbox.svelte.ts';
import { enqueue, outboxOf } from '$data/sync/outbox.ts';
import { beginSending, noteRefusal, putBack } from '$data/sync/outbox-progress.ts';
import NeedsYou from '$features/outbox/NeedsYou.svelte';
import { dossierWith } from '../../unit/official/dossier-with.ts';

const server = vi.hoisted(() => ({
	fetchDossier: vi.fn<() => Promise<Answer<DossierDetail>>>(),
	act: vi.fn<(...given: unknown[]) => Promise<Acted>>()
}));
vi.mock('$data/dossiers.ts', () => ({
	fetchDossier: server.fetchDossier,
	cachedDossier: () => Promise.resolve(undefined)
}));
vi.mock('$data/sync/act.ts', () => ({ act: server.act }));
vi.mock('$data/catalogue.ts', () => ({
	findEntry: () => Promise.resolve({ ok: false, kind: 'fault', fault: 'offline' })
}));

const ME: OfficerAccount = {
	type: 'officer',
	id: 'me',
	name: 'Nguyễn Văn Thụ Lý',
	email: 'thuly@example.vn',
	role: 'case_officer',
	division: 'phong-ls-nvnonn'
};
const DOSSIER = dossierWith({ status: 'in_review', seq: 3, caseOfficer: ME.id });
const PAYLOAD = { papers: [{ paper: 'don', reason: 'Thiếu chữ ký' }], dueOn: null };

const colleagues: ActionView = {
	seq: 4,
	type: 'note',
	at: '2026-08-28T03:00:00.000Z',
	statusAfter: 'in_review',
	actorRole: 'receiving_officer',
	actorName: 'Phạm Thị Tiếp Nhận',
	payload: { text: 'Người nộp vừa ghé quầy' }
};
const now = (change: Partial<DossierDetail['dossier']> = {}): Answer<DossierDetail> => ({
	ok: true,
	value: {
		dossier: { ...DOSSIER, seq: 4, ...change },
		actions: [{ ...colleagues, seq: 3, actorName: 'Đã Thấy Rồi' }, colleagues],
		attachments: []
	}
});

/** A request for papers, made without a network and refused since. */
async function refused(no: Omit<Refused, 'ok' | 'kind'>): Promise<void> {
	const item = { owner: ME.id, subject: DOSSIER, payload: PAYLOAD };
	await enqueue({ ...item, type: 'request_supplement' });
	const [entry] = await outboxOf(ME.id);
	if (!entry) throw new Error('It was not kept.');
	await beginSending(entry);
	await noteRefusal(entry, { ok: false, kind: 'refusal', ...no });
}

beforeEach(async () => {
	await forgetOwner(ME.id);
	await holdKey(ME.id, 'a'.repeat(64));
	server.fetchDossier.mockReset().mockResolvedValue(now());
	server.act.mockReset().mockResolvedValue({ ok: true, state: 'done' });
});

test('where nothing was refused, nothing is said', async () => {
	await enqueue({ owner: ME.id, subject: DOSSIER, type: 'note', payload: { text: 'một' } });
	render(NeedsYou, { account: ME });
	await expect.poll(() => outboxOf(ME.id)).toHaveLength(1);
	expect(screen.queryByRole('heading', { name: 'Cần bạn xử lý' })).toBeNull();
});

test('what can be opened no longer is shown, and dropped by its owner', async () => {
	await enqueue({ owner: ME.id, subject: DOSSIER, type: 'note', payload: { text: 'một' } });
	await holdKey(ME.id, 'b'.repeat(64)); // the server gives another one
	const user = userEvent.setup();
	render(NeedsYou, { account: ME });
	expect(await screen.findByText(/không mở được nội dung/)).toBeTruthy();
	await user.click(screen.getByRole('button', { name: 'Bỏ' }));
	await user.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Bỏ' }));
	await waitFor(async () => expect(await outboxOf(ME.id)).toHaveLength(0));
});

test('while the session lives elsewhere, what is closed is not called lost', async () => {
	await enqueue({ owner: ME.id, subject: DOSSIER, type: 'note', payload: { text: 'một' } });
	await releaseKey(ME.id);
	const outbox = new Outbox(ME.id);
	const end = outbox.watch();
	await waitFor(() => expect(outbox.entries).toHaveLength(1));
	expect(outbox.needing).toEqual([]);
	end();
});

test('files beyond the amount of a day wait for hours, and their owner is told until when', async () => {
	await enqueue({ owner: ME.id, subject: DOSSIER, type: 'note', payload: { text: 'một' } });
	const [entry] = await outboxOf(ME.id);
	if (!entry) throw new Error('It was not kept.');
	await beginSending(entry);
	const notBeforeMs = Date.parse('2026-08-28T03:00:00Z');
	await putBack(entry, { tries: 1, notBeforeMs, fault: 'day_full' });
	render(NeedsYou, { account: ME });
	expect(await screen.findByText(/tự gửi lại lúc 10:00 28\/08\/2026/)).toBeTruthy();
});

describe('What a rule refused', () => {
	test('says why and where, what was typed, and leads back to the form', async () => {
		await refused({ code: 'date.in_the_past', field: 'payload.dueOn' });
		render(NeedsYou, { account: ME });
		expect(await screen.findByText(/Hạn bổ sung/)).toBeTruthy();
		expect(screen.getByText('Thiếu chữ ký')).toBeTruthy();
		const redo = screen.getByRole('link', { name: 'Làm lại' });
		expect(redo.getAttribute('href')).toMatch(/^\/cong-viec\/aaaaaaaaaaaaaaa\?lam-lai=/);
	});

	test('is dropped only when its owner says so twice', async () => {
		await refused({ code: 'date.in_the_past', field: 'payload.dueOn' });
		const user = userEvent.setup();
		render(NeedsYou, { account: ME });
		await user.click(await screen.findByRole('button', { name: 'Bỏ' }));
		expect(await outboxOf(ME.id)).toHaveLength(1);
		await user.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Bỏ' }));
		await waitFor(async () => expect(await outboxOf(ME.id)).toHaveLength(0));
	});

	test('keeps what was built upon it waiting, and says so', async () => {
		await enqueue({
			owner: ME.id,
			subject: DOSSIER,
			type: 'request_supplement',
			payload: PAYLOAD
		});
		await enqueue({ owner: ME.id, subject: DOSSIER, type: 'note', payload: { text: 'một' } });
		const [first] = await outboxOf(ME.id);
		if (!first) throw new Error('It was not kept.');
		await beginSending(first);
		await noteRefusal(first, { ok: false, kind: 'refusal', code: 'papers.unknown' });
		render(NeedsYou, { account: ME });
		expect(await screen.findByText(/^Đợi bạn xử lý việc/)).toBeTruthy();
	});
});

describe('What met the work of a colleague', () => {
	const conflict = () => refused({ code: 'dossier.changed_meanwhile' });
	const side = (name: string) => screen.findByRole('region', { name });

	test('stands beside what its maker did not see, and beside nothing else', async () => {
		await conflict();
		render(NeedsYou, { account: ME });
		const mine = await side('Việc của bạn');
		expect(within(mine).getByText('Thiếu chữ ký')).toBeTruthy();
		const theirs = await side('Đã xảy ra trong lúc đó');
		expect(await within(theirs).findByText('Người nộp vừa ghé quầy')).toBeTruthy();
		expect(within(theirs).getByText(/Phạm Thị Tiếp Nhận/)).toBeTruthy();
		expect(within(theirs).queryByText(/Đã Thấy Rồi/)).toBeNull();
	});

	test('done all the same, it is done on the dossier as it now stands, and the old one goes', async () => {
		await conflict();
		const user = userEvent.setup();
		render(NeedsYou, { account: ME });
		await user.click(await screen.findByRole('button', { name: 'Vẫn làm việc của tôi' }));
		expect(server.act).toHaveBeenCalledWith(
			ME.id,
			expect.objectContaining({ id: DOSSIER.id, seq: 4 }),
			'request_supplement',
			PAYLOAD
		);
		await waitFor(async () => expect(await outboxOf(ME.id)).toHaveLength(0));
	});

	test('refused again, it stays and says why', async () => {
		server.act.mockResolvedValue({ ok: false, kind: 'refusal', code: 'papers.unknown' });
		await conflict();
		const user = userEvent.setup();
		render(NeedsYou, { account: ME });
		await user.click(await screen.findByRole('button', { name: 'Vẫn làm việc của tôi' }));
		expect((await screen.findByRole('alert')).textContent).toContain('Chưa làm được');
		expect(await outboxOf(ME.id)).toHaveLength(1);
	});

	test('is not offered where the dossier no longer allows it, but may be given up', async () => {
		server.fetchDossier.mockResolvedValue(now({ status: 'signed' }));
		await conflict();
		render(NeedsYou, { account: ME });
		expect(await screen.findByText(/^Ở bước hiện nay không còn làm được việc này/)).toBeTruthy();
		expect(screen.queryByRole('button', { name: 'Vẫn làm việc của tôi' })).toBeNull();
		expect(screen.getByRole('button', { name: 'Thôi, bỏ việc của tôi' })).toBeTruthy();
	});

	test('says what it lacks while the server cannot be asked', async () => {
		server.fetchDossier.mockResolvedValue({ ok: false, kind: 'fault', fault: 'offline' });
		await conflict();
		render(NeedsYou, { account: ME });
		expect(await screen.findByText(/^Cần có mạng để xem/)).toBeTruthy();
		expect(screen.queryByRole('button', { name: 'Vẫn làm việc của tôi' })).toBeNull();
	});
});
