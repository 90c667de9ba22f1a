import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask, codeOf, newId, NOBODY, type Visitor } from '../support/api.ts';
import { startDisposableServer, type DisposableServer } from '../support/disposable-server.ts';
import { PEOPLE, signInApplicant, signInCast, sql, type Cast } from '../support/people.ts';
import { forget, register, subscription, VAPID_KEY } from '../support/push-subscription.ts';

let server: DisposableServer;
let cast: Cast;
const OLD_KEY = subscription().keys.p256dh;
beforeAll(async () => {
	server = await startDisposableServer({
		environment: { VAPID_PUBLIC_KEY: VAPID_KEY, VAPID_OLD_PUBLIC_KEYS: OLD_KEY }
	});
	cast = await signInCast(server);
});
afterAll(() => server.stop());

const rows = () => sql(server, cast.superuser, 'SELECT * FROM push_subscriptions');
const ownersOf = async (endpoint: string) =>
	(await rows()).filter((row) => row['endpoint'] === endpoint).map((row) => row['recipient']);
const endpointsOf = async ({ id }: Visitor) =>
	(await rows()).filter((row) => row['recipient'] === id).map((row) => row['endpoint']);

describe('a device that wants to be told', () => {
	it('learns the key to subscribe with from the settings', async () => {
		const { body } = await ask(server, 'GET', '/api/app/settings');
		expect(body).toMatchObject({ pushKey: VAPID_KEY });
	});

	it('is kept once for its owner, however often it says so', async () => {
		const device = subscription();
		for (let times = 0; times < 3; times += 1) {
			expect((await register(server, cast.applicant, device)).status).toBe(200);
		}
		expect(await ownersOf(device.endpoint)).toEqual([cast.applicant.id]);
	});

	it('keeps its row when its keys change, and takes the new ones', async () => {
		const device = subscription();
		await register(server, cast.applicant, device);
		const before = (await rows()).find((row) => row['endpoint'] === device.endpoint);
		const { keys } = subscription();
		await register(server, cast.applicant, { ...device, keys, vapidKey: OLD_KEY });
		const after = (await rows()).find((row) => row['endpoint'] === device.endpoint);
		expect(after).toMatchObject({ id: before?.['id'], ...keys, vapidKey: OLD_KEY });
	});

	it('moves to whoever signs in on it next, and what waited for the one before finds nobody', async () => {
		const device = subscription();
		await register(server, cast.applicant, device);
		const before = (await rows()).find((row) => row['endpoint'] === device.endpoint);
		await register(server, cast.stranger, device);
		expect(await ownersOf(device.endpoint)).toEqual([cast.stranger.id]);
		expect((await rows()).filter((row) => row['id'] === before?.['id'])).toEqual([]);
	});

	it('is one of ten at most: the one not used for longest goes', async () => {
		const devices = Array.from({ length: 11 }, () => subscription());
		for (const device of devices) await register(server, cast.caseOfficer, device);
		const [first, ...later] = devices.map(({ endpoint }) => endpoint);
		const kept = await endpointsOf(cast.caseOfficer);
		expect(kept.sort()).toEqual(later.sort());
		expect(kept).not.toContain(first);
	});

	it('is told nothing without a session', async () => {
		const device = subscription();
		const answer = await register(server, NOBODY, device);
		expect([answer.status, codeOf(answer)]).toEqual([401, 'actor.signed_out']);
		expect(await ownersOf(device.endpoint)).toEqual([]);
	});

	it.each([
		['no endpoint', { endpoint: undefined }, 'endpoint'],
		['a number', { endpoint: 7 }, 'endpoint'],
		['a strange host', { endpoint: 'https://push.example.vn/x' }, 'endpoint'],
		['a look-alike', { endpoint: 'https://fcm.googleapis.com@10.0.0.1/x' }, 'endpoint'],
		['plain http', { endpoint: 'http://fcm.googleapis.com/x' }, 'endpoint'],
		[
			'a very long endpoint',
			{ endpoint: `https://fcm.googleapis.com/${'x'.repeat(1000)}` },
			'endpoint'
		],
		['no keys', { keys: undefined }, 'keys'],
		['a short key', { keys: { ...subscription().keys, p256dh: 'BAAA' } }, 'keys.p256dh'],
		[
			'a compressed point',
			{ keys: { ...subscription().keys, p256dh: `A${'g'.repeat(86)}` } },
			'keys.p256dh'
		],
		[
			'a padded secret',
			{ keys: { ...subscription().keys, auth: `${'A'.repeat(22)}==` } },
			'keys.auth'
		],
		['a key that was never ours', { vapidKey: subscription().keys.p256dh }, 'vapidKey'],
		['no key of ours', { vapidKey: '' }, 'vapidKey']
	])('is refused with %s', async (_what, change, field) => {
		const before = await rows();
		const answer = await register(server, cast.applicant, { ...subscription(), ...change });
		expect(answer.body).toMatchObject({ status: 400, data: { code: 'field.invalid', field } });
		expect(await rows()).toEqual(before);
	});
});

