/** Everybody gets to where their work begins, and nobody further. */
import { expect, test, type Page } from '@playwright/test';
import { m } from '../../../src/lib/i18n/paraglide/messages.js';
import { PEOPLE } from '../../support/people.ts';
import { signInAsApplicant, signInAsOfficer } from '../../support/sign-in.ts';

test('An officer signs in with a password and the code from the mail, and finds the queue', async ({
	page
}) => {
	await signInAsOfficer(page, 'receiving_officer');
	await expect(page).toHaveURL(/\/cong-viec$/);
	await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
});

test('An applicant signs in and stays signed in after a reload', async ({ page }) => {
	const [applicant] = PEOPLE.applicants;
	await signInAsApplicant(page, applicant?.email ?? '');
	await page.goto('/toi');
	await expect(page.getByText(applicant?.name ?? '').first()).toBeVisible();
	await page.reload();
	await expect(page.getByText(applicant?.name ?? '').first()).toBeVisible();
});

test('A public page that a visitor has open learns who signed in, in this tab or another', async ({
	page,
	context
}) => {
	const [applicant] = PEOPLE.applicants;
	// Its name says how many were not read.
	const bell = (tab: Page) => tab.getByRole('banner').locator('a[href$="/thong-bao"]');
	await page.goto('/');
	const otherTab = await context.newPage();
	await otherTab.goto('/thu-tuc');
	await page.getByRole('navigation').getByRole('link', { name: m.place_dossiers() }).click();
	await page.getByRole('main').getByRole('link', { name: m.sign_in() }).click();
	await page.getByLabel(m.applicant_email()).fill(applicant?.email ?? '');
	await page.getByLabel(m.account_password(), { exact: true }).fill(PEOPLE.password);
	await expect(bell(otherTab)).toHaveCount(0);
	await page.getByRole('main').getByRole('button', { name: m.sign_in() }).click();
	await page.waitForURL('**/ho-so');
	await expect(bell(page)).toBeVisible();
	await expect(bell(otherTab)).toBeVisible();
});

test('A wrong password is said in one sentence, and what was typed stays', async ({ page }) => {
	await page.goto('/dang-nhap');
	await page.getByLabel(m.applicant_email()).fill('congdan@example.vn');
	await page.getByLabel(m.account_password(), { exact: true }).fill('wrong-password');
	await page.getByRole('main').getByRole('button', { name: m.sign_in() }).click();
	await expect(page.getByRole('alert').first()).toBeVisible();
	await expect(page.getByLabel(m.applicant_email())).toHaveValue('congdan@example.vn');
});

test('The queue asks a stranger to sign in', async ({ page }) => {
	await page.goto('/cong-viec');
	await expect(
		page.getByRole('main').getByRole('link', { name: m.official_sign_in() }).first()
	).toBeVisible();
});
