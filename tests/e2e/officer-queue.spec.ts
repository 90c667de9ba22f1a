/** The work queue and a dossier on a case officer's desk. */
import { expect, test } from '@playwright/test';
import { m } from '../../src/lib/i18n/paraglide/messages.js';
import { act, taken } from '../support/api.ts';
import { axeViolations } from '../support/axe.ts';
import { BASE_URL } from '../support/e2e-stack.ts';
import { firstFactor, requestCode } from '../support/people.ts';
import { enterAsOfficer } from '../support/sign-in.ts';
import { emailOf, officerAt, walkIn } from '../support/signed-in.ts';
import { counterRegistration } from '../support/travel-request.ts';

const server = () => ({ url: process.env[BASE_URL] ?? '' });

/** A walk-in registered by a colleague at the desk, elsewhere. */
async function registerElsewhere(): Promise<string> {
	const request = await counterRegistration(server());
	const { dossier } = taken(await act(server(), officerAt('receiving_officer'), request));
	return dossier.code ?? dossier.draftNumber;
}

test('new work is announced without moving what is read, and shown when asked for', async ({
	page
}) => {
	const first = await registerElsewhere();
	await enterAsOfficer(page, 'case_officer', '/cong-viec');
	await expect(page.getByRole('link', { name: first })).toBeVisible();
	// Until the device holds the whole queue, what the server lists takes the place of what is shown.
	await expect(page.getByText(/^Đồng bộ lần cuối/)).toBeVisible();

	const second = await registerElsewhere();
	const news = page.getByRole('button', { name: /1 hồ sơ mới/ });
	await expect(news).toBeVisible();
	await expect(page.getByRole('link', { name: second })).toHaveCount(0);
	await news.click();
	await expect(page.getByRole('link', { name: second })).toBeVisible();
	expect(await axeViolations(page)).toEqual([]);
});

test('filters stand in the address: they survive a reload and a look at a dossier', async ({
	page
}) => {
	const code = await registerElsewhere();
	await enterAsOfficer(page, 'case_officer', '/cong-viec');
	await page.getByLabel('Mã hồ sơ hoặc tên').fill(code);
	await page.keyboard.press('Enter');
	await expect(page).toHaveURL(new RegExp(`q=${code}`));
	await page.reload();
	await expect(page.getByLabel('Mã hồ sơ hoặc tên')).toHaveValue(code);
	await expect(page.getByRole('link', { name: code })).toBeVisible();
	await expect(page.locator('tbody tr')).toHaveCount(1);
	await page.getByRole('link', { name: code }).click();
	await page.getByRole('link', { name: 'Về danh sách việc' }).click();
	await expect(page).toHaveURL(new RegExp(`q=${code}`));
});

test('a leader who opens the address of a colleague’s division sees everything they may see', async ({
	page
}) => {
	const code = await registerElsewhere();
	await enterAsOfficer(page, 'leader', `/cong-viec?whose=division&q=${code}`);
	await expect(page.getByRole('link', { name: code })).toBeVisible();
	await expect(page.getByRole('button', { name: m.official_whose_all() })).toHaveAttribute(
		'aria-pressed',
		'true'
	);
});

test('a case officer takes a dossier and asks for one paper; what was typed survives closing the form', async ({
	page
}) => {
	const code = await registerElsewhere();
	await enterAsOfficer(page, 'case_officer', '/cong-viec');
	await page.getByRole('link', { name: code }).click();
	await page.getByRole('button', { name: 'Nhận thụ lý' }).click();
	await page.getByRole('dialog').getByRole('button', { name: 'Nhận thụ lý' }).click();
	await expect(page.getByText('Đã ghi nhận: Nhận thụ lý.')).toBeVisible();

	await page.getByRole('button', { name: 'Yêu cầu bổ sung giấy tờ' }).click();
	const dialog = page.getByRole('dialog');
	await dialog.getByRole('button', { name: 'Yêu cầu bổ sung giấy tờ' }).click();
	await expect(dialog.getByRole('alert'), 'nothing is ticked yet').toBeVisible();
	await dialog.getByRole('checkbox', { name: /Đơn xin đi nước ngoài/ }).check();
	await dialog.getByRole('textbox', { name: /Đơn xin đi nước ngoài/ }).fill('Thiếu chữ ký');
	expect(await axeViolations(page)).toEqual([]);

	await page.keyboard.press('Escape');
	await page.getByRole('button', { name: 'Yêu cầu bổ sung giấy tờ' }).click();
	await expect(
		dialog.getByRole('textbox', { name: /Đơn xin đi nước ngoài/ }),
		'what was typed is still there'
	).toHaveValue('Thiếu chữ ký');
	await dialog.getByRole('button', { name: 'Yêu cầu bổ sung giấy tờ' }).click();

	await expect(page.getByText('Đang chờ người nộp bổ sung')).toBeVisible();
	await expect(page.getByText('Tạm dừng', { exact: true })).toBeVisible();
	await expect(page.getByText('Thiếu chữ ký').first()).toBeVisible();
	expect(await axeViolations(page)).toEqual([]);
});

test('what is typed in a dialog goes there, though a paper behind it takes the focus once it has loaded', async ({
	page
}) => {
	await enterAsOfficer(page, 'receiving_officer', `/cong-viec/${walkIn().id}`);
	await page.getByRole('button', { name: m.official_do_note() }).click();
	const note = page.getByRole('dialog').getByRole('textbox');
	await note.click();
	await page.keyboard.type('Đã gọi ');
	// As the browser's own viewer of PDF files does.
	await page.evaluate(async () => {
		const paper = document.createElement('iframe');
		const loaded = new Promise((resolve) => paper.addEventListener('load', resolve));
		document.body.append(paper);
		await loaded;
		paper.contentWindow?.focus();
	});
	await expect(note).toBeFocused();
	await page.keyboard.type('cho người nộp');
	await expect(note).toHaveValue('Đã gọi cho người nộp');
});

test('the outbox of a demonstration shows the newest one-time code large', async ({ page }) => {
	await firstFactor(server(), emailOf('clerk'));
	const { code } = await requestCode(server(), emailOf('clerk'));
	await enterAsOfficer(page, 'case_officer', '/quan-tri/hop-thu');
	const mail = page.getByRole('main').getByRole('listitem');
	const newest = mail.filter({ hasText: emailOf('clerk') }).first();
	await expect(newest.getByTestId('one-time-code')).toHaveText(code);
	await expect(newest).not.toContainText('{');
	expect(await axeViolations(page)).toEqual([]);
});
