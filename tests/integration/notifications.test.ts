import * as v from 'valibot';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { MOST_TRIES } from '$domain/notification/errands.ts';
import { preferencesSchema } from '$domain/notification/preferences.ts';
import { act, ask } from '../support/api.ts';
import { startDisposableServer, type DisposableServer } from '../support/disposable-server.ts';
import { Ledger, sent } from '../support/ledger.ts';
import { signInCast, type Cast } from '../support/people.ts';
import { counterRegistration, Journey, submission } from '../support/travel-request.ts';

let server: DisposableServer;
let cast: Cast;
let ledger: Ledger;

beforeAll(async () => {
	server = await startDisposableServer();
	cast = await signInCast(server);
	ledger = new Ledger(server, cast);
});
afterAll(() => server.stop());
beforeEach(() => ledger.clear());

/** A dossier that the applicant was just told of; the head of the division as if they were not. */
async function registered(): Promise<{ readonly id: string; readonly dossier: string }> {
	const intent = await counterRegistration(server, cast.applicant.id);
	const answer = await act(server, cast.receivingOfficer, intent);
	expect(answer.status).toBe(200);
	await ledger.sql("DELETE FROM notifications WHERE recipientKind = 'officer'");
	return intent;
}

const states = (cause: string) => ledger.states(cause, cast.applicant.id);

/** How the applicant wants to be told of progress; of the rest by all means. */
async function choose(
	progress: { readonly push: boolean; readonly mail: boolean },
	quietHours: { readonly from: string; readonly to: string } | null = null
): Promise<void> {
	const both = { push: true, mail: true };
	const channels = { progress, to_do: both, deadline: both, work: both, catalogue: both };
	const answer = await ask(server, 'PUT', '/api/app/notification-settings', {
		as: cast.applicant,
		body: { locale: 'en', quietHours, channels }
	});
	expect(answer.status, answer.text).toBe(200);
}

const one = <T>(list: readonly T[]): T => {
	const [first, second] = list;
	if (first === undefined || second !== undefined) throw new Error(`${list.length} of one.`);
	return first;
};

