/** What a phone is told while the app is closed, and whose it is. */
import { expect, test, type Page } from '@playwright/test';
import * as v from 'valibot';
import { WEB_DIR } from '../../../scripts/build.ts';
import { m } from '../../../src/lib/i18n/paraglide/messages.js';
import { act, newId, taken, type Visitor } from '../../support/api.ts';
import { Phone, shownOn, touch, WorkerTools, type Shown } from '../../support/browser-push.ts';
import { startDisposableServer, type DisposableServer } from '../../support/disposable-server.ts';
import { leftovers } from '../../support/leftovers.ts';
import { untilKept } from '../../support/offline.ts';
import { ownerHash } from '../../support/owner-hash.ts';
import { limitRates, PEOPLE, signInApplicant, signInSuperuser, sql } from '../../support/people.ts';
import { VAPID_KEY } from '../../support/push-subscription.ts';
import { signInAsApplicant, signInAsOfficer, untilAlive } from '../../support/sign-in.ts';
import { submission } from '../../support/travel-request.ts';

// Each phone is a new one, and takes the whole app in first.
test.setTimeout(180_000);

const [HANH = '', OTHER = ''] = PEOPLE.applicants.map(({ email }) => email);

const PIN = '271828';

let server: DisposableServer;
let superuser: Visitor;
let hanh: string;
let other: string;
test.beforeAll(async () => {
	server = await startDisposableServer({
		webDir: WEB_DIR,
		environment: { VAPID_PUBLIC_KEY: VAPID_KEY }
	});
	superuser = await signInSuperuser(server);
	await limitRates(server, superuser, false);
	hanh = (await signInApplicant(server, HANH)).id;
	other = (await signInApplicant(server, OTHER)).id;
});
test.afterAll(() => server.stop());

let phone: Phone;
let page: Page;
test.beforeEach(async () => {
	phone = await Phone.start(server.url);
	page = phone.context.pages()[0] ?? (await phone.context.newPage());
});
test.afterEach(() => phone.stop());

/** Who is told where, as the server has it. */
async function told(): Promise<Record<string, string>> {
	const query = 'SELECT endpoint, recipient FROM push_subscriptions';
	const rows = await sql(server, superuser, query);
	return Object.fromEntries(rows.map(({ endpoint = '', recipient = '' }) => [endpoint, recipient]));
}

const payload = (change: object = {}) =>
	JSON.stringify({
		v: 1,
		id: newId(),
		tag: `dossier:${'d'.repeat(15)}`,
		owner: ownerHash('applicants', hanh),
		title: m.notification_to_do_title(),
		body: m.notification_to_do_body(),
		url: `/ho-so/${'d'.repeat(15)}`,
		actions: ['open', 'supply'],
		locale: 'vi',
		ack: `${newId()}.${'0'.repeat(64)}`,
		...change
	});

async function enter(email = HANH): Promise<void> {
	await signInAsApplicant(page, email);
	await untilKept(page, 90_000);
}

async function turnOn(): Promise<WorkerTools> {
	await phone.allow();
	await page.goto('/toi/thong-bao');
	await page.getByRole('button', { name: m.push_turn_on() }).click();
	await expect(page.getByText(m.push_state_on())).toBeVisible();
	return WorkerTools.of(page);
}

async function signOut(): Promise<void> {
	await page.goto('/toi');
	await page.getByRole('main').getByRole('button', { name: m.sign_out(), exact: true }).click();
	await page.getByRole('dialog').getByRole('button', { name: m.sign_out(), exact: true }).click();
	await page.waitForURL((url) => url.pathname === '/');
}

async function firstShown(): Promise<Shown | undefined> {
	await expect.poll(async () => (await shownOn(page)).length).toBeGreaterThan(0);
	return (await shownOn(page))[0];
}

const letters = async () => (await leftovers(page)).databases.match(/path: /g)?.length ?? 0;

test('A person turns notifications on, and off again', async () => {
	await enter();
	await page.goto('/toi');
	await page.getByRole('link', { name: m.push_manage() }).click();
	await expect(page.getByText(m.push_state_off())).toBeVisible();
	expect(await page.evaluate(() => Notification.permission), 'nobody was asked').toBe('default');

	await turnOn();
	expect(await told()).toMatchObject({ [phone.endpoint ?? '']: hanh });
	await page.reload();
	await expect(page.getByText(m.push_state_on())).toBeVisible();

	const endpoint = phone.endpoint ?? '';
	await page.getByRole('button', { name: m.push_turn_off() }).click();
	await expect(page.getByText(m.push_turned_off())).toBeVisible();
	expect(phone.endpoint).toBeUndefined();
	await expect.poll(told).not.toHaveProperty([endpoint]);
});