describe('a device that is not to be told any more', () => {
	it('says so without a session, by what only it knows', async () => {
		const device = subscription();
		await register(server, cast.applicant, device);
		expect((await forget(server, device.endpoint)).status).toBe(200);
		expect(await ownersOf(device.endpoint)).toEqual([]);
	});

	it('learns nothing from the answer about others', async () => {
		const device = subscription();
		await register(server, cast.applicant, device);
		const known = await forget(server, device.endpoint);
		const unknown = await forget(server, subscription().endpoint);
		expect([unknown.status, unknown.text]).toEqual([known.status, known.text]);
	});

	it('takes nobody else along', async () => {
		const [mine, other] = [subscription(), subscription()];
		await register(server, cast.applicant, mine);
		await register(server, cast.stranger, other);
		await forget(server, mine.endpoint);
		await forget(server, '%');
		expect(await ownersOf(other.endpoint)).toEqual([cast.stranger.id]);
	});
});

describe('the end of all sessions of an account ends what its devices are told', () => {
	it('by signing out everywhere, and the token of before cannot begin anew', async () => {
		const person = await newApplicant();
		const other = subscription();
		await register(server, cast.stranger, other);
		await register(server, person, subscription());
		await ask(server, 'POST', '/api/app/sign-out-everywhere', { as: person });
		expect(await endpointsOf(person)).toEqual([]);
		expect((await register(server, person, subscription())).status).toBe(401);
		expect(await ownersOf(other.endpoint)).toEqual([cast.stranger.id]);
	});

	it('by another password', async () => {
		const person = await newApplicant();
		await register(server, person, subscription());
		const password = `${PEOPLE.password} mới`;
		const changed = await ask(server, 'PATCH', `/api/collections/applicants/records/${person.id}`, {
			as: person,
			body: { oldPassword: PEOPLE.password, password, passwordConfirm: password }
		});
		expect(changed.status, changed.text).toBe(200);
		expect(await endpointsOf(person)).toEqual([]);
	});

	it.each([
		['another role', { role: 'clerk' }],
		['another division', { division: 'phong-htqt' }],
		['a closed account', { active: false }]
	])('by %s of an officer', async (_what, change) => {
		const officer = await newOfficer();
		await register(server, officer, subscription());
		expect(await endpointsOf(officer)).toHaveLength(1);
		const path = `/api/collections/officers/records/${officer.id}`;
		const changed = await ask(server, 'PATCH', path, { as: cast.administrator, body: change });
		expect(changed.status, changed.text).toBe(200);
		expect(await endpointsOf(officer)).toEqual([]);
	});

	it('but not by another name', async () => {
		const person = await newApplicant();
		await register(server, person, subscription());
		const path = `/api/collections/applicants/records/${person.id}`;
		await ask(server, 'PATCH', path, { as: person, body: { name: 'Tên Mới' } });
		expect(await endpointsOf(person)).toHaveLength(1);
	});
});

describe('how one wants to be told', () => {
	const settings = (as: Visitor) => ask(server, 'GET', '/api/app/notification-settings', { as });
	const save = (as: Visitor, body: unknown) =>
		ask(server, 'PUT', '/api/app/notification-settings', { as, body });

	it('is as proposed until somebody chooses', async () => {
		const { body } = await settings(await newApplicant());
		expect(body).toMatchObject({
			locale: 'vi',
			channels: { deadline: { push: true, mail: true } }
		});
	});

	it('is in the language of the account until somebody chooses', async () => {
		const { body } = await settings(await newApplicant({ locale: 'en' }));
		expect(body).toMatchObject({ locale: 'en' });
	});

	it('is kept for who chose it, and for nobody else', async () => {
		const [mine, other] = [await newApplicant(), await newApplicant()];
		const before = await settings(other);
		const chosen = {
			...((await settings(mine)).body as object),
			locale: 'en',
			quietHours: { from: '21:30', to: '06:00' }
		};
		expect((await save(mine, chosen)).body).toEqual(chosen);
		expect((await settings(mine)).body).toEqual(chosen);
		expect((await settings(other)).body).toEqual(before.body);
	});

	it.each([
		['nothing', ''],
		['null', 'null'],
		['no language', { locale: 'xx' }],
		['no time', { quietHours: { from: '24:00', to: '06:00' } }],
		['no channels', { channels: {} }],
		['more than was asked for', { channels: { progress: { push: 'yes', mail: true } } }]
	])('is refused and stays as it was when it is %s', async (_what, change) => {
		const person = await newApplicant();
		const { body } = await settings(person);
		const sent = typeof change === 'string' ? change : { ...(body as object), ...change };
		expect(codeOf(await save(person, sent))).toBe('field.invalid');
		expect((await settings(person)).body).toEqual(body);
	});

	it('belongs to nobody without a session', async () => {
		expect((await settings(NOBODY)).status).toBe(401);
		expect((await save(NOBODY, {})).status).toBe(401);
	});
});

