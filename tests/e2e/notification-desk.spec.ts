/** The administrator sees how notifications fare, and what became of those of one dossier. */
import { expect, test } from '@playwright/test';
import { m } from '../../src/lib/i18n/paraglide/messages.js';
import { axeViolations } from '../support/axe.ts';
import { enterAsOfficer } from '../support/sign-in.ts';
import { walkIn } from '../support/signed-in.ts';

test('the administrator finds out what became of the notifications of a dossier', async ({
	page
}) => {
	await enterAsOfficer(page, 'administrator', '/quan-tri');
	await page.getByRole('link', { name: m.official_notify_title() }).click();
	await expect(page.getByText(m.official_notify_worker_fine())).toBeVisible();

	await page.getByLabel(m.official_told_number()).fill('H19-000000-0000');
	await page.getByRole('button', { name: m.official_told_look() }).click();
	await expect(page.getByText(m.official_told_missing())).toBeVisible();

	await page.getByLabel(m.official_told_number()).fill(walkIn().code);
	await page.keyboard.press('Enter');
	const heading = page.getByRole('heading', {
		name: m.official_told_of({ number: walkIn().code })
	});
	await expect(heading).toBeFocused();
	const received = page.getByRole('listitem').filter({ hasText: m.notification_tray_received() });
	await expect(received).toContainText(m.applicant());
	await expect(received).toContainText(m.official_notify_channel_tray());
	expect(await axeViolations(page)).toEqual([]);
});

test('a channel is turned off for everybody, and on again', async ({ page }) => {
	await enterAsOfficer(page, 'administrator', '/quan-tri/thong-bao');
	const channel = m.official_notify_channel_push();
	await page.getByRole('button', { name: m.official_notify_turn_off_which({ channel }) }).click();
	expect(await axeViolations(page)).toEqual([]);
	await page
		.getByRole('dialog')
		.getByRole('button', { name: m.official_notify_turn_off(), exact: true })
		.click();
	await expect(page.getByText(m.official_notify_is_off())).toBeVisible();

	await page.reload();
	await expect(page.getByText(m.official_notify_is_off())).toBeVisible();
	await page.getByRole('button', { name: m.official_notify_turn_on_which({ channel }) }).click();
	await page
		.getByRole('dialog')
		.getByRole('button', { name: m.official_notify_turn_on(), exact: true })
		.click();
	await expect(page.getByText(m.official_notify_is_off())).toHaveCount(0);
});