test('What comes is shown, grouped by dossier, with what can be done about it', async () => {
	await enter();
	const worker = await turnOn();
	await worker.deliver(payload());
	expect(await firstShown()).toMatchObject({
		title: m.notification_to_do_title(),
		body: m.notification_to_do_body(),
		lang: 'vi',
		actions: [
			{ action: 'open', title: m.push_action_open() },
			{ action: 'supply', title: m.push_action_supply() }
		]
	});

	await worker.deliver(payload({ title: m.notification_progress_title(), actions: ['open'] }));
	await expect
		.poll(async () => (await shownOn(page)).map(({ title }) => title), 'the newest of a dossier')
		.toEqual([m.notification_progress_title()]);
	await worker.deliver(payload({ tag: `dossier:${'e'.repeat(15)}` }));
	await expect.poll(async () => (await shownOn(page)).length, 'another dossier').toBe(2);
});

test('Each is said in the language it was written in', async () => {
	await enter();
	const worker = await turnOn();
	const en = { locale: 'en' } as const;
	await worker.deliver(
		payload({ locale: 'en', title: m.notification_to_do_title({}, en), tag: 'app' })
	);
	expect(await firstShown()).toMatchObject({
		title: m.notification_to_do_title({}, en),
		lang: 'en',
		actions: [{ title: m.push_action_open({}, en) }, { title: m.push_action_supply({}, en) }]
	});
	await page.goto('about:blank');
	expect(await touch(phone.context)).toBe(`/en/ho-so/${'d'.repeat(15)}`);
});

test('What cannot be read is shown all the same, and leads nowhere', async () => {
	await enter();
	const worker = await turnOn();
	for (const data of ['', 'no JSON', '[]', payload({ url: 'https://evil.example/' })]) {
		await worker.deliver(data);
		const shown = await firstShown();
		expect(shown).toMatchObject({ title: m.app_name(), body: m.push_neutral(), actions: [] });
		expect(shown?.data).toEqual({ path: '/', locale: 'vi' });
		await page.evaluate(async () => {
			const registration = await navigator.serviceWorker.getRegistration();
			for (const notification of (await registration?.getNotifications()) ?? [])
				notification.close();
		});
	}
	expect(await letters()).toBe(0);
});

test('A touch shows the dossier in the open window, and nothing typed there is lost', async () => {
	await enter();
	const worker = await turnOn();
	await page.goto('/thu-tuc');
	await untilAlive(page);
	await page.evaluate(() => (document.title = 'the same page'));
	await worker.deliver(payload());
	await firstShown();
	expect(await touch(phone.context, 'supply')).toBeUndefined();
	await page.waitForURL(`**/ho-so/${'d'.repeat(15)}#bo-sung`);
	expect(await shownOn(page), 'it is gone').toEqual([]);
	const loads = () => page.evaluate(() => performance.getEntriesByType('navigation')[0]?.name);
	expect(await loads(), 'by the router, not by loading the page anew').toContain('/thu-tuc');

	await page.goto('/dang-ky');
	await page.getByLabel(m.applicant_email()).fill('dang-go@example.vn');
	await worker.deliver(payload());
	await firstShown();
	expect(await touch(phone.context)).toBe(`/ho-so/${'d'.repeat(15)}`);
	await expect(page.getByLabel(m.applicant_email())).toHaveValue('dang-go@example.vn');
});

test('Without a network it opens all the same, and what is to be told the server waits', async () => {
	await enter();
	const worker = await turnOn();
	await phone.context.setOffline(true);
	await worker.deliver(payload());
	await firstShown();
	await expect.poll(letters, 'delivered').toBe(1);
	expect(await touch(phone.context)).toBeUndefined();
	await page.waitForURL(`**/ho-so/${'d'.repeat(15)}`);
	await expect.poll(letters, 'and opened').toBe(2);

	await phone.context.setOffline(false);
	await page.reload();
	await expect.poll(letters).toBe(0);
});

test('Signing out ends it, also without a network', async () => {
	await enter();
	const worker = await turnOn();
	const endpoint = phone.endpoint ?? '';
	await worker.deliver(payload());
	await firstShown();
	await phone.context.setOffline(true);
	await signOut();
	expect(phone.endpoint, 'the browser gave it up').toBeUndefined();
	expect(await shownOn(page), 'what was shown is gone').toEqual([]);
	expect((await leftovers(page)).databases).not.toContain(hanh);
	await worker.deliver(payload());
	expect(await firstShown()).toMatchObject({ body: m.push_neutral(), data: { path: '/' } });

	await phone.context.setOffline(false);
	await page.reload();
	await expect.poll(told, 'the server hears of it').not.toHaveProperty([endpoint]);
});

