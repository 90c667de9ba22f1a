/**
 * From an officer's act to the applicant's phone, through everything of ours: ledger, worker,
 * encryption, a push service that verifies and decrypts, service worker, acknowledgement.
 */
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ChildProcess } from 'node:child_process';
import { expect, test, type Page } from '@playwright/test';
import { WEB_DIR } from '../../../scripts/build.ts';
import { publicVapidKeys, readOrMakeVapidKeys, vapidFile } from '../../../scripts/vapid.ts';
import { launchWorker } from '../../../scripts/worker-process.ts';
import { m } from '../../../src/lib/i18n/paraglide/messages.js';
import { Phone, shownOn, touch, WorkerTools } from '../../support/browser-push.ts';
import { startDisposableServer, type DisposableServer } from '../../support/disposable-server.ts';
import { untilKept } from '../../support/offline.ts';
import { PEOPLE, signInCast, sql, type Cast } from '../../support/people.ts';
import {
	CERTIFICATE_FILE,
	startPushService,
	type PushServiceForTests
} from '../../support/push-service/service.ts';
import { signInAsApplicant, untilAlive } from '../../support/sign-in.ts';
import { Journey } from '../../support/travel-request.ts';

test.setTimeout(180_000);

const HANH = PEOPLE.applicants[0]?.email ?? '';

let folder: string;
let service: PushServiceForTests;
let server: DisposableServer;
let worker: ChildProcess;
let cast: Cast;
let phone: Phone;
let page: Page;
let tools: WorkerTools;

test.beforeAll(async () => {
	folder = mkdtempSync(join(tmpdir(), 'ngoai-vu-so-keys-'));
	const keys = publicVapidKeys(readOrMakeVapidKeys(folder, Date.now()), Date.now());
	service = await startPushService();
	server = await startDisposableServer({
		webDir: WEB_DIR,
		environment: { ...keys, PUSH_EXTRA_ORIGIN: service.origin }
	});
	worker = launchWorker(server.url, server.environment.WORKER_KEY, {
		PUBLIC_URL: server.url,
		VAPID_FILE: vapidFile(folder),
		VAPID_SUBJECT: 'mailto:so-ngoai-vu@example.vn',
		PUSH_EXTRA_ORIGIN: service.origin,
		PUSH_EXTRA_CA: CERTIFICATE_FILE
	});
	cast = await signInCast(server);
});
test.afterAll(async () => {
	const ended = once(worker, 'exit');
	worker.kill('SIGTERM');
	await ended;
	await server.stop();
	await service.stop();
	rmSync(folder, { recursive: true, force: true });
});

test.beforeEach(async () => {
	phone = await Phone.start(server.url, (vapidKey) => service.subscribe(vapidKey));
	page = phone.context.pages()[0] ?? (await phone.context.newPage());
	await signInAsApplicant(page, HANH);
	await untilKept(page, 90_000);
	await phone.allow();
	await page.goto('/toi/thong-bao');
	await page.getByRole('button', { name: m.push_turn_on() }).click();
	await expect(page.getByText(m.push_state_on())).toBeVisible();
	tools = await WorkerTools.of(page);
});
test.afterEach(() => phone.stop());

/** What became of the message about this event of the dossier, on each channel. */
async function ledger(dossier: string, event: string): Promise<Record<string, string>> {
	const rows = await sql(
		server,
		cast.superuser,
		`SELECT channel, state FROM notifications WHERE dossier = '${dossier}'
		AND event = '${event}' AND recipient = '${cast.applicant.id}'`
	);
	return Object.fromEntries(rows.map(({ channel = '', state = '' }) => [channel, state]));
}

/** What the push service decrypted for this phone about the dossier, the newest last. */
const arrived = (dossier: string) =>
	service.deliveries.filter(
		({ endpoint, text }) => endpoint === phone.endpoint && text.includes(dossier)
	);

test('With the app closed an officer acts, and the phone shows it; the ledger knows of each step', async () => {
	const journey = await Journey.submitted(server, cast);
	await page.goto('about:blank');
	await journey.take(cast.receivingOfficer, 'receive', { remark: '' });
	await expect
		.poll(() => ledger(journey.id, 'received'), { timeout: 30_000 })
		.toMatchObject({
			push: 'sent',
			tray: 'sent'
		});
	const delivery = arrived(journey.id).at(-1);
	expect(service.faults, 'signed and encrypted as the standards say').toEqual([]);

	await tools.deliver(delivery?.text ?? '');
	await expect
		.poll(() => ledger(journey.id, 'received'), { timeout: 30_000 })
		.toMatchObject({ push: 'delivered', mail: 'superseded' });

	await page.goto('/tro-nang');
	await untilAlive(page);
	expect(await shownOn(page)).toMatchObject([
		{ title: m.notification_progress_title(), actions: [{ title: m.push_action_open() }] }
	]);
	expect(await touch(phone.context)).toBeUndefined();
	await page.waitForURL(`**/ho-so/${journey.id}`);
	await expect(page.getByText(m.dossier_clock_title())).toBeVisible();
	await expect
		.poll(() => ledger(journey.id, 'received'), { timeout: 30_000 })
		.toMatchObject({ push: 'opened' });
});

test('With the phone gone for good, the mail lies in the outbox', async () => {
	service.behave({ kind: 'refuse', status: 410 });
	const journey = await Journey.submitted(server, cast);
	await journey.take(cast.receivingOfficer, 'receive', { remark: '' });
	await expect
		.poll(() => ledger(journey.id, 'received'), { timeout: 60_000 })
		.toMatchObject({ push: 'failed', mail: 'sent', tray: 'sent' });
	const mails = await sql(
		server,
		cast.superuser,
		`SELECT subject, text FROM mail_outbox WHERE recipient = '${HANH}' ORDER BY at DESC LIMIT 1`
	);
	expect(mails).toMatchObject([{ subject: m.notification_progress_title() }]);
	expect(mails[0]?.['text']).toContain(`/ho-so/${journey.id}`);
	const left = await sql(
		server,
		cast.superuser,
		`SELECT id FROM push_subscriptions WHERE endpoint = '${phone.endpoint}'`
	);
	expect(left, 'nobody knocks there again').toEqual([]);
});
