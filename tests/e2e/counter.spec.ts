/** The reception desk: a walk-in without an account, by keyboard alone, to the printed receipt. */
import { expect, test } from '@playwright/test';
import { axeViolations } from '../support/axe.ts';
import { enterAsOfficer } from '../support/sign-in.ts';
import { tabTo } from './officer-pages.ts';

test.use({ viewport: { width: 1440, height: 900 }, isMobile: false, hasTouch: false });

test('a walk-in is received by keyboard alone, and the receipt opens the tracking page', async ({
	page
}) => {
	await page.addInitScript(() => {
		Object.defineProperty(window, 'print', {
			value: () => document.body.setAttribute('data-printed', '')
		});
	});
	await enterAsOfficer(page, 'receiving_officer', '/tiep-nhan');

	await tabTo(page, page.getByLabel('Họ và tên'));
	await page.keyboard.type('Nguyễn Thị Vãng Lai');
	await tabTo(page, page.getByLabel('Chọn thủ tục'));
	await page.keyboard.type('viec rieng');
	await page.keyboard.press('Enter');
	await tabTo(page, page.getByRole('radiogroup').first().getByRole('radio').first());
	await page.keyboard.press('Space');

	await tabTo(page, page.getByRole('checkbox', { name: /Đơn xin đi nước ngoài/ }));
	await page.keyboard.press('Space');
	await page.keyboard.press('Control+Enter');
	const summary = page.getByRole('alert');
	await expect(summary, 'a missing paper must be seen first').toBeVisible();
	expect(await axeViolations(page)).toEqual([]);

	const accept = page.getByRole('checkbox', { name: /vẫn tiếp nhận/ });
	await tabTo(page, accept);
	await page.keyboard.press('Space');
	await page.keyboard.press('Control+Enter');

	await expect(page.getByRole('heading', { name: /Đã tiếp nhận hồ sơ H\d{2}/ })).toBeFocused();
	await expect(page.locator('body[data-printed]')).toBeAttached();
	const receipt = page.getByRole('article');
	await expect(receipt).toContainText('Nguyễn Thị Vãng Lai');
	await expect(receipt).toContainText(/Hẹn trả kết quả: \d{2}:\d{2} \d{2}\/\d{2}\/\d{4}/);
	await expect(receipt).toContainText(/Mã bí mật: [0-9A-Z]{5}-[0-9A-Z]{5}/);
	await expect(receipt.getByRole('img', { name: /QR/ })).toBeVisible();
	expect(await axeViolations(page)).toEqual([]);

	await tabTo(page, page.getByRole('button', { name: 'Người tiếp theo' }));
	await page.keyboard.press('Enter');
	await expect(page.getByLabel('Tìm tài khoản')).toBeFocused();
	await expect(page.getByLabel('Họ và tên')).toHaveValue('');
});

test('an account is found by a part of its name and fills in what it knows', async ({ page }) => {
	await enterAsOfficer(page, 'receiving_officer', '/tiep-nhan');
	await page.getByLabel('Tìm tài khoản').fill('tran thi');
	await page.keyboard.press('Enter');
	await page.getByRole('button', { name: /Trần Thị Mẫu/ }).click();
	await expect(page.getByLabel('Họ và tên')).toHaveValue('Trần Thị Mẫu');
	await expect(page.getByLabel('Điện thoại')).toHaveValue('0900000001');
});

test('others than reception are told that the desk is not theirs', async ({ page }) => {
	await enterAsOfficer(page, 'clerk', '/tiep-nhan');
	await expect(page.getByRole('heading', { level: 1 })).toContainText('dành cho cán bộ');
});