test('Another person on the same browser gets nothing of the one before', async () => {
	await enter();
	await turnOn();
	await signOut();
	await enter(OTHER);
	const worker = await turnOn();
	expect(await told()).toMatchObject({ [phone.endpoint ?? '']: other });
	await worker.deliver(payload());
	expect(await firstShown()).toMatchObject({ title: m.app_name(), body: m.push_neutral() });
	expect(await letters(), 'nor is anything acknowledged').toBe(0);
});

test('A session that was not ended by signing out is replaced by another person’s all the same', async () => {
	await enter();
	await turnOn();
	const endpoint = phone.endpoint ?? '';
	await page.goto('/dang-nhap');
	await page.getByLabel(m.applicant_email()).fill(OTHER);
	await page.getByLabel(m.account_password(), { exact: true }).fill(PEOPLE.password);
	await page.getByRole('main').getByRole('button', { name: m.sign_in() }).click();
	await page.waitForURL('**/ho-so');
	await expect.poll(() => phone.endpoint).toBeUndefined();
	await expect.poll(told).not.toHaveProperty([endpoint]);
	await page.goto('/toi/thong-bao');
	await expect(page.getByText(m.push_state_off())).toBeVisible();
});

test('The trial walks from the permission to what stands on the screen', async () => {
	await enter();
	await phone.allow();
	await page.goto('/toi/thong-bao');
	const answered = page.waitForResponse('**/api/app/notifications/test');
	await page.getByRole('button', { name: m.push_trial(), exact: true }).click();
	const { push } = v.parse(v.object({ push: v.string() }), await (await answered).json());
	const worker = await WorkerTools.of(page);
	await worker.deliver(payload({ tag: 'app', url: '/thong-bao', actions: [] }));
	await expect(page.getByText(m.push_trial_done()), 'another one').toBeHidden();
	await worker.deliver(payload({ id: push, tag: 'app', url: '/thong-bao', actions: [] }));
	await expect(page.getByText(m.push_trial_done())).toBeVisible();
	await expect(page.getByText(m.push_state_on())).toBeVisible();
});

test('After a dossier was sent it is offered, once, and asked for only by a press', async () => {
	const intent = await submission(server, await signInApplicant(server, HANH));
	const { dossier } = taken(await act(server, await signInApplicant(server, HANH), intent));
	await enter();
	const offer = page.getByRole('region', { name: m.push_offer_title() });
	await page.goto(`/ho-so/${dossier.id}?moi`);
	await expect(offer).toBeVisible();
	expect(await page.evaluate(() => Notification.permission)).toBe('default');
	await phone.allow();
	await offer.getByRole('button', { name: m.push_offer_yes() }).click();
	await expect(page.getByText(m.push_offer_done())).toBeVisible();
	expect(await told()).toMatchObject({ [phone.endpoint ?? '']: hanh });

	await page.goto(`/ho-so/${dossier.id}?moi`);
	await expect(page.getByText(m.dossier_clock_title())).toBeVisible();
	await expect(offer).toBeHidden();
});

test('A shared device is not offered it', async () => {
	await phone.allow();
	await page.goto('/dang-nhap');
	await page.getByLabel(m.applicant_email()).fill(HANH);
	await page.getByLabel(m.account_password(), { exact: true }).fill(PEOPLE.password);
	await page.getByLabel(m.shared_device(), { exact: true }).check();
	await page.getByRole('main').getByRole('button', { name: m.sign_in() }).click();
	await page.waitForURL('**/ho-so');
	await page.goto('/toi/thong-bao');
	await expect(page.getByText(m.push_state_shared())).toBeVisible();
	await expect(page.getByRole('button', { name: m.push_turn_on() })).toBeHidden();
	await expect(page.getByRole('button', { name: m.push_trial() })).toBeHidden();
});

test('Who said no is told where to change it', async () => {
	await enter();
	await phone.context.grantPermissions([]);
	await page.goto('/toi/thong-bao');
	await expect(page.getByText(m.push_state_blocked())).toBeVisible();
	expect(phone.endpoint).toBeUndefined();
});

