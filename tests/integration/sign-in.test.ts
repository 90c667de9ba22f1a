import * as v from 'valibot';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask, codeOf, newId, type Visitor } from '../support/api.ts';
import { startDisposableServer, type DisposableServer } from '../support/disposable-server.ts';
import {
	firstFactor,
	PEOPLE,
	requestCode,
	secondFactor,
	signInApplicant,
	signInCast,
	signInOfficer,
	sql,
	type Cast
} from '../support/people.ts';

let server: DisposableServer;
let cast: Cast;
beforeAll(async () => {
	server = await startDisposableServer();
	cast = await signInCast(server);
});
afterAll(() => server.stop());

const CLERK = PEOPLE.officers.find(({ role }) => role === 'clerk')?.email ?? '';

describe('an officer', () => {
	it('is not signed in by the password alone', async () => {
		const answer = await firstFactor(server, CLERK);
		expect(answer.status).toBe(401);
		expect(Object.keys(v.parse(v.record(v.string(), v.string()), answer.body))).toEqual(['mfaId']);
	});

	it('is not signed in by the code alone', async () => {
		await firstFactor(server, CLERK);
		const { otpId, code } = await requestCode(server, CLERK);
		const answer = await secondFactor(server, { otpId, password: code });
		expect(answer.status).toBe(401);
		expect(answer.text).not.toContain('token');
	});

	it('is not signed in by the password twice', async () => {
		const { body } = await firstFactor(server, CLERK);
		const { mfaId } = v.parse(v.object({ mfaId: v.string() }), body);
		const again = await ask(server, 'POST', '/api/collections/officers/auth-with-password', {
			body: { identity: CLERK, password: PEOPLE.password, mfaId }
		});
		expect(again.status).not.toBe(200);
	});

	it('is signed in by password and code, for a working day', async () => {
		const { token } = await signInOfficer(server, CLERK);
		const claims = Buffer.from(token.split('.')[1] ?? '', 'base64url').toString();
		const { exp } = v.parse(v.object({ exp: v.number() }), JSON.parse(claims));
		expect(Math.abs(exp - Date.now() / 1000 - 8 * 3600)).toBeLessThan(60);
	});

	it('gets codes after the password only: strangers cannot use them up', async () => {
		const email = await newAccount('clerk');
		const codes = () =>
			sql(server, cast.superuser, `SELECT text FROM mail_outbox WHERE recipient = '${email}'`);
		const request = (address: string) =>
			ask(server, 'POST', '/api/collections/officers/request-otp', { body: { email: address } });
		const answers = await Promise.all(Array.from({ length: 12 }, () => request(email)));
		const unknown = await request('nobody@example.vn');
		const shapes = [...answers, unknown].map(({ status, text }) => [
			status,
			text.replace(/[a-z0-9]{15}/, 'id')
		]);
		expect(new Set(shapes.map((shape) => shape.join(' ').trim()))).toEqual(
			new Set(['200 {"otpId":"id"}'])
		);
		await firstFactor(server, email);
		await requestCode(server, email);
		expect(await codes()).toHaveLength(1);
	});

	it('cannot guess the code: after five wrong ones even the right one is void', async () => {
		const { body } = await firstFactor(server, CLERK);
		const { mfaId } = v.parse(v.object({ mfaId: v.string() }), body);
		const { otpId, code } = await requestCode(server, CLERK);
		const wrong = code === '000000' ? '000001' : '000000';
		for (let attempt = 0; attempt < 6; attempt += 1) {
			await secondFactor(server, { mfaId, otpId, password: wrong });
		}
		expect((await secondFactor(server, { mfaId, otpId, password: code })).status).not.toBe(200);
	});

	it('is signed out everywhere when the administrator changes role, division or activity', async () => {
		const officer = await newOfficer('clerk');
		const before = await ask(server, 'GET', '/api/app/queue', { as: officer });
		await ask(server, 'PATCH', `/api/collections/officers/records/${officer.id}`, {
			as: cast.administrator,
			body: { active: false }
		});
		const after = await ask(server, 'GET', '/api/app/queue', { as: officer });
		expect([before.status, after.status, codeOf(after)]).toEqual([200, 401, 'actor.signed_out']);
	});

	it('ends all own sessions and nobody else’s, and the record says so', async () => {
		const email = await newAccount('clerk');
		const [here, there] = [await signInOfficer(server, email), await signInOfficer(server, email)];
		const asked = (as: Visitor) => ask(server, 'GET', '/api/app/queue', { as });
		expect((await asked(there)).status).toBe(200);
		const ended = await ask(server, 'POST', '/api/app/sign-out-everywhere', { as: here });
		expect(ended.status).toBe(200);
		expect([(await asked(here)).status, (await asked(there)).status]).toEqual([401, 401]);
		expect((await asked(cast.clerk)).status).toBe(200);
		const rows = await sql(
			server,
			cast.superuser,
			`SELECT event, actor FROM audit_log WHERE subject = '${here.id}' AND event LIKE 'account.%'`
		);
		expect(rows).toEqual([{ event: 'account.signed_out_everywhere', actor: here.id }]);
	});

	it('changes the own password, but not the own role', async () => {
		const officer = await newOfficer('clerk');
		const address = `/api/collections/officers/records/${officer.id}`;
		const change = (body: object) => ask(server, 'PATCH', address, { as: officer, body });
		expect((await change({ role: 'leader' })).status).toBe(404);
		expect((await change({ division: 'phong-htqt' })).status).toBe(404);
		const password = 'mot-mat-khau-khac';
		const passwords = { oldPassword: PEOPLE.password, password, passwordConfirm: password };
		expect((await change(passwords)).status).toBe(200);
	});

	it('cannot have the codes sent to a mailbox of their own', async () => {
		const officer = await newOfficer('clerk');
		const answer = await ask(server, 'POST', '/api/collections/officers/request-email-change', {
			as: officer,
			body: { newEmail: `${newId()}@example.net` }
		});
		expect(answer.status).toBe(403);
	});

	it('gets no new password by the mailbox that gets the codes', async () => {
		const reset = (email: string) =>
			ask(server, 'POST', '/api/collections/officers/request-password-reset', { body: { email } });
		const [known, unknown] = [await reset(CLERK), await reset('nobody@example.vn')];
		expect([known.status, known.text]).toEqual([unknown.status, unknown.text]);
		// A code asked for afterwards is there: the link would be, too.
		await firstFactor(server, CLERK);
		await requestCode(server, CLERK);
		const subjects = await sql(
			server,
			cast.superuser,
			`SELECT DISTINCT subject FROM mail_outbox WHERE recipient = '${CLERK}'`
		);
		expect(subjects).toEqual([{ subject: 'Mã đăng nhập Ngoại vụ số' }]);
	});

	async function newOfficer(role: string): Promise<Visitor> {
		return signInOfficer(server, await newAccount(role));
	}

	/** @returns its address */
	async function newAccount(role: string): Promise<string> {
		const email = `${newId()}@example.vn`;
		await ask(server, 'POST', '/api/collections/officers/records', {
			as: cast.administrator,
			body: {
				name: 'Người Mới',
				email,
				role,
				division: 'van-phong',
				active: true,
				password: PEOPLE.password,
				passwordConfirm: PEOPLE.password
			}
		});
		return email;
	}
});