describe('the ledger', () => {
	it('has a row for each person and channel of an event, once, however often it is sent', async () => {
		await ledger.subscribe(cast.applicant.id);
		await ledger.subscribe(cast.applicant.id);
		const intent = await submission(server, cast.applicant);
		for (let time = 0; time < 3; time += 1) await act(server, cast.applicant, intent);
		expect(await states(intent.id)).toEqual(['tray sent', 'push queued', 'mail queued']);
		expect(await ledger.states(intent.id, cast.receivingOfficer.id)).toEqual(['tray sent']);
		expect(await ledger.sql('SELECT COUNT(*) AS n FROM push_jobs')).toEqual([{ n: '2' }]);
	});

	it('mails an officer a step of their work only if they chose so', async () => {
		const { id } = cast.receivingOfficer;
		await ledger.subscribe(id, 'officer');
		const told = async () => {
			const { last } = await Journey.submitted(server, cast);
			return ledger.states(last.action.id, id);
		};
		expect(await told()).toEqual(['tray sent', 'push queued']);
		const settings = '/api/app/notification-settings';
		const proposed = await ask(server, 'GET', settings, { as: cast.receivingOfficer });
		const { channels, ...others } = v.parse(preferencesSchema, proposed.body);
		const work = { push: true, mail: true };
		const body = { ...others, channels: { ...channels, work } };
		await ask(server, 'PUT', settings, { as: cast.receivingOfficer, body });
		expect(await told()).toEqual(['tray sent', 'push queued', 'mail queued']);
	});

	it('does not tell the officer who acted', async () => {
		const journey = await Journey.submitted(server, cast);
		await journey.take(cast.receivingOfficer, 'receive', { remark: '' });
		const taken = await journey.take(cast.caseOfficer, 'take', {});
		await journey.take(cast.head, 'assign', { caseOfficer: cast.caseOfficer.id, remark: '' });
		expect(await ledger.states(taken.action.id, cast.caseOfficer.id)).toEqual([]);
		expect(await states(taken.action.id)).toEqual(['tray sent', 'mail queued']);
	});

	it('keeps only the newest state of a dossier waiting, and every one in the tray', async () => {
		await ledger.subscribe(cast.applicant.id);
		const journey = await Journey.submitted(server, cast);
		const received = await journey.take(cast.receivingOfficer, 'receive', { remark: '' });
		expect(await states(journey.last.action.id)).toEqual([
			'tray sent',
			'push queued',
			'mail queued'
		]);
		const taken = await journey.take(cast.caseOfficer, 'take', {});
		expect(await states(received.action.id)).toEqual([
			'tray sent',
			'push superseded',
			'mail superseded'
		]);
		expect(await states(taken.action.id)).toEqual(['tray sent', 'push queued', 'mail queued']);
		expect((await ledger.claimPush()).map(({ event }) => event)).toEqual(['assigned']);
	});

	it('keeps mail waiting where the newer event is not mailed', async () => {
		const journey = await Journey.submitted(server, cast);
		const asked = await journey.take(cast.receivingOfficer, 'ask_fee', {
			amountVnd: 30_000,
			legalGround: 'Thông tư 157/2016/TT-BTC'
		});
		await choose({ push: true, mail: false });
		await journey.take(cast.receivingOfficer, 'receive', { remark: '' });
		expect(await states(asked.action.id)).toEqual(['tray sent', 'mail queued']);
	});

	it('keeps a changed day waiting, whatever happens afterwards', async () => {
		await ledger.subscribe(cast.applicant.id);
		const journey = await Journey.submitted(server, cast);
		await journey.take(cast.receivingOfficer, 'receive', { remark: '' });
		const moved = await journey.take(cast.leader, 'change_due_date', {
			newDueOn: '2099-01-05',
			reason: 'Chờ ý kiến',
			legalGround: 'Nghị định 118/2025/NĐ-CP'
		});
		await journey.take(cast.caseOfficer, 'take', {});
		const apology = await journey.take(cast.leader, 'apologise', {
			newDueOn: '2099-01-06',
			reason: 'Chậm',
			legalGround: 'Nghị định 118/2025/NĐ-CP'
		});
		const waiting = ['tray sent', 'push queued', 'mail queued'];
		expect(await states(moved.action.id)).toEqual(waiting);
		expect(await states(apology.action.id)).toEqual(waiting);
	});

	it('follows what the person chose: channels and language', async () => {
		await ledger.subscribe(cast.applicant.id);
		await choose({ push: false, mail: false });
		expect(await states((await registered()).id)).toEqual(['tray sent']);
		await choose({ push: true, mail: false });
		expect(await states((await registered()).id)).toEqual(['tray sent', 'push queued']);
		expect(one(await ledger.claimPush()).locale).toBe('en');
	});

	it('waits for the end of quiet hours', async () => {
		await ledger.subscribe(cast.applicant.id);
		// Whenever this runs, it is within them.
		const minute = (ahead: number) =>
			new Date(Date.now() + (7 * 60 + ahead) * 60_000).toISOString().slice(11, 16);
		await choose({ push: true, mail: true }, { from: minute(-60), to: minute(60) });
		const { id } = await registered();
		expect(await states(id)).toEqual(['tray sent', 'push queued', 'mail queued']);
		expect([await ledger.claimPush(), await ledger.claimMail()]).toEqual([[], []]);
	});

	it('leaves out a channel that the administrator switched off, and hands nothing out there', async () => {
		await ledger.subscribe(cast.applicant.id);
		const turn = (on: boolean) =>
			ask(server, 'POST', '/api/app/notification-switch', {
				as: cast.administrator,
				body: { channel: 'push', on }
			});
		const before = await registered();
		expect((await turn(false)).status).toBe(200);
		expect(await states((await registered()).id)).toEqual(['tray sent', 'mail queued']);
		expect(await ledger.claimPush()).toEqual([]);
		expect((await turn(true)).status).toBe(200);
		expect(one(await ledger.claimPush()).dossier).toBe(before.dossier);
	});
});

