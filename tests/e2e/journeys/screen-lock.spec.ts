/** After a pause nobody sees on an officer's screen what the officer left there. */
import { expect, test, type Page } from '@playwright/test';
import { m } from '../../../src/lib/i18n/paraglide/messages.js';
import { axeViolations } from '../../support/axe.ts';
import { leftovers } from '../../support/leftovers.ts';
import { signInAsOfficer } from '../../support/sign-in.ts';

const PIN = '271828';

const locked = (page: Page) => page.getByRole('heading', { level: 1, name: m.locked_title() });
const queue = (page: Page) =>
	page.getByRole('heading', { level: 1, name: m.official_queue_title() });

/** The pause begins now, however long it took to get here. */
const touch = (page: Page) => page.keyboard.press('Shift');

async function givePin(page: Page, pin: string): Promise<void> {
	await page.getByLabel(m.pin(), { exact: true }).fill(pin);
	await page.getByRole('button', { name: m.locked_open() }).click();
}

test('An officer’s screen locks after a pause in every tab, and opens with the PIN alone', async ({
	page,
	context
}) => {
	await page.clock.install();
	await signInAsOfficer(page, 'leader', { pin: PIN });
	await expect(queue(page)).toBeVisible();
	const otherTab = await context.newPage();
	await otherTab.goto('/cong-viec');
	await expect(queue(otherTab)).toBeVisible();

	await touch(page);
	await page.clock.fastForward('14:50');
	await expect(queue(page)).toBeVisible();
	await page.clock.fastForward('00:20');
	await expect(locked(page)).toBeVisible();
	await expect(locked(otherTab)).toBeVisible();
	expect(await axeViolations(page)).toEqual([]);
	const kept = await leftovers(page);
	expect(kept.local + kept.session).not.toMatch(/token|example|leader/);
	await expect
		.poll(async () => (await leftovers(page)).databases.match(/id: (key|pin)/g))
		.toEqual(['id: key']); // of what nobody owns
	await page.goto('/toi');
	await expect(locked(page)).toBeVisible();

	await givePin(page, '314159');
	await expect(page.getByText(m.locked_wrong({ count: 4 }))).toBeVisible();
	await givePin(page, PIN);
	await expect(page.getByRole('heading', { level: 1, name: m.me_title() })).toBeVisible();
	await expect(locked(otherTab)).toBeHidden();

	// The pause counts also while the browser is closed.
	await page.close();
	await otherTab.close();
	const later = await context.newPage();
	await later.clock.setSystemTime(Date.now() + 24 * 60 * 60_000);
	await later.goto('/cong-viec');
	await expect(locked(later)).toBeVisible();
	for (const count of [4, 3, 2, 1]) {
		await givePin(later, '314159');
		await expect(later.getByText(m.locked_wrong({ count }))).toBeVisible();
	}
	await givePin(later, '314159');
	await later.waitForURL('**/dang-nhap/can-bo?*');
	await expect(later.getByText(m.session_idle())).toBeVisible();
	expect((await leftovers(later)).local).not.toContain('nvs.pin');
});

test('Without a PIN the pause ends the session, for the administrator after five minutes', async ({
	page
}) => {
	await page.clock.install();
	await signInAsOfficer(page, 'administrator');
	await touch(page);
	await page.clock.fastForward('04:50');
	await expect(page).toHaveURL(/\/quan-tri/);
	await page.clock.fastForward('00:20');
	await page.waitForURL('**/dang-nhap/can-bo?tiep=*');
	await expect(page.getByText(m.session_idle())).toBeVisible();
	const kept = await leftovers(page);
	expect(kept.local).not.toContain('token');
});