describe('an applicant', () => {
	const account = () => ({
		name: 'Người Nộp',
		email: `${newId()}@example.vn`,
		kind: 'citizen',
		password: 'mot-mat-khau-dai',
		passwordConfirm: 'mot-mat-khau-dai'
	});

	it('signs up, and cannot make themselves anything more by what they send', async () => {
		const { body, status } = await ask(server, 'POST', '/api/collections/applicants/records', {
			body: { ...account(), personalId: '001090012345', nameKey: 'x', role: 'leader' }
		});
		expect(status).toBe(200);
		expect(JSON.stringify(body)).not.toMatch(/001090012345|nameKey|leader|tokenKey|password/);
		const { id } = v.parse(v.object({ id: v.string() }), body);
		const [stored] = await sql(
			server,
			cast.superuser,
			`SELECT personalId, nameKey, verified FROM applicants WHERE id = '${id}'`
		);
		expect(stored).toEqual({ personalId: '', nameKey: 'nguoi nop', verified: '0' });
	});

	it.each([
		{ verified: true },
		{ email: 'khac@example.vn' },
		{ tokenKey: 'x'.repeat(40) },
		{ personalId: '001090012345' },
		{ nameKey: 'khac' },
		{ id: 'x'.repeat(15) }
	])('cannot set %o afterwards', async (change) => {
		const { id, token } = await signInApplicant(server, PEOPLE.applicants[2]?.email ?? '');
		const state = () =>
			sql(
				server,
				cast.superuser,
				`SELECT id, email, verified, tokenKey, personalId, nameKey FROM applicants WHERE id = '${id}'`
			);
		const before = await state();
		await ask(server, 'PATCH', `/api/collections/applicants/records/${id}`, {
			as: { id, token },
			body: change
		});
		expect(before).toHaveLength(1);
		expect(await state()).toEqual(before);
	});

	it('is not told whether an address is known', async () => {
		const attempt = (identity: string) =>
			ask(server, 'POST', '/api/collections/applicants/auth-with-password', {
				body: { identity, password: 'falsch-falsch' }
			});
		const known = await attempt(PEOPLE.applicants[0]?.email ?? '');
		const unknown = await attempt('nobody@example.vn');
		expect([known.status, known.text]).toEqual([unknown.status, unknown.text]);
	});
});

describe('the mail outbox of a demonstration', () => {
	it.each(['Forwarded', 'X-Forwarded-For', 'X-Real-IP'])(
		'is closed to whom a proxy brings that the server was not told of (%s)',
		async (name) => {
			const headers = { [name]: '203.0.113.9' };
			const answer = await ask(server, 'GET', '/api/app/mail-outbox', { headers });
			expect([answer.status, codeOf(answer)]).toEqual([401, 'actor.signed_out']);
		}
	);
});

describe('without a demonstration', () => {
	let bare: DisposableServer;
	beforeAll(async () => {
		bare = await startDisposableServer({ seed: 'none' });
	});
	afterAll(() => bare.stop());

	it('there are no accounts, and nobody reads the mail outbox, not even on this machine', async () => {
		const outbox = await ask(bare, 'GET', '/api/app/mail-outbox');
		expect([outbox.status, codeOf(outbox)]).toEqual([401, 'actor.signed_out']);
		const { password } = PEOPLE;
		for (const { email } of PEOPLE.applicants) {
			const answer = await ask(bare, 'POST', '/api/collections/applicants/auth-with-password', {
				body: { identity: email, password }
			});
			expect(answer.status).toBe(400);
		}
	});

	it('too many attempts to sign in are stopped', async () => {
		const attempts = await Promise.all(
			Array.from({ length: 30 }, () =>
				ask(bare, 'POST', '/api/collections/applicants/auth-with-password', {
					body: { identity: 'nobody@example.vn', password: 'x' }
				})
			)
		);
		expect(attempts.filter(({ status }) => status === 429).length).toBeGreaterThanOrEqual(9);
	});
});
