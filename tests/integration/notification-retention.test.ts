import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { LEDGER_KEPT_DAYS } from '$domain/notification/retention.ts';
import { newId } from '../support/api.ts';
import { startDisposableServer, type DisposableServer } from '../support/disposable-server.ts';
import { Ledger } from '../support/ledger.ts';
import { insertPushJob, insertTold } from '../support/ledger-rows.ts';
import { signInCast, type Cast } from '../support/people.ts';
import { Journey } from '../support/travel-request.ts';

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

const daysAgo = (days: number): string => new Date(Date.now() - days * 86_400_000).toISOString();
const LONG_AGO = daysAgo(LEDGER_KEPT_DAYS + 1);

type Columns = Readonly<Record<string, string>>;

/** Told to the applicant so long ago that it may go, unless `columns` say otherwise. */
const told = (columns: Columns = {}) =>
	insertTold(server, cast.superuser, { recipient: cast.applicant.id, at: LONG_AGO, ...columns });

const job = (notification: string, columns: Columns = {}) =>
	insertPushJob(server, cast.superuser, { notification, state: 'sent', ...columns });

const idsOf = async (table: string): Promise<string[]> =>
	(await ledger.sql(`SELECT id FROM ${table} ORDER BY id`)).map(({ id }) => id ?? '');

/** Runs the sweep, until a row is gone that goes in any case, as the last of all. */
async function sweep(): Promise<void> {
	const marker = await told({ at: daysAgo(LEDGER_KEPT_DAYS) });
	await ledger.runCron('forget_notifications');
	const isThere = () => ledger.sql(`SELECT id FROM notifications WHERE id = '${marker}'`);
	await expect.poll(isThere, { timeout: 20_000 }).toEqual([]);
}

describe('The ledger', () => {
	it('forgets what is older than a year, with its pushes to single devices, and nothing younger', async () => {
		const old = await told({ channel: 'push', state: 'delivered' });
		await job(old);
		await job(old, { state: 'gone' });
		for (const state of ['sent', 'opened', 'failed', 'expired', 'superseded']) {
			await told({ channel: 'mail', state });
		}
		const young = await told({ channel: 'push', at: daysAgo(LEDGER_KEPT_DAYS - 1) });
		const itsJob = await job(young);
		await sweep();
		expect(await idsOf('notifications')).toEqual([young]);
		expect(await idsOf('push_jobs')).toEqual([itsJob]);
	});

	it('keeps what still waits to be sent, however old it is', async () => {
		const mail = await told({ channel: 'mail', state: 'queued' });
		const push = await told({ channel: 'push', state: 'sent' });
		const done = await job(push);
		const waiting = await job(push, { state: 'queued' });
		await sweep();
		expect(await idsOf('notifications')).toEqual([mail, push].sort());
		expect(await idsOf('push_jobs')).toEqual([done, waiting].sort());
	});

	it('keeps what was told of an open dossier, until it has ended', async () => {
		const { id: dossier } = await Journey.submitted(server, cast);
		await ledger.clear();
		const row = await told({ dossier });
		await sweep();
		expect(await idsOf('notifications')).toEqual([row]);
		await ledger.sql(`UPDATE dossiers SET status = 'closed' WHERE id = '${dossier}'`);
		await sweep();
		expect(await idsOf('notifications')).toEqual([]);
	});

	it('forgets thousands in one run, and leaves the audit log as it was', async () => {
		const audit = () => ledger.sql('SELECT seq, hash FROM audit_log ORDER BY seq');
		const before = await audit();
		expect(before).not.toEqual([]);
		await ledger.sql(`WITH RECURSIVE one(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM one WHERE n < 2999)
			INSERT INTO notifications (id, cause, event, dossier, recipientKind, recipient, channel, state,
				at, sendAfter)
			SELECT printf('n%014d', n), printf('c%014d', n), 'received', '${newId()}', 'applicant',
				'${cast.applicant.id}', 'tray', 'sent', '${LONG_AGO}', '${LONG_AGO}' FROM one`);
		await sweep();
		expect(await idsOf('notifications')).toEqual([]);
		expect(await audit()).toEqual(before);
	});
});
