/** Every screen that anybody may open: at three widths, in both themes and languages. */
import { expect, test } from '@playwright/test';
import { axeViolations } from '../../support/axe.ts';
import { looksRight } from './looks-right.ts';

/** A checklist answered to the end: two papers, by post, for a person. */
const ANSWERED =
	'viec=chung-nhan&nuoc-den-apostille=khong&dang-ban=ban-chinh&tay-xoa=khong' +
	'&hinh-thuc=giay&cach-nop=buu-chinh&dai-dien=ca-nhan&so-giay-to=2';

const SCREENS: readonly { name: string; path: string; english: string }[] = [
	{ name: 'home', path: '/', english: '/en' },
	...Object.entries({
		procedures: '/thu-tuc',
		search: '/thu-tuc?q=hop+phap+hoa',
		procedure: '/thu-tuc/chung-nhan-lanh-su-hop-phap-hoa-lanh-su',
		'procedure-replaced': '/thu-tuc/sua-doi-bo-sung-ho-chieu-ngoai-giao-cong-vu',
		question: '/thu-tuc/cbccvc-di-nuoc-ngoai-viec-rieng/kiem-tra',
		'my-papers': `/thu-tuc/chung-nhan-lanh-su-hop-phap-hoa-lanh-su/kiem-tra?${ANSWERED}`,
		'track-by-code': '/tra-cuu',
		privacy: '/quyen-rieng-tu',
		accessibility: '/tro-nang'
	}).map(([name, path]) => ({ name, path, english: `/en${path}` }))
];

for (const { name, path, english } of SCREENS) {
	test(`${name} fits the screen and is accessible, in the light and in the dark`, async ({ page }, {
		project
	}) => {
		const answer = await page.goto(path);
		expect(answer?.status()).toBe(200);
		await looksRight(page, name, project.name);
	});

	test(`${name} is there in English`, async ({ page }) => {
		await page.goto(english);
		await expect(page.locator('html')).toHaveAttribute('lang', 'en');
		await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
		expect(await axeViolations(page)).toEqual([]);
	});

	test(`${name} can be read without JavaScript`, async ({ browser, baseURL }) => {
		const context = await browser.newContext({
			javaScriptEnabled: false,
			...(baseURL && { baseURL })
		});
		const page = await context.newPage();
		await page.goto(path);
		await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
		await context.close();
	});
}

/** Screens of the app itself: for anybody, yet nothing to read without a script. */
const ACCOUNT_SCREENS = {
	'sign-in': '/dang-nhap',
	'sign-up': '/dang-ky',
	'officer-sign-in': '/dang-nhap/can-bo',
	me: '/toi',
	'signed-out-dossiers': '/ho-so'
};

for (const [name, path] of Object.entries(ACCOUNT_SCREENS)) {
	test(`${name} fits the screen and is accessible, in both themes and languages`, async ({ page }, {
		project
	}) => {
		for (const address of [`/en${path}`, path]) {
			await page.goto(address);
			await looksRight(page, name, project.name);
		}
	});
}
