/** What the assistant is told of the dossiers that lie on this device. */
import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { writeStoredSession, type Account } from '$data/account.ts';
import { ownRecords } from '$data/assistant-records.ts';
import { holdList } from '$data/held-dossiers.ts';
import { forgetOwner } from '$data/storage/forget.ts';
import { holdKey } from '$data/storage/keys.ts';
import type { Dossier } from '$domain/dossier/dossier.ts';
import { aDossier, APPLICANT_ID, CASE_OFFICER_ID, NOW } from '../../support/dossier-makers.ts';
import { memoryStorage } from '../../support/device-of-a-test.ts';

const APPLICANT: Account = {
	type: 'applicant',
	id: APPLICANT_ID,
	name: '',
	email: '',
	phone: '',
	kind: 'citizen'
};
const OFFICER: Account = {
	type: 'officer',
	id: CASE_OFFICER_ID,
	name: '',
	email: '',
	role: 'case_officer',
	division: 'phong-ls-nvnonn'
};

beforeEach(() => {
	vi.stubGlobal('localStorage', memoryStorage());
});
afterEach(() => {
	vi.unstubAllGlobals();
});

async function told(account: Account, ...dossiers: Dossier[]) {
	writeStoredSession({ token: 'token', account });
	await forgetOwner(account.id);
	await holdKey(account.id, 'a'.repeat(64));
	await holdList(account.id, dossiers);
	const statusText = (status: string) => ({ vi: status, en: status });
	const records = await ownRecords(account, { language: 'vi', statusText, entries: new Map() });
	return records.dossiers;
}

const running = aDossier('in_review');
const paused = aDossier('supplement').clock;
const lateWhenPaused = paused && { ...paused, pausedAt: '2026-12-31T01:00:00.000Z' };

it.each([
	['runs', running, { dueAt: running.clock?.dueAt, paused: null }],
	[
		'stands still while papers are awaited',
		aDossier('supplement'),
		{ dueAt: null, paused: 'in_time' }
	],
	[
		'stands still since after the day promised',
		aDossier('supplement', { clock: lateWhenPaused }),
		{ dueAt: null, paused: 'late' }
	],
	[
		'still stands when the applicant then asks to withdraw',
		aDossier('withdraw_asked', { clock: aDossier('supplement').clock }),
		{ dueAt: null, paused: 'in_time' }
	],
	[
		'has not begun while papers are awaited at the desk',
		aDossier('supplement_at_desk'),
		{ dueAt: null, paused: null }
	],
	[
		'has ended',
		aDossier('result_ready', { clock: running.clock && { ...running.clock, endedAt: NOW } }),
		{ dueAt: null, paused: null }
	]
])('The clock of a dossier that %s', async (_, dossier, expected) => {
	expect(await told(APPLICANT, dossier)).toMatchObject([expected]);
});

it('An officer is told of those in their own charge', async () => {
	const other = aDossier('in_review', { id: 'd00000000000002', caseOfficer: 'caseofficer0002' });
	expect(await told(OFFICER, running, other)).toMatchObject([{ code: running.code }]);
});
