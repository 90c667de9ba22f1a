/** The work queue of an officer whose line is gone. */
import { expect, test, type Page } from '@playwright/test';
import { act, taken } from '../support/api.ts';
import { axeViolations } from '../support/axe.ts';
import { BASE_URL } from '../support/e2e-stack.ts';
import { untilKept } from '../support/offline.ts';
import { enterAsOfficer } from '../support/sign-in.ts';
import { officerAt } from '../support/signed-in.ts';
import { counterRegistration } from '../support/travel-request.ts';

test.use({ serviceWorkers: 'allow' });

const server = () => ({ url: process.env[BASE_URL] ?? '' });

async function register(): Promise<string> {
	const request = await counterRegistration(server());
	const { dossier } = taken(await act(server(), officerAt('receiving_officer'), request));
	return dossier.code ?? dossier.draftNumber;
}

/** How fresh the list is, said in one place. */
async function saysItsAgeOnce(page: Page): Promise<void> {
	await expect(page.getByRole('main').getByText(/^(Đồng bộ lần cuối|Cập nhật)/)).toHaveCount(1);
}

test('is there after a reload without network: found by name, opened, and honest about its age', async ({
	page,
	context
}) => {
	const [code, another] = [await register(), await register()];
	await enterAsOfficer(page, 'case_officer', '/cong-viec');
	await expect(page.getByRole('link', { name: code })).toBeVisible();
	await untilKept(page);
	// The list is there before the device holds it.
	await expect(page.getByText(/^Đồng bộ lần cuối/)).toBeVisible();
	await saysItsAgeOnce(page);

	await context.setOffline(true);
	await page.reload();
	await expect(page.getByRole('link', { name: code })).toBeVisible();
	await expect(page.getByRole('link', { name: another })).toBeVisible();
	await saysItsAgeOnce(page);

	await page.getByLabel('Mã hồ sơ hoặc tên').fill('biet tran');
	await page.keyboard.press('Enter');
	await expect(page.getByRole('link', { name: code })).toBeVisible();
	await page.getByLabel('Mã hồ sơ hoặc tên').fill(code);
	await page.keyboard.press('Enter');
	await expect(page.getByRole('link', { name: another })).toHaveCount(0);
	expect(await axeViolations(page)).toEqual([]);

	await page.getByRole('link', { name: code }).click();
	await expect(page.getByText('Trần Thị Đặc Biệt').first()).toBeVisible();
	await expect(page.getByText('001090012345')).toBeVisible();
	expect(await axeViolations(page)).toEqual([]);
});
