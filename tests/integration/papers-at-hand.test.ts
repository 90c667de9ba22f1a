/** What an officer has in hand can be examined without a network, and the record says so. */
import 'fake-indexeddb/auto';
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import type { OfficerAccount } from '$data/account.ts';
import { isKept } from '$data/opened-files.ts';
import { holdKey } from '$data/storage/keys.ts';
import { keepPapers } from '$data/sync/papers.ts';
import { pullChanges } from '$data/sync/pull.ts';
import { becomeDevice } from '../support/device.ts';
import { startDisposableServer, type DisposableServer } from '../support/disposable-server.ts';
import { signInCast, sql, type Cast } from '../support/people.ts';
import { Journey } from '../support/travel-request.ts';

let server: DisposableServer;
let cast: Cast;
beforeAll(async () => {
	server = await startDisposableServer();
	cast = await signInCast(server);
});
afterAll(() => server.stop());
afterEach(() => vi.unstubAllGlobals());

const officer = (): OfficerAccount => ({
	type: 'officer',
	id: cast.caseOfficer.id,
	name: 'Chuyên viên',
	email: 'chuyen-vien@example.vn',
	role: 'case_officer',
	division: 'phong-ls-nvnonn'
});

async function submitted(): Promise<Journey> {
	const journey = await Journey.submitted(server, cast);
	await journey.take(cast.receivingOfficer, 'receive', { remark: '' });
	return journey;
}

async function filesOf(dossier: string): Promise<string[]> {
	const rows = await sql(
		server,
		cast.superuser,
		`SELECT id FROM attachments WHERE dossier = '${dossier}'`
	);
	return rows.map(({ id }) => id ?? '');
}

async function looks(): Promise<number> {
	const [row] = await sql(
		server,
		cast.superuser,
		`SELECT COUNT(*) AS looks FROM audit_log WHERE event = 'read.file'`
	);
	return Number(row?.['looks']);
}

it('The files of dossiers in hand are fetched once, those of others are not', async () => {
	const inHand = await submitted();
	await inHand.take(cast.caseOfficer, 'take', {});
	const unassigned = await submitted();
	becomeDevice(server.url, cast.caseOfficer, officer());
	await holdKey(cast.caseOfficer.id, 'a secret of the session');

	expect(await pullChanges(cast.caseOfficer.id)).toMatchObject({ ok: true });
	await keepPapers();
	const mine = await filesOf(inHand.id);
	expect(mine).toHaveLength(2);
	for (const id of mine) expect(await isKept(cast.caseOfficer.id, id)).toBe(true);
	for (const id of await filesOf(unassigned.id)) {
		expect(await isKept(cast.caseOfficer.id, id)).toBe(false);
	}
	expect(await looks()).toBe(2);

	await keepPapers();
	expect(await looks()).toBe(2);
});

it('Nothing is fetched beforehand on a device that many use', async () => {
	await (await submitted()).take(cast.caseOfficer, 'take', {});
	becomeDevice(server.url, cast.caseOfficer, officer());
	await pullChanges(cast.caseOfficer.id);
	const stored = JSON.parse(localStorage.getItem('nvs.session') ?? '{}') as object;
	localStorage.setItem('nvs.session', JSON.stringify({ ...stored, shared: true }));
	const before = await looks();
	await keepPapers();
	expect(await looks()).toBe(before);
});

it('Nothing is fetched beforehand onto a device that is nearly full', async () => {
	await (await submitted()).take(cast.caseOfficer, 'take', {});
	becomeDevice(server.url, cast.caseOfficer, officer());
	await holdKey(cast.caseOfficer.id, 'a secret of the session');
	await pullChanges(cast.caseOfficer.id);
	const storage = { estimate: () => Promise.resolve({ usage: 90, quota: 100 }) };
	vi.stubGlobal('navigator', { storage });
	const before = await looks();
	await keepPapers();
	expect(await looks()).toBe(before);
});