describe('a message on the dossier', () => {
	it('is told of to whoever has it in hand, and the answer to the applicant; both read both', async () => {
		const journey = await Journey.submitted(server, cast);
		const asked = await journey.take(cast.applicant, 'write_message', {
			text: 'Cần thêm gì không?'
		});
		expect(await ledger.states(asked.action.id, cast.receivingOfficer.id)).toContain('tray sent');
		await journey.take(cast.receivingOfficer, 'receive', { remark: '' });
		await journey.take(cast.caseOfficer, 'take', {});
		const again = await journey.take(cast.applicant, 'write_message', { text: 'Khi nào xong?' });
		expect(await ledger.states(again.action.id, cast.caseOfficer.id)).toContain('tray sent');
		expect(await ledger.states(again.action.id, cast.receivingOfficer.id)).toEqual([]);
		const answer = await journey.take(cast.caseOfficer, 'write_message', { text: 'Thứ Sáu ạ.' });
		expect(answer.dossier.status).toBe('in_review');
		expect(await states(answer.action.id)).toContain('tray sent');
		expect(await states(again.action.id)).toEqual([]);
		for (const as of [cast.applicant, cast.caseOfficer]) {
			const { text } = await ask(server, 'GET', `/api/app/dossiers/${journey.id}`, { as });
			for (const words of ['Cần thêm gì', 'Khi nào xong', 'Thứ Sáu']) expect(text).toContain(words);
		}
	});

	it('is not for the world: who tracks with number and secret does not see it', async () => {
		const journey = await Journey.submitted(server, cast);
		await journey.take(cast.applicant, 'write_message', { text: 'Riêng tư' });
		const { last } = journey;
		const { status, text } = await ask(server, 'POST', '/api/app/tracking', {
			body: { number: last.dossier.draftNumber, secret: last.trackingSecret }
		});
		expect(status).toBe(200);
		expect(text).not.toMatch(/Riêng tư|write_message/);
	});
});

