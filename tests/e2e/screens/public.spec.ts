/** Every screen that anybody may open: at three widths, in both themes and languages. */
import { expect, test } from '@playwright/test';
import { axeViolations } from '../../support/axe.ts';
import { looksRight, pixelsTooWide } from './looks-right.ts';
import { PUBLIC_PAGES } from './public-pages.ts';

test('Every public page fits the screen and is accessible, in both themes, and is there in English', async ({
	page
}, { project }) => {
	test.slow();
	for (const { name, path, english } of PUBLIC_PAGES) {
		await test.step(name, async () => {
			const answer = await page.goto(path);
			expect(answer?.status()).toBe(200);
			await looksRight(page, name, project.name);

			await page.goto(english);
			await expect(page.locator('html')).toHaveAttribute('lang', 'en');
			await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
			expect(await pixelsTooWide(page), 'pixels too wide').toBe(0);
			expect(await axeViolations(page)).toEqual([]);
		});
	}
});

/** Screens of the app itself: for anybody, yet nothing to read without a script. */
const ACCOUNT_SCREENS = {
	'sign-in': '/dang-nhap',
	'sign-up': '/dang-ky',
	'officer-sign-in': '/dang-nhap/can-bo',
	me: '/toi',
	'signed-out-dossiers': '/ho-so'
};

test('Every screen of the account fits and is accessible, in both themes and languages', async ({
	page
}, { project }) => {
	test.slow();
	for (const [name, path] of Object.entries(ACCOUNT_SCREENS)) {
		await test.step(name, async () => {
			for (const address of [`/en${path}`, path]) {
				await page.goto(address);
				await looksRight(page, name, project.name);
			}
		});
	}
});
