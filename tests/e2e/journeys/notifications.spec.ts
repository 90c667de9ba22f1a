/** An officer acts, the applicant is told in the app: on every device, and without a network. */
import { expect, test, type Browser, type Page } from '@playwright/test';
import * as v from 'valibot';
import { m } from '../../../src/lib/i18n/paraglide/messages.js';
import { act, ask, newId, taken, type Taken, type Visitor } from '../../support/api.ts';
import { axeViolations } from '../../support/axe.ts';
import { BASE_URL } from '../../support/e2e-stack.ts';
import { PEOPLE, signInApplicant } from '../../support/people.ts';
import { signInAsApplicant } from '../../support/sign-in.ts';
import { officerAt } from '../../support/signed-in.ts';
import { counterRegistration } from '../../support/travel-request.ts';

const server = { url: '' };

test.beforeAll(() => {
	server.url = process.env[BASE_URL] ?? '';
});

/** Somebody nobody else tells anything. */
async function newApplicant(): Promise<{ email: string; id: string }> {
	const email = `${newId()}@example.vn`;
	const { password } = PEOPLE;
	await ask(server, 'POST', '/api/collections/applicants/records', {
		body: { name: 'Trần Thị Mới', email, kind: 'citizen', password, passwordConfirm: password }
	});
	return { email, id: (await signInApplicant(server, email)).id };
}

async function received(applicant: string): Promise<Taken['dossier']> {
	const intent = await counterRegistration(server, applicant);
	return taken(await act(server, officerAt('receiving_officer'), intent)).dossier;
}

const take = async ({ id, seq }: Taken['dossier']): Promise<void> => {
	const intent = { id: newId(), dossier: id, type: 'take', expectedSeq: seq, payload: {} };
	taken(await act(server, officerAt('case_officer'), intent));
};

const bell = (page: Page) =>
	page.getByRole('banner').getByRole('link', { name: m.notification_title() });
const rings = (page: Page, count: number) =>
	expect(bell(page)).toHaveAccessibleName(
		count === 0 ? m.notification_title() : m.notification_bell_unread({ count })
	);

async function anotherDevice(browser: Browser, email: string): Promise<Page> {
	const context = await browser.newContext({ baseURL: server.url, serviceWorkers: 'block' });
	const page = await context.newPage();
	await signInAsApplicant(page, email);
	return page;
}

test('an officer acts: the bell rings without a reload, the tray leads to the dossier', async ({
	page
}) => {
	const { email, id } = await newApplicant();
	const dossier = await received(id);
	await signInAsApplicant(page, email);
	await rings(page, 1);

	await bell(page).click();
	await expect(page.getByRole('heading', { level: 1 })).toHaveText(m.notification_title());
	const entry = page.getByRole('article').filter({ hasText: m.notification_tray_received() });
	await expect(entry).toContainText(dossier.code ?? '');
	await expect(entry).toContainText(m.notification_unread());
	expect(await axeViolations(page)).toEqual([]);
	await entry.getByRole('link').click();
	await expect(page).toHaveURL(`/ho-so/${dossier.id}`);
	await rings(page, 0);

	await take(dossier);
	await rings(page, 1);
	await bell(page).click();
	await expect(page.getByRole('article').first()).toContainText(m.notification_tray_assigned());
});

test('what was read without a network is read on the other device', async ({ page, browser }) => {
	const { email, id } = await newApplicant();
	await received(id);
	await received(id);
	await signInAsApplicant(page, email);
	await rings(page, 2);
	await bell(page).click();
	await expect(page.getByRole('article')).toHaveCount(2);
	const other = await anotherDevice(browser, email);
	await rings(other, 2);

	await page.context().setOffline(true);
	await page
		.getByRole('article')
		.first()
		.getByRole('button', { name: m.notification_mark_read() })
		.click();
	await rings(page, 1);
	await page.getByRole('button', { name: m.notification_mark_all_read() }).click();
	await rings(page, 0);
	await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
	await seenAgain(other);
	await rings(other, 2);

	// Signed in once: the server takes only so many passwords a minute from one address.
	const as = await signInApplicant(server, email);
	await page.context().setOffline(false);
	await expect.poll(() => unreadAtServer(as)).toBe(0);
	await seenAgain(other);
	await rings(other, 0);
	await other.context().close();
});

test('leaving takes the notifications off the device', async ({ page }) => {
	const { email, id } = await newApplicant();
	await received(id);
	let badge = 0;
	await page.exposeFunction('showBadge', (count: number) => (badge = count));
	await page.addInitScript('navigator.setAppBadge = showBadge');
	await page.addInitScript('navigator.clearAppBadge = () => showBadge(0)');
	await signInAsApplicant(page, email);
	await rings(page, 1);
	await expect.poll(() => badge).toBe(1);
	await page.goto('/toi');
	await page.getByRole('main').getByRole('button', { name: m.sign_out(), exact: true }).click();
	await page.getByRole('dialog').getByRole('button', { name: m.sign_out(), exact: true }).click();
	await expect(bell(page)).toHaveCount(0);
	await expect.poll(() => badge).toBe(0);
	await page.goto('/thong-bao');
	await expect(page.getByRole('heading', { level: 1 })).toHaveText(m.notification_sign_in());
});

/** As when a person takes up the phone again. */
const seenAgain = (page: Page) =>
	page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));

const Tray = v.object({ items: v.array(v.object({ openedAt: v.nullable(v.string()) })) });

async function unreadAtServer(as: Visitor): Promise<number> {
	const { body } = await ask(server, 'GET', '/api/app/notifications', { as });
	return v.parse(Tray, body).items.filter(({ openedAt }) => openedAt === null).length;
}