describe('push jobs', () => {
	it('tell the worker what to send and nothing about the person', async () => {
		const subscription = await ledger.subscribe(cast.applicant.id);
		const { dossier } = await registered();
		const job = one(await ledger.claimPush());
		expect(job).toMatchObject({
			endpoint: `https://updates.push.services.mozilla.com/wpush/v2/${subscription}`,
			event: 'received',
			dossier,
			recipientKind: 'applicant',
			locale: 'vi',
			urgency: 'normal',
			attempts: 0
		});
		expect(job.topic).toMatch(/^[0-9a-f]{32}$/);
		expect(job.ttlSeconds).toBeGreaterThan(86_000);
		expect(JSON.stringify(job)).not.toContain(cast.applicant.id);
	});

	it('belong to one worker, and come back when its lease ends', async () => {
		await ledger.subscribe(cast.applicant.id);
		const { id } = await registered();
		const first = one(await ledger.claimPush());
		expect(await ledger.claimPush()).toEqual([]);
		await ledger.sql("UPDATE push_jobs SET leaseUntil = '2020-01-01T00:00:00.000Z'");
		const second = one(await ledger.claimPush());
		expect(second.id).toBe(first.id);
		expect(second.lease).not.toBe(first.lease);
		// To try again is not for the first one to say; that it was sent is.
		await ledger.report([{ ...sent(first), outcome: 'failed' }]);
		expect(await states(id)).toContain('push queued');
		await ledger.report([sent(first)]);
		expect(await states(id)).toContain('push sent');
		await ledger.report([{ ...sent(second), outcome: 'failed' }]);
		expect(await states(id)).toContain('push sent');
	});

	it('are shared by two workers that claim at once, each job to one of them', async () => {
		await ledger.subscribe(cast.applicant.id);
		await ledger.sql(
			`INSERT INTO push_subscriptions
				(id, endpoint, p256dh, auth, vapidKey, recipientKind, recipient, createdAt, seenAt)
			WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < 1999)
			SELECT 'device' || substr('000000000' || n, -9), endpoint || n, p256dh, auth, vapidKey,
				recipientKind, recipient, createdAt, seenAt
			FROM push_subscriptions, numbers`
		);
		const { id } = await registered();
		const shares = await Promise.all(
			[1, 2].map(async () => {
				const mine: string[] = [];
				for (;;) {
					const jobs = await ledger.claimPush(100);
					if (jobs.length === 0) return mine;
					mine.push(...jobs.map((job) => job.id));
					await ledger.report(jobs.map(sent));
				}
			})
		);
		expect(shares.map(({ length }) => length > 0)).toEqual([true, true]);
		expect(shares.flat()).toHaveLength(2000);
		expect(new Set(shares.flat()).size).toBe(2000);
		expect(await states(id)).toContain('push sent');
	});

	it('go out at once though thousands wait, and those that wait longest beside them', async () => {
		await ledger.subscribe(cast.applicant.id);
		await registered();
		await ledger.sql("UPDATE push_jobs SET sendAfter = '2026-01-01T00:00:00.000Z'");
		await ledger.sql(
			`INSERT INTO push_jobs (id, notification, subscription, state, sendAfter, expiresAt)
			WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < 1999)
			SELECT 'waiting' || substr('00000000' || n, -8), notification, subscription || n, state,
				'2026-01-02T00:00:00.000Z', expiresAt
			FROM push_jobs, numbers`
		);
		const [oldest] = await ledger.sql("SELECT id FROM push_jobs WHERE sendAfter < '2026-01-02'");
		const { id } = await registered();
		const [newest] = await ledger.sql(
			`SELECT id FROM push_jobs WHERE notification IN
			(SELECT id FROM notifications WHERE cause = '${id}')`
		);
		const claimed = (await ledger.claimPush(10)).map((job) => job.id);
		expect(claimed).toContain(oldest?.['id']);
		expect(claimed).toContain(newest?.['id']);
	});

	it('are tried five times, ever later, and then mail is due', async () => {
		await ledger.subscribe(cast.applicant.id);
		const { id } = await registered();
		for (let tried = 1; tried <= MOST_TRIES; tried += 1) {
			const { lease, ...job } = one(await ledger.claimPush());
			expect(job.attempts).toBe(tried - 1);
			await ledger.report([{ id: job.id, lease, outcome: 'again', status: 503 }]);
			expect(await ledger.claimPush()).toEqual([]);
			expect(await ledger.claimMail()).toHaveLength(tried < MOST_TRIES ? 0 : 1);
			await ledger.sql("UPDATE push_jobs SET sendAfter = '2020-01-01T00:00:00.000Z'");
		}
		expect(await states(id)).toEqual(['tray sent', 'push failed', 'mail queued']);
		expect(await ledger.claimPush()).toEqual([]);
		expect(await ledger.sql("SELECT reason FROM notifications WHERE channel = 'push'")).toEqual([
			{ reason: 'http_503' }
		]);
	});

	it('have not failed when their push service rests, however often that is said', async () => {
		await ledger.subscribe(cast.applicant.id);
		const { id: cause } = await registered();
		for (let time = 0; time < MOST_TRIES; time += 1) {
			const { id, lease, attempts } = one(await ledger.claimPush());
			expect(attempts).toBe(0);
			const rests = { outcome: 'resting', status: 0, retryAfterMs: 60_000 } as const;
			await ledger.report([{ id, lease, ...rests }]);
			expect(await ledger.claimPush()).toEqual([]);
			await ledger.sql("UPDATE push_jobs SET sendAfter = '2020-01-01T00:00:00.000Z'");
		}
		expect(await states(cause)).toEqual(['tray sent', 'push queued', 'mail queued']);
	});

	it('wait at least as long as the push service says', async () => {
		await ledger.subscribe(cast.applicant.id);
		await registered();
		const { id, lease } = one(await ledger.claimPush());
		const before = Date.now();
		await ledger.report([{ id, lease, outcome: 'again', status: 429, retryAfterMs: 3_600_000 }]);
		const [job] = await ledger.sql('SELECT sendAfter, status FROM push_jobs');
		expect(Date.parse(job?.['sendAfter'] ?? '')).toBeGreaterThanOrEqual(before + 3_600_000);
		expect(job?.['status']).toBe('429');
	});

	it('end with a device that is gone; the other one still gets it', async () => {
		const gone = await ledger.subscribe(cast.applicant.id);
		const alive = await ledger.subscribe(cast.applicant.id);
		const { id } = await registered();
		const jobs = await ledger.claimPush();
		const dead = one(jobs.filter(({ endpoint }) => endpoint.endsWith(gone)));
		const other = one(jobs.filter(({ endpoint }) => endpoint.endsWith(alive)));
		await ledger.report([{ id: dead.id, lease: dead.lease, outcome: 'gone', status: 410 }]);
		expect(await ledger.sql('SELECT id FROM push_subscriptions')).toEqual([{ id: alive }]);
		expect(await states(id)).toContain('push queued');
		await ledger.report([sent(other)]);
		expect(await states(id)).toContain('push sent');
	});

	it('leave mail due at once when the only device is gone', async () => {
		await ledger.subscribe(cast.applicant.id);
		const { id } = await registered();
		const { id: job, lease } = one(await ledger.claimPush());
		expect(await ledger.claimMail()).toEqual([]);
		await ledger.report([{ id: job, lease, outcome: 'gone', status: 404 }]);
		expect(await states(id)).toEqual(['tray sent', 'push failed', 'mail queued']);
		expect(await ledger.claimMail()).toHaveLength(1);
	});

	it('are not handed out when the person signed out meanwhile', async () => {
		await ledger.subscribe(cast.stranger.id);
		const intent = await counterRegistration(server, cast.stranger.id);
		await act(server, cast.receivingOfficer, intent);
		await ask(server, 'POST', '/api/app/sign-out-everywhere', { as: cast.stranger });
		expect(await ledger.claimPush()).toEqual([]);
		expect(await ledger.states(intent.id, cast.stranger.id)).toEqual([
			'tray sent',
			'push failed',
			'mail queued'
		]);
	});
});

