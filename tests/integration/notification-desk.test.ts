import * as v from 'valibot';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask, newId, NOBODY, type Visitor } from '../support/api.ts';
import { startDisposableServer, type DisposableServer } from '../support/disposable-server.ts';
import { insertPushJob, insertTold } from '../support/ledger-rows.ts';
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
	await sql(server, cast.superuser, 'DELETE FROM push_jobs');
	await sql(server, cast.superuser, "DELETE FROM notifications WHERE channel != 'tray'");
});
afterAll(() => server.stop());

const REPORT = '/api/app/notification-report';
const SWITCH = '/api/app/notification-switch';

const Count = v.object({ channel: v.string(), count: v.number() });
const Report = v.object({
	speed: v.array(
		v.object({
			channel: v.string(),
			period: v.string(),
			due: v.number(),
			handedOn: v.number(),
			soon: v.number()
		})
	),
	counts: v.array(v.object({ ...Count.entries, state: v.string() })),
	failures: v.array(v.object({ ...Count.entries, reason: v.string() })),
	queues: v.array(
		v.object({
			channel: v.string(),
			waiting: v.number(),
			oldestDueAt: v.string(),
			later: v.number()
		})
	),
	switches: v.object({ push: v.boolean(), mail: v.boolean() }),
	worker: v.object({ seenAt: v.nullable(v.string()), secondsAgo: v.nullable(v.number()) })
});

async function report() {
	const answer = await ask(server, 'GET', REPORT, { as: cast.administrator });
	if (answer.status !== 200) throw new Error(answer.text);
	return v.parse(Report, answer.body);
}

const secondsAfter = (moment: string, seconds: number): string =>
	new Date(Date.parse(moment) + seconds * 1000).toISOString();

/** A push of a moment ago that was to go at once, with what became of it on one device. */
async function pushed(state: string, changes: Record<string, string | number> = {}) {
	const at = secondsAfter(new Date().toISOString(), -60);
	const row = { recipient: cast.applicant.id, dossier: journey.id, at, sendAfter: at };
	const notification = await insertTold(server, cast.superuser, { ...row, channel: 'push', state });
	await insertPushJob(server, cast.superuser, { notification, state, sendAfter: at, ...changes });
	return { notification, at };
}

describe('the report', () => {
	it('is empty where nothing was to go out', async () => {
		const empty = await report();
		expect(empty).toMatchObject({ speed: [], failures: [], queues: [] });
		expect(empty.counts).toEqual([{ channel: 'tray', state: 'sent', count: 4 }]);
		expect(empty.worker).toEqual({ seenAt: null, secondsAgo: null });
	});

	it('counts what was handed on within ten seconds of the moment it was to go', async () => {
		const now = new Date().toISOString();
		const minuteAgo = secondsAfter(now, -60);
		await pushed('sent', { handedAt: secondsAfter(minuteAgo, 2) });
		await pushed('sent', { handedAt: secondsAfter(minuteAgo, 30) });
		await pushed('failed', { status: 500 });
		await pushed('superseded');
		// Held back by quiet hours, and then handed on at once.
		const night = secondsAfter(now, -40_000);
		const held = await insertTold(server, cast.superuser, {
			recipient: cast.applicant.id,
			channel: 'push',
			state: 'sent',
			at: night,
			sendAfter: minuteAgo
		});
		await insertPushJob(server, cast.superuser, {
			notification: held,
			state: 'sent',
			handedAt: secondsAfter(minuteAgo, 1)
		});
		const { speed } = await report();
		expect(speed).toContainEqual({ channel: 'push', period: 'week', due: 4, handedOn: 3, soon: 2 });
	});

	it('names failures by their cause, the most frequent first', async () => {
		await pushed('gone', { status: 410 });
		await pushed('gone', { status: 410 });
		await pushed('failed', { status: 500, reason: 'tries_used_up' });
		await insertTold(server, cast.superuser, {
			recipient: cast.applicant.id,
			channel: 'mail',
			state: 'failed',
			reason: 'no_address'
		});
		expect((await report()).failures).toEqual([
			{ channel: 'push', reason: 'http_410', count: 2 },
			{ channel: 'mail', reason: 'no_address', count: 1 },
			{ channel: 'push', reason: 'http_500', count: 1 },
			{ channel: 'push', reason: 'tries_used_up', count: 1 }
		]);
	});

	it('tells what waits, since when, and what is meant for later', async () => {
		const now = new Date().toISOString();
		const oldest = secondsAfter(now, -300);
		await pushed('queued', { sendAfter: oldest });
		await pushed('queued', { sendAfter: secondsAfter(now, -5) });
		await insertTold(server, cast.superuser, {
			recipient: cast.applicant.id,
			channel: 'mail',
			state: 'queued',
			sendAfter: secondsAfter(now, 900)
		});
		expect((await report()).queues).toEqual([
			{ channel: 'mail', waiting: 0, oldestDueAt: '', later: 1 },
			{ channel: 'push', waiting: 2, oldestDueAt: oldest, later: 0 }
		]);
	});

	it('forgets what is older than seven days', async () => {
		const before = await report();
		await insertTold(server, cast.superuser, {
			recipient: cast.applicant.id,
			channel: 'mail',
			state: 'failed',
			at: secondsAfter(new Date().toISOString(), -8 * 86_400)
		});
		expect(await report()).toMatchObject({ counts: before.counts, failures: before.failures });
	});
});

