import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { writeStoredSession } from '$data/account.ts';
import { keepFile } from '$data/attachments.ts';
import { forgetOwner } from '$data/storage/forget.ts';
import { holdKey } from '$data/storage/keys.ts';
import { deliver, settle } from '$data/sync/delivery.ts';
import { discard, enqueue, outboxOf, type OutboxEntry } from '$data/sync/outbox.ts';
import { aDossier } from '../../support/dossier-makers.ts';

const ANNA = 'account-a';
const DOSSIER = aDossier('in_review');

/** A server of which each path answers by its own rule; `null`: nothing comes back. */
let answers: Record<string, () => { status: number; body?: unknown; headers?: object } | null>;
let asked: string[];

const accepted = () => ({
	status: 200,
	body: { action: { id: 'x', seq: DOSSIER.seq + 1 }, dossier: DOSSIER }
});
const refusedBy = (code: string, status = 409) => ({ status, body: { data: { code } } });

beforeEach(async () => {
	const kept = new Map<string, string>();
	vi.stubGlobal('localStorage', {
		getItem: (key: string) => kept.get(key) ?? null,
		setItem: (key: string, value: string) => kept.set(key, value),
		removeItem: (key: string) => kept.delete(key)
	});
	asked = [];
	answers = { '/api/app/actions': accepted, '/api/health': () => ({ status: 200, body: {} }) };
	vi.stubGlobal('fetch', (path: string) => {
		asked.push(path);
		const answer = answers[path]?.();
		if (!answer) return Promise.reject(new TypeError('Failed to fetch'));
		const headers = { ...answer.headers, 'content-type': 'application/json' };
		return Promise.resolve(
			new Response(JSON.stringify(answer.body), { status: answer.status, headers })
		);
	});
	writeStoredSession({
		token: 'token',
		account: {
			type: 'applicant',
			id: ANNA,
			name: 'Nguyễn Thị Hạnh',
			email: 'hanh@example.vn',
			phone: '',
			kind: 'citizen'
		}
	});
	await forgetOwner(ANNA);
	await holdKey(ANNA, 'a'.repeat(64));
	await enqueue({
		owner: ANNA,
		dossier: DOSSIER,
		type: 'ask_withdrawal',
		payload: { reason: 'Đổi ý' }
	});
});
afterEach(() => vi.unstubAllGlobals());

async function only(): Promise<OutboxEntry> {
	const [entry] = await outboxOf(ANNA);
	if (!entry) throw new Error('The outbox is empty.');
	return entry;
}

describe('An item', () => {
	it('that the server took stays until it was read back', async () => {
		expect(await deliver(await only())).toBe('answered');
		const entry = await only();
		expect(entry).toMatchObject({ state: 'answered', seq: DOSSIER.seq + 1 });
		await settle([entry], () => true);
		expect(await outboxOf(ANNA)).toEqual([]);
	});

	it('that the server lost after its answer is sent again', async () => {
		await deliver(await only());
		await settle([await only()], () => false);
		expect(await only()).toMatchObject({ state: 'waiting' });
	});

	it('whose answer was cut may have arrived, and is not its owner’s to take back', async () => {
		answers['/api/app/actions'] = () => null;
		expect(await deliver(await only())).toBe('later');
		expect(await only()).toMatchObject({ state: 'waiting', fault: 'offline', tries: 1 });
		expect(await discard(await only())).toBe(false);
	});

	it('does not leave over a line that is silent, and can still be taken back', async () => {
		answers = {};
		await deliver(await only()); // leaves, for the line was fine so far as is known
		asked = [];
		await forgetOwner(ANNA);
		await holdKey(ANNA, 'a'.repeat(64));
		await enqueue({
			owner: ANNA,
			dossier: DOSSIER,
			type: 'ask_withdrawal',
			payload: { reason: 'Hoãn' }
		});
		expect(await deliver(await only())).toBe('later');
		expect(asked).toEqual(['/api/health']);
		expect(await discard(await only())).toBe(true);
	});

	it('does not leave while the browser itself knows of no network', async () => {
		vi.stubGlobal('navigator', { onLine: false });
		expect(await deliver(await only())).toBe('later');
		expect(asked).toEqual([]);
	});

	it('that a rule refused stays, with the reason', async () => {
		answers['/api/app/actions'] = () => refusedBy('dossier.too_late_to_withdraw');
		expect(await deliver(await only())).toBe('refused');
		expect(await only()).toMatchObject({
			state: 'refused',
			refusal: { code: 'dossier.too_late_to_withdraw' }
		});
	});

	it.each([
		['a page of a proxy', () => ({ status: 404, body: 'Not Found' })],
		['an error without a reason', () => ({ status: 400, body: { message: 'Bad' } })],
		['a server in trouble', () => ({ status: 503 })]
	])('is never refused by %s', async (_what, answer) => {
		answers['/api/app/actions'] = answer;
		expect(await deliver(await only())).toBe('later');
		expect(await only()).toMatchObject({ state: 'waiting', fault: 'server' });
	});

	it('waits as long as the server asks for', async () => {
		answers['/api/app/actions'] = () => ({ status: 429, headers: { 'retry-after': '90' } });
		const beforeMs = Date.now();
		await deliver(await only());
		expect((await only()).notBeforeMs).toBeGreaterThanOrEqual(beforeMs + 90_000);
	});

	it('waits for a sign-in without counting that as a failure', async () => {
		answers['/api/app/actions'] = () => refusedBy('actor.signed_out', 401);
		expect(await deliver(await only())).toBe('signed_out');
		expect(await only()).toMatchObject({ state: 'waiting', fault: 'signed_out', tries: 0 });
	});

	it('whose file is not what was picked names the paper, and the file to nobody', async () => {
		const bytes = new TextEncoder().encode('%PDF-1.7 hộ chiếu');
		const picked = await keepFile(ANNA, DOSSIER.id, 'ho-chieu', new File([bytes], 'Hạnh.pdf'));
		if (!picked.ok) throw new Error(picked.code);
		const { id: attachment, paper, sha256, sizeBytes, name } = picked.file;
		await discard(await only());
		await enqueue({
			owner: ANNA,
			dossier: DOSSIER,
			type: 'supply',
			payload: { files: [{ attachment, paper, sha256, sizeBytes }], remark: '' }
		});
		const sent = { id: attachment, paper, name, file: '', sha256, sizeBytes, state: 'mismatch' };
		answers[`/api/app/attachments/${attachment}`] = () => ({
			status: 200,
			body: { attachment: sent, arrived: [] }
		});
		expect(await deliver(await only())).toBe('refused');
		expect((await only()).refusal).toEqual({
			code: 'attachment.hash_differs',
			field: 'payload.files',
			subject: 'ho-chieu'
		});
	});

	it('is never sent with the session of somebody else', async () => {
		writeStoredSession({
			token: 'another',
			account: {
				type: 'applicant',
				id: 'account-b',
				name: 'Trần Văn Bình',
				email: 'binh@example.vn',
				phone: '',
				kind: 'citizen'
			}
		});
		expect(await deliver(await only())).toBe('signed_out');
		expect(asked).toEqual([]);
	});
});