describe('mail', () => {
	it('lies in the outbox exactly once, whoever sends it how often', async () => {
		const { id } = await registered();
		const job = one(await ledger.claimMail());
		expect(job).toMatchObject({ event: 'received', recipientKind: 'applicant', locale: 'vi' });
		expect(await ledger.claimMail()).toEqual([]);
		const answers = await Promise.all(
			[job, job, { ...job, lease: 'other' }].map((mail) => ledger.sendMail(mail))
		);
		expect(answers.map(({ text }) => text).sort()).toEqual([
			'{"sent":false}',
			'{"sent":false}',
			'{"sent":true}'
		]);
		const kept = await ledger.sql('SELECT recipient, subject, text FROM mail_outbox');
		const [applicant] = await ledger.sql(
			`SELECT email FROM applicants WHERE id = '${cast.applicant.id}'`
		);
		expect(kept).toEqual([
			{ recipient: applicant?.['email'], subject: 'Có cập nhật', text: `Thư ${job.id}` }
		]);
		expect(await states(id)).toEqual(['tray sent', 'mail sent']);
	});

	it('comes back when the worker that claimed it died', async () => {
		await registered();
		const dead = one(await ledger.claimMail());
		await ledger.sql("UPDATE notifications SET leaseUntil = '2020-01-01' WHERE lease != ''");
		const mail = one(await ledger.claimMail());
		expect((await ledger.sendMail(dead)).text).toBe('{"sent":false}');
		expect((await ledger.sendMail(mail)).text).toBe('{"sent":true}');
	});

	it('waits a quarter of an hour for the phone, and is needless when the phone answers', async () => {
		await ledger.subscribe(cast.applicant.id);
		const { id } = await registered();
		const [mail] = await ledger.sql(
			"SELECT at, sendAfter FROM notifications WHERE channel = 'mail'"
		);
		const waits = Date.parse(mail?.['sendAfter'] ?? '') - Date.parse(mail?.['at'] ?? '');
		expect(waits).toBe(15 * 60_000);
		const job = one(await ledger.claimPush());
		await ledger.report([sent(job)]);
		await ledger.acknowledge(job.ack);
		expect(await states(id)).toEqual(['tray sent', 'push delivered', 'mail superseded']);
	});

	it('is sent when the phone never answers', async () => {
		await ledger.subscribe(cast.applicant.id);
		const { id } = await registered();
		await ledger.report([sent(one(await ledger.claimPush()))]);
		await ledger.sql(
			"UPDATE notifications SET sendAfter = '2020-01-01T00:00:00.000Z' WHERE channel = 'mail'"
		);
		await ledger.sendMail(one(await ledger.claimMail()));
		expect(await states(id)).toEqual(['tray sent', 'push sent', 'mail sent']);
	});
});

