/** On a phone, a person finds out which papers their own case needs. */
import { expect, test, type Page } from '@playwright/test';
import { m } from '../../../src/lib/i18n/paraglide/messages.js';
import { axeViolations } from '../../support/axe.ts';

const LEGALISE = '/thu-tuc/chung-nhan-lanh-su-hop-phap-hoa-lanh-su';
const IN_PERSON =
	`${LEGALISE}/kiem-tra?viec=chung-nhan&nuoc-den-apostille=khong&dang-ban=ban-chinh` +
	'&tay-xoa=khong&hinh-thuc=giay&cach-nop=truc-tiep&dai-dien=ca-nhan&so-giay-to=2';

test('From the search box to the papers for having a degree certified', async ({ page }) => {
	await page.goto('/');
	await page.getByRole('link', { name: m.search_label() }).click();
	await page.getByRole('searchbox', { name: m.search_label() }).fill('hop phap hoa bang dai hoc');

	await expect(page).toHaveURL(/\/thu-tuc/);
	await expect(page.getByRole('status').filter({ hasText: /\d/ })).toBeVisible();
	await page.locator(`main a[href="${LEGALISE}"]`).click();
	await page.getByRole('link', { name: m.check_my_papers() }).click();

	await answer(page, 'Giấy tờ Việt Nam để dùng ở nước ngoài');
	await answer(page, 'Không phải thành viên');
	await answer(page, 'Bản chính');
	await answer(page, 'Không');
	await answer(page, 'Bản giấy');
	await answer(page, 'Trực tiếp tại quầy');
	await answer(page, 'Cho cá nhân');
	await page.getByLabel(m.count_label()).fill('2');
	await page.getByRole('button', { name: m.go_on() }).click();

	await expect(resultTitle(page)).toBeFocused();
	await expect(papers(page)).not.toHaveCount(0);
	// Two papers at 30.000 đồng; the amount is not verified, and the total says so.
	await expect(page.getByText('60.000 đồng').first()).toBeVisible();
	await expect(page.getByText(m.fee_total_known())).toBeVisible();
	await expect(page.getByText(m.limit_by_department())).toBeVisible();
	await expect(page.getByText(m.channel_counter(), { exact: true })).toBeVisible();
});

test('A shared address shows the same list after a reload', async ({ page }) => {
	await page.goto(IN_PERSON);
	await expect(resultTitle(page)).toBeVisible();
	const before = await papers(page).allInnerTexts();
	await page.reload();
	await expect(resultTitle(page)).toBeVisible();
	expect(await papers(page).allInnerTexts()).toEqual(before);
});

test('An answer in the middle is changed, and the others stay', async ({ page }) => {
	await page.goto(IN_PERSON);
	const change = page.getByRole('link', { name: 'Bạn nộp hồ sơ bằng cách nào?' });
	await expect(papers(page).filter({ hasText: 'nộp trực tiếp' })).toHaveCount(1);

	await change.click();
	await expect(page.getByRole('link', { name: 'Trực tiếp tại quầy' })).toHaveAttribute(
		'aria-current',
		'true'
	);
	await answer(page, 'Gửi qua bưu điện');

	await expect(resultTitle(page)).toBeFocused();
	await expect(page).toHaveURL(/cach-nop=buu-chinh.*so-giay-to=2/);
	await expect(papers(page).filter({ hasText: 'nộp trực tiếp' })).toHaveCount(0);
	await expect(papers(page).filter({ hasText: 'nộp qua bưu điện' })).toHaveCount(1);

	await page.goBack();
	await expect(page.getByRole('link', { name: 'Gửi qua bưu điện' })).toBeVisible();
});

test('An impossible number is refused in words, and what was typed stays', async ({ page }) => {
	await page.goto(IN_PERSON.replace('&so-giay-to=2', ''));
	const number = page.getByLabel(m.count_label());
	await number.fill('0');
	await page.getByRole('button', { name: m.go_on() }).click();
	await expect(page.getByText(m.count_invalid({ min: 1, max: 200 }))).toBeVisible();
	await expect(number).toHaveValue('0');
});

test('A paper that needs no procedure is told so, and where to go', async ({ page }) => {
	await page.goto(`${LEGALISE}/kiem-tra?viec=hop-phap-hoa&apostille=co`);
	await expect(page.getByRole('heading', { name: m.result_not_eligible() })).toBeVisible();
	await expect(page.getByText(m.go_instead()).first()).toBeVisible();
	expect(await axeViolations(page)).toEqual([]);
});

test('A private journey leads on to filing it here, with the answers', async ({ page }) => {
	await page.goto('/thu-tuc/cbccvc-di-nuoc-ngoai-viec-rieng/kiem-tra');
	for (let question = 0; question < 4; question += 1) await answer(page, m.answer_unsure());
	await expect(resultTitle(page)).toBeVisible();
	await expect(page.getByRole('link', { name: m.next_file_here(), exact: true })).toHaveAttribute(
		'href',
		/^\/nop\?thu-tuc=cbccvc-di-nuoc-ngoai-viec-rieng&.*khong-ro/
	);
});

test('Without JavaScript every case stands on the page in words', async ({ browser, baseURL }) => {
	const context = await browser.newContext({
		javaScriptEnabled: false,
		...(baseURL && { baseURL })
	});
	const page = await context.newPage();
	await page.goto(`${LEGALISE}/kiem-tra`);
	await expect(page.getByRole('heading', { name: m.every_case_title() })).toBeVisible();
	await expect(page.getByText('Giấy giới thiệu').first()).toBeVisible();
	await expect(page.getByRole('link', { name: m.answer_unsure() })).toBeHidden();

	await page.goto('/thu-tuc');
	await expect(page.locator('main a[href^="/thu-tuc/"]')).toHaveCount(12);
	await context.close();
});

test('Search engines are told what the page is, under the policy on scripts', async ({ page }) => {
	await page.goto(`/en${LEGALISE}`);
	const script = page.locator('script[type="application/ld+json"]');
	const data: unknown = JSON.parse((await script.textContent()) ?? '');
	expect(data).toMatchObject({
		'@type': 'GovernmentService',
		inLanguage: 'en',
		areaServed: { name: 'Đồng Nai' }
	});
	await expect(page.locator('link[rel="canonical"]')).toHaveAttribute('href', /\/en\/thu-tuc\//);
	await expect(page.locator('link[hreflang="vi"]')).toHaveAttribute('href', /[^n]\/thu-tuc\//);
});

/** Gives one answer, and waits until the screen has moved on. */
async function answer(page: Page, label: string): Promise<void> {
	const question = await page.locator('#question').innerText();
	await page
		.getByRole('list', { name: question })
		.getByRole('link', { name: label })
		.first()
		.click();
	await expect(page.getByRole('heading', { name: question })).toHaveCount(0);
}

const resultTitle = (page: Page) => page.locator('#result');
const papers = (page: Page) => page.locator('ol[aria-labelledby="result"] > li');
