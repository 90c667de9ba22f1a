/** What the Department publishes can be read where no script runs. */
import { expect, test } from '@playwright/test';
import { PUBLIC_PAGES } from '../screens/public-pages.ts';

test.use({ javaScriptEnabled: false });

test('Every public page can be read without JavaScript', async ({ page }) => {
	for (const { path } of PUBLIC_PAGES) {
		await page.goto(path);
		await expect(page.getByRole('heading', { level: 1 }), path).toBeVisible();
	}
});