describe('an acknowledgement', () => {
	it('is taken once, also before the worker says that it was sent', async () => {
		await ledger.subscribe(cast.applicant.id);
		const { id } = await registered();
		const job = one(await ledger.claimPush());
		const acknowledged = async () =>
			ledger.sql("SELECT state, deliveredAt, sentAt FROM notifications WHERE channel = 'push'");
		expect((await ledger.acknowledge(job.ack)).status).toBe(200);
		const first = await acknowledged();
		await ledger.report([sent(job)]);
		expect((await ledger.acknowledge(job.ack)).status).toBe(200);
		expect(await acknowledged()).toEqual(first);
		expect(await states(id)).toContain('push delivered');
		// What arrived is not sent again when the worker died before it could say so.
		await ledger.sql("UPDATE push_jobs SET leaseUntil = ''");
		expect(await ledger.claimPush()).toEqual([]);
	});

	it('of a tap opens the notification, in the tray too, and stays opened', async () => {
		await ledger.subscribe(cast.applicant.id);
		const { id } = await registered();
		const job = one(await ledger.claimPush());
		await ledger.report([sent(job)]);
		await ledger.acknowledge(job.ack, 'opened');
		await ledger.acknowledge(job.ack, 'delivered');
		expect(await states(id)).toEqual(['tray opened', 'push opened', 'mail superseded']);
	});

	it('is refused when it is forged, or of another job', async () => {
		await ledger.subscribe(cast.applicant.id);
		await ledger.subscribe(cast.applicant.id);
		const { id } = await registered();
		const [first, second] = await ledger.claimPush();
		if (!first || !second) throw new Error('Two devices have two jobs.');
		const [, mac = ''] = first.ack.split('.');
		const forged = [
			`${second.id}.${mac}`,
			`${first.id}.${'0'.repeat(64)}`,
			first.id,
			`${first.ack}0`,
			''
		];
		for (const ack of forged) expect((await ledger.acknowledge(ack)).status, ack).toBe(400);
		expect(await states(id)).toContain('push queued');
	});

	it('is refused to a stranger at the worker’s routes', async () => {
		for (const path of ['push/claim', 'push/report', 'mail/claim', 'mail/send']) {
			for (const headers of [{}, { 'X-Worker-Key': '0'.repeat(32) }]) {
				const answer = await ask(server, 'POST', `/api/worker/${path}`, {
					as: cast.administrator,
					headers,
					body: { limit: 1, results: [] }
				});
				expect(answer.status).toBe(401);
			}
		}
	});
});

describe('what nobody can send any more', () => {
	const ran = (count: string) => expect.poll(async () => one(await ledger.sql(count))['n']);

	it('ends: a push that is too late leaves its mail due, and mail ends after a week', async () => {
		await ledger.subscribe(cast.applicant.id);
		const { id } = await registered();
		const past = "'2020-01-01T00:00:00.000Z'";
		await ledger.sql(`UPDATE push_jobs SET expiresAt = ${past}`);
		await ledger.runCron('end_notifications');
		await ran("SELECT COUNT(*) AS n FROM push_jobs WHERE state = 'expired'").toBe('1');
		expect(await states(id)).toEqual(['tray sent', 'push expired', 'mail queued']);
		expect(await ledger.claimMail()).toHaveLength(1);
		await ledger.sql(`UPDATE notifications SET expiresAt = ${past} WHERE channel = 'mail'`);
		await ledger.runCron('end_notifications');
		await ran("SELECT COUNT(*) AS n FROM notifications WHERE state = 'queued'").toBe('0');
		expect(await states(id)).toEqual(['tray sent', 'push expired', 'mail expired']);
	});

	it('ends: a push that was handed on and never answered', async () => {
		await ledger.subscribe(cast.applicant.id);
		const { id } = await registered();
		const job = one(await ledger.claimPush());
		await ledger.report([sent(job)]);
		await ledger.sql("UPDATE notifications SET expiresAt = '2020-01-01' WHERE channel = 'push'");
		await ledger.runCron('end_notifications');
		await ran("SELECT COUNT(*) AS n FROM notifications WHERE state = 'expired'").toBe('1');
		// The phone was away for a day: what it says is true all the same.
		await ledger.acknowledge(job.ack);
		expect(await states(id)).toContain('push delivered');
	});

	it('ends: a job whose device signed out', async () => {
		await ledger.subscribe(cast.applicant.id);
		const { id } = await registered();
		await ledger.sql('DELETE FROM push_subscriptions');
		await ledger.runCron('end_notifications');
		await ran("SELECT COUNT(*) AS n FROM push_jobs WHERE state = 'gone'").toBe('1');
		expect(await states(id)).toEqual(['tray sent', 'push failed', 'mail queued']);
	});
});
