/** A browser that refuses to store anything: the app says so, and works while there is a network. */
import { expect, test } from '@playwright/test';
import { m } from '../../../src/lib/i18n/paraglide/messages.js';
import { axeViolations } from '../../support/axe.ts';
import { PEOPLE } from '../../support/people.ts';
import { signInAsApplicant } from '../../support/sign-in.ts';
import { prepare } from '../travel-draft.ts';

test.beforeEach(async ({ page }) => {
	await page.addInitScript(() => {
		IDBFactory.prototype.open = () => {
			throw new DOMException('The user denied permission.', 'SecurityError');
		};
	});
});

test('Where work is begun it is said that nothing is kept, and elsewhere nothing of it', async ({
	page
}) => {
	test.slow();
	await signInAsApplicant(page, PEOPLE.applicants[0]?.email ?? '');
	const notice = page.getByText(m.device_volatile());
	await expect(notice).toBeVisible();
	expect(await axeViolations(page)).toEqual([]);
	await page.goto('/thu-tuc');
	await expect(notice, 'where nothing is begun that could be lost').toHaveCount(0);
	await page.goto('/toi');
	await expect(page.getByText(m.device_volatile()).first()).toBeVisible();
});

test('What is typed stays while the page does', async ({ page }) => {
	test.slow();
	await prepare(page, { upTo: 4 });
	await expect(page.getByText(m.device_volatile())).toBeVisible();
	await page.goBack();
	await expect(page.locator('#personalId')).toHaveValue('001190012345');
});
