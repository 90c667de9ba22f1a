/** A head of division hands a dossier on in a place without a network. */
import 'fake-indexeddb/auto';
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import type { OfficerAccount } from '$data/account.ts';
import { fetchOfficers } from '$data/colleagues.ts';
import { holdKey } from '$data/storage/keys.ts';
import { keepGround } from '$data/sync/ground.ts';
import { becomeDevice } from '../support/device.ts';
import { startDisposableServer, type DisposableServer } from '../support/disposable-server.ts';
import { signInCast, type Cast } from '../support/people.ts';

const DIVISION = 'phong-ls-nvnonn';
const NOWHERE = 'http://127.0.0.1:9';

let server: DisposableServer;
let cast: Cast;
beforeAll(async () => {
	server = await startDisposableServer();
	cast = await signInCast(server);
	await holdKey(cast.head.id, 'a secret of the session');
});
afterAll(() => server.stop());
afterEach(() => vi.unstubAllGlobals());

const head = (): OfficerAccount => ({
	type: 'officer',
	id: cast.head.id,
	name: 'Trưởng phòng',
	email: 'truong-phong@example.vn',
	role: 'head_of_division',
	division: DIVISION
});

it('The officers of the division were brought to the device before the line was gone', async () => {
	becomeDevice(server.url, cast.head, head());
	await keepGround();
	vi.unstubAllGlobals();
	becomeDevice(NOWHERE, cast.head, head());
	const offline = await fetchOfficers(DIVISION);
	expect(offline.ok && offline.value.map(({ id }) => id)).toContain(cast.caseOfficer.id);
	expect(offline.ok && offline.value.map(({ id }) => id)).not.toContain(cast.otherCaseOfficer.id);
});

it('What was never told cannot be shown', async () => {
	becomeDevice(NOWHERE, cast.head, head());
	expect(await fetchOfficers('phong-htqt')).toMatchObject({ ok: false, fault: 'offline' });
});