test('What the browser forgot is made anew at the next start, without asking', async () => {
	await enter();
	await turnOn();
	const before = phone.endpoint ?? '';
	phone.forget();
	await page.reload();
	await expect(page.getByText(m.push_state_on())).toBeVisible();
	expect(phone.endpoint).not.toBe(before);
	expect(await told()).toMatchObject({ [phone.endpoint ?? '']: hanh });
});

test('What the browser changed is made anew with the same key, and the server hears of it at once', async () => {
	await enter();
	await turnOn();
	const before = phone.endpoint;
	expect(await phone.change()).toBe(VAPID_KEY);
	expect(phone.endpoint).not.toBe(before);
	await expect.poll(told).toMatchObject({ [phone.endpoint ?? '']: hanh });
	await expect(page.getByText(m.push_state_on())).toBeVisible();
});

test('What the browser changed while the app was closed, the server hears at the next start', async () => {
	await enter();
	await turnOn();
	await page.goto('about:blank');
	expect(await phone.change()).toBe(VAPID_KEY);
	const { endpoint = '' } = phone;
	expect(await told()).not.toHaveProperty([endpoint]);
	await page.goto('/thu-tuc');
	await expect.poll(told).toMatchObject({ [endpoint]: hanh });
	expect(phone.endpoint, 'and is not made once more').toBe(endpoint);
});

test('Behind an officer’s locked screen nothing comes, until the PIN opens it again', async () => {
	await signInAsOfficer(page, 'leader', { pin: PIN });
	await untilKept(page, 90_000);
	const worker = await turnOn();
	const endpoint = phone.endpoint ?? '';
	const leader = (await told())[endpoint] ?? '';
	const theirs = payload({
		owner: ownerHash('officers', leader),
		url: `/cong-viec/${'d'.repeat(15)}`
	});
	await worker.deliver(theirs);
	expect(await firstShown()).toMatchObject({ title: m.notification_to_do_title() });

	await page.goto('/toi');
	await page.getByRole('button', { name: m.lock_now() }).click();
	await expect(page.getByRole('heading', { name: m.locked_title() })).toBeVisible();
	await expect.poll(() => phone.endpoint, 'the browser gave it up').toBeUndefined();
	await expect.poll(told, 'the server hears of it').not.toHaveProperty([endpoint]);
	await expect.poll(() => shownOn(page), 'what was shown is gone').toEqual([]);
	await worker.deliver(theirs);
	expect(await firstShown(), 'what was on its way').toMatchObject({
		title: m.app_name(),
		body: m.push_neutral(),
		data: { path: '/' }
	});
	await page.reload();
	await expect(page.getByRole('heading', { name: m.locked_title() })).toBeVisible();
	expect(phone.endpoint, 'nor does a start make it anew').toBeUndefined();

	await page.getByLabel(m.pin(), { exact: true }).fill(PIN);
	await page.getByRole('button', { name: m.locked_open() }).click();
	await expect.poll(async () => (await told())[phone.endpoint ?? '']).toBe(leader);
	await page.goto('/toi/thong-bao');
	await expect(page.getByText(m.push_state_on())).toBeVisible();
});

test('A browser that changes what it holds behind a locked screen gets nothing anew', async () => {
	await signInAsOfficer(page, 'leader', { pin: PIN });
	await untilKept(page, 90_000);
	await turnOn();
	await page.goto('/toi');
	await page.getByRole('button', { name: m.lock_now() }).click();
	await expect.poll(() => phone.endpoint).toBeUndefined();
	expect(await phone.change()).toBeUndefined();
});

test('Choices are kept, and wait here while there is no network', async () => {
	await enter();
	await page.goto('/toi/thong-bao');
	const mail = page
		.getByRole('group', { name: m.push_kind_catalogue() })
		.getByLabel(m.push_channel_mail());
	await expect(mail).toBeChecked();
	await phone.context.setOffline(true);
	await mail.uncheck();
	await page.getByLabel(m.push_quiet(), { exact: true }).check();
	await page.getByRole('button', { name: m.push_save() }).click();
	await expect(page.getByText(m.push_kept())).toBeVisible();
	await page.reload();
	await expect(mail).not.toBeChecked();
	await expect(page.getByText(m.push_unsaved())).toBeVisible();

	await phone.context.setOffline(false);
	await page.getByRole('button', { name: m.push_save() }).click();
	await expect(page.getByText(m.push_saved())).toBeVisible();
	await page.reload();
	await expect(mail).not.toBeChecked();
	await expect(page.getByLabel(m.push_quiet_from())).toHaveValue('22:00');
	await expect(page.getByText(m.push_unsaved())).toBeHidden();
});