it('whatever is sent is answered in words', async () => {
	const before = await rows();
	const routes = [
		['PUT', '/api/app/push-subscription'],
		['POST', '/api/app/push-subscription/forget'],
		['PUT', '/api/app/notification-settings']
	] as const;
	await fc.assert(
		fc.asyncProperty(
			fc.constantFrom(...routes),
			fc.oneof(fc.jsonValue({ maxDepth: 4 }), fc.string({ unit: 'binary', maxLength: 60 })),
			async ([method, path], body) => {
				const answer = await ask(server, method, path, { as: cast.leader, body });
				expect(answer.status, answer.text).toBe(400);
			}
		),
		{ numRuns: 150 }
	);
	expect(await rows()).toEqual(before);
});

async function newApplicant(change: object = {}): Promise<Visitor> {
	const { password } = PEOPLE;
	const email = `${newId()}@example.vn`;
	const body = { name: 'Người Mới', email, kind: 'citizen', password, passwordConfirm: password };
	await ask(server, 'POST', '/api/collections/applicants/records', {
		body: { ...body, ...change }
	});
	return signInApplicant(server, email);
}

/** With a token that no mailed code was needed for. */
async function newOfficer(): Promise<Visitor> {
	const { password } = PEOPLE;
	const made = await ask(server, 'POST', '/api/collections/officers/records', {
		as: cast.administrator,
		body: {
			name: 'Người Mới',
			email: `${newId()}@example.vn`,
			role: 'case_officer',
			division: 'phong-ls-nvnonn',
			active: true,
			password,
			passwordConfirm: password
		}
	});
	const { id } = made.body as { id: string };
	const path = `/api/collections/officers/impersonate/${id}`;
	const entered = await ask(server, 'POST', path, {
		as: cast.superuser,
		body: { duration: 3600 }
	});
	return { id, token: (entered.body as { token: string }).token };
}

describe('a trial', () => {
	const tryOut = (as: Visitor) =>
		ask(server, 'POST', '/api/app/notifications/test', { as, body: {} });
	const ledger = async ({ id }: Visitor) =>
		sql(
			server,
			cast.superuser,
			`SELECT id, event, channel, state FROM notifications WHERE recipient = '${id}' ORDER BY channel`
		);

	it('is pushed to the devices of whoever asks, and to nobody else', async () => {
		const [mine, other] = [await newApplicant(), await newApplicant()];
		await register(server, mine, subscription());
		await register(server, other, subscription());
		const answer = await tryOut(mine);
		const rows = await ledger(mine);
		const pushed = rows.find(({ channel }) => channel === 'push');
		expect(answer.body).toEqual({ push: pushed?.['id'] });
		expect(rows.map(({ event }) => event)).toEqual(rows.map(() => 'test'));
		const jobs = await sql(
			server,
			cast.superuser,
			`SELECT recipient FROM push_jobs JOIN push_subscriptions s ON s.id = push_jobs.subscription
			WHERE notification = '${pushed?.['id']}'`
		);
		expect(jobs).toEqual([{ recipient: mine.id }]);
		expect(await ledger(other)).toEqual([]);
	});

	it('says when nothing is pushed', async () => {
		expect((await tryOut(await newApplicant())).body).toEqual({ push: null });
	});

	it('is not given more than ten times in ten minutes', async () => {
		const person = await newApplicant();
		const answers = [];
		for (let times = 0; times < 11; times += 1) answers.push(await tryOut(person));
		expect(answers.map(({ status }) => status)).toEqual([...Array<number>(10).fill(200), 429]);
	});

	it('is for whoever has a session', async () => {
		expect((await tryOut(NOBODY)).status).toBe(401);
	});
});
