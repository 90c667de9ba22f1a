import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Answer } from '$data/answer.ts';
import { holdDetail } from '$data/held-dossiers.ts';
import type { WorkDetail } from '$data/mappers.ts';
import { forgetOwner } from '$data/storage/forget.ts';
import { holdKey } from '$data/storage/keys.ts';
import { DossierDesk } from '$features/official/dossier-desk.svelte.ts';
import { signInHere } from '../../support/device-of-a-test.ts';
import { dossierWith } from '../../unit/official/dossier-with.ts';

const server = vi.hoisted(() => ({ fetch: vi.fn<() => Promise<Answer<WorkDetail>>>() }));
vi.mock('$data/officer-queries.ts', () => ({ fetchDossierForWork: server.fetch }));
vi.mock('$data/live.ts', () => ({ watchDossier: () => () => undefined }));
vi.mock('$data/catalogue.ts', async (original) => ({
	...(await original<object>()),
	findEntry: () => Promise.resolve({ ok: false, kind: 'fault', fault: 'offline' })
}));

const OFFICER = 'officer00000001';

const detail = (seq: number): WorkDetail => ({
	dossier: dossierWith({ seq, caseOfficer: OFFICER }),
	applicantName: '',
	form: {},
	answers: {},
	papers: [],
	actions: [],
	attachments: []
});

beforeEach(async () => {
	server.fetch.mockReset();
	await forgetOwner(OFFICER);
	signInHere(OFFICER);
	await holdKey(OFFICER, 'a'.repeat(64));
});

describe('A dossier on the desk', () => {
	it('is never shown as it was before what is shown already', async () => {
		const answers: ((seq: number) => void)[] = [];
		server.fetch.mockImplementation(
			() =>
				new Promise((resolve) => {
					answers.push((seq) => resolve({ ok: true, value: detail(seq) }));
				})
		);
		const desk = new DossierDesk(detail(1).dossier.id, OFFICER);
		const [early, late] = [desk.load(), desk.load()];
		await expect.poll(() => answers.length).toBeGreaterThan(0);
		// The line is slow: whichever was asked for later is answered first, if both are asked.
		if (answers[1]) answers[1](3);
		answers[0]?.(2);
		await early;
		await expect.poll(() => answers.length).toBe(2);
		answers[1]?.(3);
		await late;
		expect(desk.detail?.dossier.seq).toBe(3);
	});

	it('stays with what was read while an older answer was under way', async () => {
		let answer: (seq: number) => void = () => undefined;
		server.fetch.mockImplementation(
			() =>
				new Promise((resolve) => {
					answer = (seq) => resolve({ ok: true, value: detail(seq) });
				})
		);
		const desk = new DossierDesk(detail(1).dossier.id, OFFICER);
		const end = desk.watch();
		const asked = desk.load();
		await expect.poll(() => server.fetch.mock.calls.length).toBeGreaterThan(0);
		await holdDetail(OFFICER, detail(3));
		await expect.poll(() => desk.detail?.dossier.seq).toBe(3);
		answer(2);
		await asked;
		expect(desk.detail?.dossier.seq).toBe(3);
		end();
	});

	it('goes on with what the regular reading brought, also while the live line is down', async () => {
		server.fetch.mockResolvedValue({ ok: true, value: detail(2) });
		const desk = new DossierDesk(detail(1).dossier.id, OFFICER);
		await desk.load();
		const end = desk.watch();
		await holdDetail(OFFICER, detail(3));
		await expect.poll(() => desk.detail?.dossier.seq).toBe(3);
		await holdDetail(OFFICER, detail(2));
		expect(desk.detail?.dossier.seq).toBe(3);
		end();
	});
});
