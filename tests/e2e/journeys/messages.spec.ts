/** The applicant and the officer in charge write to each other on the dossier. */
import { expect, test, type Page } from '@playwright/test';
import { m } from '../../../src/lib/i18n/paraglide/messages.js';
import { typeAndKeep } from '../../support/offline.ts';
import { enterAsApplicant, enterAsOfficer } from '../../support/sign-in.ts';
import { APPLICANT, walkIn } from '../../support/signed-in.ts';

const QUESTION = 'Tôi đổi ngày về, có cần nộp lại đơn không?';
const ANSWER = 'Không cần. Ông/bà mang vé mới khi nhận kết quả.';

test('a question is asked once, answered, and both stand where both read them', async ({
	page,
	browser
}) => {
	const { id } = walkIn();
	await enterAsApplicant(page, APPLICANT, `/ho-so/${id}`);
	const write = page.getByRole('region', { name: m.dossier_message_title() });
	const text = write.getByLabel(m.dossier_message_text());
	const send = write.getByRole('button', { name: m.dossier_message_send() });

	await send.click();
	await expect(write.getByText(m.dossier_message_needed())).toBeVisible();
	await expect(text).toBeFocused();

	await text.fill(QUESTION);
	await send.dblclick();
	await expect(saidIn(page, QUESTION)).toHaveCount(1);
	await expect(text).toHaveValue('');

	const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
	const desk = await context.newPage();
	await enterAsOfficer(desk, 'receiving_officer', `/cong-viec/${id}`);
	await expect(saidIn(desk, QUESTION)).toHaveCount(1);
	await desk.getByRole('button', { name: m.official_do_write_message() }).click();
	const dialog = desk.getByRole('dialog');
	await dialog.getByLabel(m.official_field_message()).fill(ANSWER);
	await dialog.getByRole('button', { name: m.official_do_write_message() }).click();
	await expect(dialog).toBeHidden();

	// On the applicant's open page, without a reload.
	await expect(saidIn(page, ANSWER)).toHaveCount(1);
	await page.reload();
	await expect(saidIn(page, QUESTION)).toHaveCount(1);
	await expect(saidIn(page, ANSWER)).toHaveCount(1);
	await context.close();
});

test('what was begun is there after a reload, and without a network it waits', async ({ page }) => {
	const words = 'Hỏi khi không có mạng';
	await enterAsApplicant(page, APPLICANT, `/ho-so/${walkIn().id}`);
	const text = page.getByLabel(m.dossier_message_text());
	await typeAndKeep(page, () => text.fill(words));
	await page.reload();
	await expect(text).toHaveValue(words);

	await page.context().setOffline(true);
	await page.getByRole('button', { name: m.dossier_message_send() }).click();
	await expect(text).toHaveValue('');
	await expect(saidIn(page, words)).toHaveCount(0);
	await page.context().setOffline(false);
	await expect(saidIn(page, words)).toHaveCount(1, { timeout: 30_000 });
});

const saidIn = (page: Page, words: string) => page.getByRole('listitem').filter({ hasText: words });
