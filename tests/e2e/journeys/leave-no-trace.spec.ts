/** What stays on a device of somebody who worked there, and of somebody who left. */
import { readFileSync } from 'node:fs';
import { expect, test, type Page } from '@playwright/test';
import { m } from '../../../src/lib/i18n/paraglide/messages.js';
import { axeViolations } from '../../support/axe.ts';
import { ask } from '../../support/api.ts';
import { found, foundInCaches, leftovers } from '../../support/leftovers.ts';
import { untilKept } from '../../support/offline.ts';
import { PEOPLE, signInApplicant } from '../../support/people.ts';
import { enterAsApplicant, signInAsApplicant } from '../../support/sign-in.ts';
import { PDF, prepare, step } from '../travel-draft.ts';

test.use({ serviceWorkers: 'allow' });

const [HANH, OTHER, BUSINESS] = PEOPLE.applicants;
const hanh = HANH?.email ?? '';
const other = OTHER?.email ?? '';
/** Whose sessions are ended: nobody else here is signed in as them. */
const business = BUSINESS?.email ?? '';
const MARKER = 'bí mật của tệp 271828';
const PLANTED = ['Trần Thị Mẫu', '001190012345', '12 Đường Thử', MARKER, hanh, HANH?.name ?? ''];

/** What of `planted` lies anywhere on the device. */
async function leftOf(planted: readonly string[], page: Page): Promise<string[]> {
	const { databases, local, session } = await leftovers(page);
	return [
		...found(planted, [databases, local, session].join('\n')),
		...(await foundInCaches(page, planted))
	];
}

/** A draft with name, numbers, address and a file. @returns its address */
async function work(page: Page): Promise<string> {
	await prepare(page, {
		upTo: 9,
		pdf: { ...PDF, buffer: Buffer.from(`%PDF-1.4\n% ${MARKER}\n%%EOF\n`) }
	});
	const address = new URL(page.url()).pathname;
	await page.goto('/ho-so');
	await expect(page.locator(`main a[href="${address}"]`)).toBeVisible();
	return address;
}

async function openSignOut(page: Page) {
	await page.goto('/toi');
	await page.getByRole('main').getByRole('button', { name: m.sign_out(), exact: true }).click();
	const dialog = page.getByRole('dialog');
	await expect(dialog.getByText(m.sign_out_drafts({ count: 1 }))).toBeVisible();
	return dialog;
}

async function submitPassword(page: Page, email: string, shared = false): Promise<void> {
	await page.getByLabel(m.applicant_email()).fill(email);
	await page.getByLabel(m.account_password(), { exact: true }).fill(PEOPLE.password);
	if (shared) await page.getByLabel(m.shared_device(), { exact: true }).check();
	await page.getByRole('main').getByRole('button', { name: m.sign_in(), exact: true }).click();
}

test('Work lies on the device unreadable, and nothing of it after signing out', async ({
	page,
	context
}) => {
	test.slow();
	await signInAsApplicant(page, hanh);
	await untilKept(page);
	const draft = await work(page);
	const during = await leftovers(page);
	expect(during.databases, 'there is something').toContain('drafts');
	expect(found(PLANTED, during.databases)).toEqual([]);
	const published = 'Ngoại vụ số';
	expect(await foundInCaches(page, [...PLANTED, published])).toEqual([published]);

	const otherTab = await context.newPage();
	await otherTab.goto(draft);
	await expect(otherTab.getByRole('button', { name: m.go_on() })).toBeVisible();

	const dialog = await openSignOut(page);
	await expect(dialog.getByText(m.sign_out_files({ count: 2 }))).toBeVisible();
	expect(await axeViolations(page)).toEqual([]);
	const [download] = await Promise.all([
		page.waitForEvent('download'),
		dialog.getByRole('button', { name: m.sign_out_copy() }).click()
	]);
	const copy = readFileSync(await download.path(), 'utf8');
	expect(found(['Trần Thị Mẫu', '001190012345', MARKER], copy)).toHaveLength(3);

	await dialog.getByRole('button', { name: m.sign_out_anyway() }).click();
	await page.waitForURL((url) => url.pathname === '/');
	const id = draft.split('/').pop() ?? '';
	expect(await leftOf([...PLANTED, id], page)).toEqual([]);

	await otherTab.goto('/ho-so');
	await expect(otherTab.getByRole('main').getByRole('link', { name: m.sign_in() })).toBeVisible();
	await signInAsApplicant(page, other);
	await page.goto(draft);
	await expect(page.getByRole('heading', { level: 1 })).toHaveText(
		m.submission_draft_missing_title()
	);
});

