/** The work queue of an officer whose line is gone. */
import { expect, test } from '@playwright/test';
import { act, taken, type Visitor } from '../support/api.ts';
import { axeViolations } from '../support/axe.ts';
import { BASE_URL } from '../support/e2e-stack.ts';
import { untilKept } from '../support/offline.ts';
import { PEOPLE, signInOfficer } from '../support/people.ts';
import { counterRegistration } from '../support/travel-request.ts';
import { enterAs } from './officer-pages.ts';

test.use({ serviceWorkers: 'allow' });

const DESK = PEOPLE.officers.find(({ role }) => role === 'receiving_officer')?.email ?? '';
const server = () => ({ url: process.env[BASE_URL] ?? '' });

async function register(desk: Visitor): Promise<string> {
	const { dossier } = taken(await act(server(), desk, await counterRegistration(server())));
	return dossier.code ?? dossier.draftNumber;
}

test('is there after a reload without network: found by name, opened, and honest about its age', async ({
	page,
	context
}) => {
	const desk = await signInOfficer(server(), DESK);
	const [code, another] = [await register(desk), await register(desk)];
	await enterAs(page, 'case_officer', '/cong-viec');
	await expect(page.getByRole('link', { name: code })).toBeVisible();
	await untilKept(page);
	await expect(page.getByText(/^Cập nhật/)).toBeVisible();

	await context.setOffline(true);
	await page.reload();
	await expect(page.getByRole('link', { name: code })).toBeVisible();
	await expect(page.getByRole('link', { name: another })).toBeVisible();
	await expect(page.getByText(/^Cập nhật/)).toBeVisible();

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