describe('the switch of a channel', () => {
	const turn = (as: Visitor, body: object) => ask(server, 'POST', SWITCH, { as, body });

	it('stands until it is turned again, and says in the audit log who turned it', async () => {
		expect((await report()).switches).toEqual({ push: true, mail: true });
		const off = await turn(cast.administrator, { channel: 'push', on: false });
		expect(off.body).toEqual({ switches: { push: false, mail: true } });
		expect((await report()).switches).toEqual({ push: false, mail: true });
		await turn(cast.administrator, { channel: 'push', on: true });
		expect((await report()).switches).toEqual({ push: true, mail: true });
		const rows = await sql(
			server,
			cast.superuser,
			"SELECT actor, subject, detail FROM audit_log WHERE event = 'notifications.switched' ORDER BY seq"
		);
		expect(rows).toEqual([
			{ actor: cast.administrator.id, subject: 'push', detail: '{"on":false}' },
			{ actor: cast.administrator.id, subject: 'push', detail: '{"on":true}' }
		]);
	});

	it('is not there for what must always work, nor for others', async () => {
		for (const body of [{ channel: 'tray', on: false }, { channel: 'push', on: 'no' }, {}]) {
			expect((await turn(cast.administrator, body)).status).toBe(400);
		}
		expect((await turn(cast.leader, { channel: 'push', on: false })).status).toBe(403);
		expect((await turn(cast.applicant, { channel: 'push', on: false })).status).toBe(403);
		expect((await turn(NOBODY, { channel: 'push', on: false })).status).toBe(401);
		expect((await report()).switches).toEqual({ push: true, mail: true });
	});
});

describe('looking a dossier up', () => {
	const lookUp = (number: string, as: Visitor = cast.administrator) =>
		ask(server, 'GET', `/api/app/notifications/of/${encodeURIComponent(number)}`, { as });

	const Found = v.object({
		dossier: v.object({ id: v.string(), number: v.string() }),
		items: v.array(
			v.looseObject({
				event: v.string(),
				recipientKind: v.string(),
				recipient: v.string(),
				officerName: v.string(),
				channel: v.string(),
				state: v.string(),
				devices: v.array(v.looseObject({ state: v.string(), status: v.number() }))
			})
		)
	});

	it('finds it by its code, its draft number and its id', async () => {
		const { code, draftNumber, id } = journey.last.dossier;
		for (const number of [code ?? '', (code ?? '').toLowerCase(), draftNumber, id]) {
			const answer = await lookUp(number);
			expect(v.parse(Found, answer.body).dossier, number).toEqual({ id, number: code });
		}
		expect((await lookUp('H19-000000-0000')).status).toBe(404);
		expect((await lookUp("' OR 1=1 --")).status).toBe(404);
	});

	it('tells of each message to whom, on which channel, and how it went on each device', async () => {
		const { notification } = await pushed('sent', { status: 201, attempts: 2 });
		await insertPushJob(server, cast.superuser, { notification, state: 'gone', status: 410 });
		const { items } = v.parse(Found, (await lookUp(journey.id)).body);
		const ofHead = items.find(({ officerName }) => officerName !== '' && officerName !== undefined);
		expect(ofHead).toMatchObject({ recipientKind: 'officer', channel: 'tray' });
		const push = items.find(({ id }) => id === notification);
		expect(push).toMatchObject({ channel: 'push', state: 'sent', recipientKind: 'applicant' });
		expect(push?.devices.map(({ state, status }) => [state, status]).sort()).toEqual([
			['gone', 410],
			['sent', 201]
		]);
	});

	it('says nothing of an applicant but that they were told', async () => {
		const { text } = await lookUp(journey.id);
		expect(text).not.toContain(cast.applicant.id);
		expect(text).not.toContain('Đặc Biệt');
		expect(text).not.toMatch(/https:|p256dh|endpoint/);
	});

	it('is recorded each time, and nobody else may', async () => {
		const looks = async () =>
			(
				await sql(
					server,
					cast.superuser,
					`SELECT id FROM audit_log WHERE event = 'read.notifications' AND subject = '${journey.id}'`
				)
			).length;
		const before = await looks();
		await lookUp(journey.id);
		expect(await looks()).toBe(before + 1);
		for (const as of [cast.leader, cast.caseOfficer, cast.applicant]) {
			expect((await lookUp(journey.id, as)).status).toBe(403);
		}
		expect((await lookUp(journey.id, NOBODY)).status).toBe(401);
		expect(await looks()).toBe(before + 1);
		expect((await lookUp(newId())).status).toBe(404);
	});
});
