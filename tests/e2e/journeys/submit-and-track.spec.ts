/** The main journey, on a phone: prepare, send, watch, supply, track. */
import { expect, test, type Browser, type Page } from '@playwright/test';
import type { ActionType, Payload } from '../../../src/lib/domain/dossier/intent.ts';
import { m } from '../../../src/lib/i18n/paraglide/messages.js';
import { axeViolations } from '../../support/axe.ts';
import { takeNow } from '../../support/api.ts';
import { BASE_URL } from '../../support/e2e-stack.ts';
import { PEOPLE } from '../../support/people.ts';
import { officerAt } from '../../support/signed-in.ts';
import { PDF, prepare, send, step } from '../travel-draft.ts';

const APPLICANT = PEOPLE.applicants[1]?.email ?? '';

/** Signs in where the review asks for it, which leads back to the review. */
async function signInFromReview(page: Page): Promise<void> {
	await signIn(page);
	await step(page, 10);
}

async function signIn(page: Page): Promise<void> {
	await page.getByRole('main').getByRole('link', { name: m.sign_in() }).click();
	await page.getByLabel(m.applicant_email()).fill(APPLICANT);
	await page.getByLabel(m.account_password(), { exact: true }).fill(PEOPLE.password);
	await page.getByRole('main').getByRole('button', { name: m.sign_in() }).click();
}

/** Sends, and waits until the server has it: from then on the desk can act. @returns its id */
async function sendAndArrive(page: Page): Promise<string> {
	const dossier = await send(page);
	await expect(page.getByText(m.status_submitted(), { exact: true })).toBeVisible();
	return dossier;
}

/** The live line of a dossier that is about to be opened stands. */
const untilLive = (page: Page) =>
	page.waitForResponse((answer) => {
		const asked = answer.request();
		const isOfDossier = asked.postData()?.includes('dossiers/') ?? false;
		return answer.url().endsWith('/api/realtime') && asked.method() === 'POST' && isOfDossier;
	});

/** The desk acts in another office. */
function reception<T extends ActionType>(
	dossier: string,
	type: T,
	payload: Payload<T>
): Promise<unknown> {
	const server = { url: process.env[BASE_URL] ?? '' };
	return takeNow(server, officerAt('receiving_officer'), dossier, type, payload);
}

test('A draft survives reload, back and an ended session, and is sent once', async ({ page }) => {
	await prepare(page);
	await page.reload();
	await step(page, 10);
	await expect(page.getByText('Trần Thị Mẫu')).toBeVisible();
	await page.goBack();
	await step(page, 9);
	await page.goForward();
	await step(page, 10);
	await signInFromReview(page);
	expect(await axeViolations(page)).toEqual([]);

	// The session ends while the form is open: the server no longer knows the token.
	await page.evaluate(() => {
		const kept = JSON.parse(localStorage.getItem('nvs.session') ?? '{}') as object;
		localStorage.setItem('nvs.session', JSON.stringify({ ...kept, token: 'ended' }));
	});
	const dossier = await send(page);
	await expect(page.getByText(m.fault_signed_out(), { exact: true })).toBeVisible();
	await signIn(page);
	await expect(page.getByText(m.status_submitted(), { exact: true })).toBeVisible();
	await page.goto('/ho-so');
	await expect(page.locator(`a[href="/ho-so/${dossier}"]`)).toHaveCount(1);
	await expect(page.getByText(m.dossier_mine_drafts())).toBeHidden();
});

