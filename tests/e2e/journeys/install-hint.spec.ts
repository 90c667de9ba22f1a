/** The hint that the app can lie on the home screen: once, and only after something worth it. */
import { expect, test, type Page } from '@playwright/test';
import { m } from '../../../src/lib/i18n/paraglide/messages.js';
import { axeViolations } from '../../support/axe.ts';

const MY_PAPERS =
	'/thu-tuc/chung-nhan-lanh-su-hop-phap-hoa-lanh-su/kiem-tra?viec=chung-nhan' +
	'&nuoc-den-apostille=khong&dang-ban=ban-chinh&tay-xoa=khong&hinh-thuc=giay' +
	'&cach-nop=buu-chinh&dai-dien=ca-nhan&so-giay-to=2';

const hint = (page: Page) => page.getByRole('region', { name: m.sync_install_title() });

async function keepPapers(page: Page): Promise<void> {
	await page.getByRole('button', { name: m.share_list() }).click();
	await expect(page.getByRole('main').getByRole('status').filter({ hasText: /./ })).toBeVisible();
}

test('On Android a button installs, offered once', async ({ page }) => {
	await page.addInitScript(() => {
		// What Chromium does for an app that may be installed.
		addEventListener('load', () => {
			const event = new Event('beforeinstallprompt', { cancelable: true });
			const prompt = () => Promise.resolve(document.body.setAttribute('data-prompted', ''));
			setTimeout(() => dispatchEvent(Object.assign(event, { prompt })));
		});
	});
	await page.goto(MY_PAPERS);
	await expect(page.locator('#result')).toBeVisible();
	await expect(hint(page)).toBeHidden();
	await keepPapers(page);
	await expect(hint(page)).toBeVisible();
	expect(await axeViolations(page)).toEqual([]);
	await page.getByRole('button', { name: m.sync_install_now() }).click();
	await expect(page.locator('body[data-prompted]')).toBeAttached();
	await expect(hint(page)).toBeHidden();

	await page.reload();
	await keepPapers(page);
	await expect(hint(page)).toBeHidden();
});

test.describe('On an iPhone', () => {
	test.use({
		userAgent:
			'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 ' +
			'(KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1'
	});

	test('the way is told in words, and "no" is for good', async ({ page }) => {
		await page.goto(MY_PAPERS);
		await keepPapers(page);
		await expect(hint(page)).toContainText(m.sync_install_ios());
		await page.getByRole('button', { name: m.sync_install_understood() }).click();
		await expect(hint(page)).toBeHidden();
		await page.reload();
		await keepPapers(page);
		await expect(hint(page)).toBeHidden();
	});
});
