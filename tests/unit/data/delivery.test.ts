import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { keepFile, listFiles, type Gathering } from '$data/attachments.ts';
import { writeStoredSession } from '$data/account.ts';
import { forgetOwner } from '$data/storage/forget.ts';
import { holdKey } from '$data/storage/keys.ts';
import { createDraft, findDraft } from '$data/drafts.ts';
import { deliver, settle } from '$data/sync/delivery.ts';
import { discard, enqueue, outboxOf, type OutboxEntry } from '$data/sync/outbox.ts';
import { dueItems, forgetPauses } from '$data/sync/outbox-progress.ts';
import { aDossier, PAYLOADS } from '../../support/dossier-makers.ts';
import { signInHere } from '../../support/device-of-a-test.ts';

const ANNA = 'account-a';
const DOSSIER = aDossier('in_review');
const SUPPLEMENT = { owner: ANNA, dossier: DOSSIER.id, toGive: 'supply' } as const;

/** A server of which each path answers by its own rule; `null`: nothing comes back. */
let answers: Record<string, () => { status: number; body?: unknown; headers?: object } | null>;
let asked: string[];

const accepted = () => ({
	status: 200,
	body: { action: { id: 'x', seq: DOSSIER.seq + 1 }, dossier: DOSSIER }
});
const refusedBy = (code: string, status = 409) => ({ status, body: { data: { code } } });

beforeEach(async () => {
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
	signInHere(ANNA);
	await forgetOwner(ANNA);
	await holdKey(ANNA, 'a'.repeat(64));
	await enqueue({
		owner: ANNA,
		subject: DOSSIER,
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

/** Picks a file, and says what an action names of it. */
async function picked(gathering: Gathering, name: string) {
	const kept = await keepFile(gathering, 'don', new File([`%PDF-1.7 ${name}`], name));
	if (!kept.ok) throw new Error(kept.code);
	const { id: attachment, paper, sha256, sizeBytes } = kept.file;
	return { attachment, paper, sha256, sizeBytes };
}

const filesHere = async (dossier: string) =>
	(await listFiles(ANNA, dossier)).map(({ name }) => name);

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
			subject: DOSSIER,
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

	it('that met the most one may send in a day waits as long as it is told, also when hurried', async () => {
		answers['/api/app/actions'] = () => ({
			...refusedBy('attachment.day_full', 429),
			headers: { 'retry-after': '3600' }
		});
		const beforeMs = Date.now();
		await deliver(await only());
		await forgetPauses(ANNA);
		const entry = await only();
		expect(entry).toMatchObject({ state: 'waiting', fault: 'day_full' });
		expect(entry.notBeforeMs).toBeGreaterThanOrEqual(beforeMs + 3_600_000);
		expect(dueItems([entry], beforeMs + 3_500_000)).toEqual([]);
		expect(dueItems([entry], entry.notBeforeMs)).toEqual([entry]);
	});

	it('waits for a sign-in without counting that as a failure', async () => {
		answers['/api/app/actions'] = () => refusedBy('actor.signed_out', 401);
		expect(await deliver(await only())).toBe('signed_out');
		expect(await only()).toMatchObject({ state: 'waiting', fault: 'signed_out', tries: 0 });
	});

	it('whose file is not what was picked names the paper, and the file to nobody', async () => {
		const bytes = new TextEncoder().encode('%PDF-1.7 hộ chiếu');
		const picked = await keepFile(SUPPLEMENT, 'ho-chieu', new File([bytes], 'Hạnh.pdf'));
		if (!picked.ok) throw new Error(picked.code);
		const { id: attachment, paper, sha256, sizeBytes, name } = picked.file;
		await discard(await only());
		await enqueue({
			owner: ANNA,
			subject: DOSSIER,
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

	it('that is a submission takes its draft and files along, and not what was picked for a supplement since', async () => {
		const { procedure, procedureVersion } = DOSSIER;
		const draft = await createDraft({ owner: ANNA, procedure, procedureVersion, answers: {} });
		if (!draft.ok) throw new Error('There is no draft.');
		const { id, submitAction } = draft.value;
		const form = await picked({ owner: ANNA, dossier: id, toGive: 'submit' }, 'don.pdf');
		await discard(await only());
		const payload = { ...PAYLOADS.submit, files: [form] };
		const dossier = { id, seq: 0 };
		await enqueue({ owner: ANNA, subject: dossier, type: 'submit', payload, id: submitAction });
		const sent = await only();
		await picked({ owner: ANNA, dossier: id, toGive: 'supply' }, 'don-2.pdf');
		await settle([sent], () => true);
		expect(await findDraft(id)).toBeUndefined();
		expect(await filesHere(id)).toEqual(['don-2.pdf']);
	});

	it('that is a supplement takes the files along that it gave, and not those of the next one', async () => {
		const first = await picked(SUPPLEMENT, 'don-2.pdf');
		await discard(await only());
		const payload = { files: [first], remark: '' };
		await enqueue({ owner: ANNA, subject: DOSSIER, type: 'supply', payload });
		const sent = await only();
		await picked(SUPPLEMENT, 'don-3.pdf');
		await settle([sent], () => true);
		expect(await filesHere(DOSSIER.id)).toEqual(['don-3.pdf']);
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