test('The applicant sees each step without a reload, and supplies a paper in place', async ({
	page,
	browser
}) => {
	test.slow();
	await prepare(page);
	await signInFromReview(page);
	const hearsNews = untilLive(page);
	const dossier = await sendAndArrive(page);
	await hearsNews;

	await reception(dossier, 'ask_completion', {
		papers: [{ paper: 'don', reason: 'Đơn thiếu chữ ký' }],
		remark: ''
	});
	await expect(page.getByText(m.dossier_reason({ reason: 'Đơn thiếu chữ ký' }))).toBeVisible({
		timeout: 1500
	});
	expect(await axeViolations(page)).toEqual([]);
	await page.getByRole('button', { name: m.dossier_supplement_send() }).click();
	await expect(page.getByRole('alert').first()).toBeVisible();
	// Longer than one request carries: it goes in parts.
	const buffer = Buffer.concat([PDF.buffer, Buffer.alloc(600_000, '%')]);
	await page.locator('input#don').setInputFiles({ ...PDF, name: 'don-da-ky.pdf', buffer });
	await expect(page.getByRole('listitem').filter({ hasText: m.file_kept() })).toBeVisible();
	await page.getByRole('button', { name: m.dossier_supplement_send() }).click();
	await expect(page.getByText(m.status_submitted(), { exact: true })).toBeVisible();

	await reception(dossier, 'receive', { remark: '' });
	await expect(page.getByText(m.status_received(), { exact: true })).toBeVisible({ timeout: 1500 });
	await expect(page.getByText(m.dossier_how_counted())).toBeVisible();

	await page.getByRole('link', { name: m.dossier_receipt_link() }).click();
	await expect(page.getByRole('heading', { name: m.receipt_title() })).toBeVisible();
	expect(await axeViolations(page)).toEqual([]);
	const number = await page.locator('article header strong').innerText();
	const secret = await page.locator('article .secret').innerText();
	await tracks(browser, number, secret);
});

test('A paper asked for before the submission was read back is neither mixed with its files nor lost', async ({
	page
}) => {
	test.slow();
	let readBack = (): void => undefined;
	const mayReadBack = new Promise<void>((resolve) => (readBack = resolve));
	await page.route('**/api/app/sync', async (route) => {
		await mayReadBack;
		await route.continue();
	});
	await prepare(page);
	await signInFromReview(page);
	const dossier = await sendAndArrive(page);
	await reception(dossier, 'ask_completion', {
		papers: [{ paper: 'don', reason: 'Đơn thiếu chữ ký' }],
		remark: ''
	});
	const card = page.locator('form', { hasText: m.dossier_supplement_title() });
	await expect(card).toBeVisible();
	await page.locator('input#don').setInputFiles({ ...PDF, name: 'don-2.pdf' });
	await expect(card.getByRole('listitem')).toHaveText([/1: don-2\.pdf/]);
	await expect(card.getByText(m.file_kept())).toBeVisible();

	readBack();
	const waiting = page.getByRole('main').getByText(new RegExp(m.sync_waiting(), 'i'));
	await expect(waiting).toHaveCount(0);
	await page.reload();
	await expect(card.getByRole('listitem')).toHaveText([/1: don-2\.pdf/]);
	await page.getByRole('button', { name: m.dossier_supplement_send() }).click();
	await expect(page.getByText(m.status_submitted(), { exact: true })).toBeVisible();
	await expect(page.getByRole('main').getByText('don-2.pdf').first()).toBeVisible();
});

/** Somebody else, without an account, with what stands on the receipt. */
async function tracks(browser: Browser, number: string, secret: string): Promise<void> {
	const page = await (await browser.newContext()).newPage();
	await page.goto('/tra-cuu');
	await page.getByLabel(m.dossier_number()).fill(number);
	await page.getByLabel(m.tracking_secret()).fill('00000-00000');
	await page.getByRole('button', { name: m.tracking_go() }).click();
	await expect(page.getByText(m.refusal_tracking_not_found())).toBeVisible();
	await page.getByLabel(m.tracking_secret()).fill(secret.toLowerCase().replace('-', ' '));
	await page.getByRole('button', { name: m.tracking_go() }).click();
	await expect(page.getByText(m.status_received(), { exact: true })).toBeVisible();
	await expect(page.getByText('Trần Thị Mẫu')).toHaveCount(0);
	expect(await axeViolations(page)).toEqual([]);
}
