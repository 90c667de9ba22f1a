import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { collectOutput } from '../../scripts/pocketbase-server.ts';
import { ask } from '../support/api.ts';
import { startDisposableServer, type DisposableServer } from '../support/disposable-server.ts';
import { signInCast, sql, type Cast } from '../support/people.ts';
import { Journey } from '../support/travel-request.ts';

let server: DisposableServer;
let cast: Cast;
let journey: Journey;
beforeAll(async () => {
	server = await startDisposableServer();
	cast = await signInCast(server);
	journey = await Journey.submitted(server, cast);
	await journey.take(cast.receivingOfficer, 'receive', { remark: '' });
});
afterAll(() => server.stop());

const rowsOf = (subject: string) =>
	sql(
		server,
		cast.superuser,
		`SELECT actor, actorRole, ip, event, detail FROM audit_log WHERE subject = '${subject}' ORDER BY seq`
	);

describe('the audit log', () => {
	it('holds who acted, from where, and what changed from what to what', async () => {
		const received = (await rowsOf(journey.id)).find(({ event }) => event === 'action.receive');
		expect(received).toMatchObject({
			actor: cast.receivingOfficer.id,
			actorRole: 'receiving_officer',
			ip: '127.0.0.1'
		});
		expect(JSON.parse(received?.['detail'] ?? '')).toMatchObject({
			changes: { status: ['submitted', 'received'], code: [null, expect.stringMatching(/^H19-/)] }
		});
	});

	it('holds every look of an officer at a dossier, but none of the applicant at the own one', async () => {
		const before = await rowsOf(journey.id);
		await ask(server, 'GET', `/api/app/dossiers/${journey.id}`, { as: cast.applicant });
		await ask(server, 'GET', `/api/app/dossiers/${journey.id}`, { as: cast.otherCaseOfficer });
		await ask(server, 'GET', `/api/app/dossiers/${journey.id}`, { as: cast.leader });
		const added = (await rowsOf(journey.id)).slice(before.length);
		expect(added.map(({ actor, event }) => [actor, event])).toEqual([
			[cast.leader.id, 'read.dossier']
		]);
	});

	it('holds every look of an officer at what a file is called', async () => {
		const [file] = await sql(
			server,
			cast.superuser,
			`SELECT id FROM attachments WHERE dossier = '${journey.id}'`
		);
		const id = file?.['id'] ?? '';
		for (const as of [cast.applicant, cast.otherCaseOfficer, cast.leader]) {
			await ask(server, 'GET', `/api/collections/attachments/records/${id}`, { as });
		}
		expect((await rowsOf(id)).map(({ actor, event }) => [actor, event])).toEqual([
			[cast.leader.id, 'read.file_details']
		]);
	});

	it('shows nothing that it could not record', async () => {
		await sql(
			server,
			cast.superuser,
			"CREATE TRIGGER broken BEFORE INSERT ON audit_log BEGIN SELECT RAISE(ABORT, 'no'); END"
		);
		const answer = await ask(server, 'GET', `/api/app/dossiers/${journey.id}`, { as: cast.leader });
		await sql(server, cast.superuser, 'DROP TRIGGER broken');
		expect(answer.status).toBe(500);
		expect(answer.text).not.toContain('Đặc Biệt');
	});

	it('names nobody: a name that is searched for is kept as a keyed hash', async () => {
		await ask(server, 'GET', '/api/app/queue?whose=all&q=Đặc Biệt', { as: cast.leader });
		await ask(server, 'GET', '/api/app/applicants?q=Đặc Biệt', { as: cast.receivingOfficer });
		const all = await sql(server, cast.superuser, 'SELECT detail FROM audit_log');
		const text = JSON.stringify(all).toLowerCase();
		expect(text).toContain('searched');
		for (const name of ['đặc biệt', 'dac biet', '0912345678']) expect(text).not.toContain(name);
	});

	it('is checked by a script that names the row somebody changed', async () => {
		const whole = await verify();
		expect(whole.code, whole.output).toBe(0);
		await sql(
			server,
			cast.superuser,
			"UPDATE audit_log SET actor = 'somebodyelse001' WHERE seq = 2"
		);
		const broken = await verify();
		expect([broken.code, broken.output]).toEqual([1, 'Row 2 of the audit log is changed.']);
	});

	async function verify(): Promise<{ code: unknown; output: string }> {
		const child = spawn('npx', ['tsx', 'scripts/verify-audit.ts', server.url], {
			env: {
				...process.env,
				SUPERUSER_EMAIL: server.superuser.email,
				SUPERUSER_PASSWORD: server.superuser.password,
				AUDIT_KEY: server.environment.AUDIT_KEY
			}
		});
		const output = collectOutput(child);
		const [code] = (await once(child, 'close')) as [unknown];
		return { code, output: output() };
	}
});