test('Another tab is signed out at the same moment', async ({ page, context }) => {
	await enterAsApplicant(page, hanh);
	const otherTab = await context.newPage();
	await otherTab.goto('/toi');
	await expect(otherTab.getByText(HANH?.name ?? '').first()).toBeVisible();
	await page.goto('/toi');
	await page.getByRole('main').getByRole('button', { name: m.sign_out(), exact: true }).click();
	await page.getByRole('dialog').getByRole('button', { name: m.sign_out(), exact: true }).click();
	await expect(otherTab.getByText(m.me_signed_out())).toBeVisible();
});

test('A shared device keeps a session through a reload, and nothing once its tab is closed', async ({
	page,
	context
}) => {
	test.slow();
	await page.goto('/dang-nhap');
	await submitPassword(page, hanh, true);
	await page.waitForURL('**/ho-so');
	const draft = await work(page);
	await page.reload();
	await expect(page.locator(`main a[href="${draft}"]`)).toBeVisible();
	const during = await leftovers(page);
	expect(during.local).not.toContain('token');
	expect(during.databases, 'no key is stored').not.toMatch(/id: key\n[^]*owner: \w+\n[^]*key\(/);
	expect(found(PLANTED, during.databases + during.local)).toEqual([]);

	const next = await context.newPage();
	await next.goto('/ho-so');
	await expect(next.getByRole('main').getByRole('link', { name: m.sign_in() })).toBeVisible();
	await page.close();
	const id = draft.split('/').pop() ?? '';
	const left = () => leftOf([...PLANTED, id], next);
	await expect.poll(left, { timeout: 20_000 }).toEqual([]);
	await expect.poll(async () => (await leftovers(next)).local).not.toContain('shared-accounts');
});

test('What is typed when the session ends is kept by signing in again, and by nobody else', async ({
	page,
	baseURL
}) => {
	await signInAsApplicant(page, business);
	await prepare(page, { upTo: 2 });
	await page.locator('#fullName').fill('Trần Thị Mẫu Một');
	const server = { url: baseURL ?? '' };
	await ask(server, 'POST', '/api/app/sign-out-everywhere', {
		as: await signInApplicant(server, business)
	});
	await page.evaluate(() => dispatchEvent(new Event('online')));
	await expect.poll(() => page.evaluate(() => localStorage.getItem('nvs.session'))).toBeNull();
	await page.locator('#fullName').fill('Trần Thị Mẫu, gõ sau');
	const notice = page.getByRole('alert').filter({ hasText: m.submission_unsaved_title() });
	await expect(notice).toBeVisible();
	expect(await axeViolations(page)).toEqual([]);
	expect((await leftovers(page)).databases).not.toContain('Trần Thị');

	await notice.getByRole('link', { name: m.sign_in() }).click();
	await submitPassword(page, business);
	await step(page, 2);
	await expect(page.locator('#fullName')).toHaveValue('Trần Thị Mẫu, gõ sau');
	await expect(notice).toBeHidden();
	await page.reload();
	await expect(page.locator('#fullName')).toHaveValue('Trần Thị Mẫu, gõ sau');

	const draft = new URL(page.url()).pathname;
	await page.goto('/dang-nhap');
	await submitPassword(page, other);
	await page.waitForURL('**/ho-so');
	await page.goto(draft);
	await expect(page.getByRole('heading', { level: 1 })).toHaveText(
		m.submission_draft_missing_title()
	);
	await page.goto('/dang-nhap');
	await submitPassword(page, business);
	await page.waitForURL('**/ho-so');
	await expect(page.locator(`main a[href="${draft}"]`)).toBeVisible();
});
