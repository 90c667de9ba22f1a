import { expect, test } from '@playwright/test';

test('The home page opens and fits the screen', async ({ page }) => {
	const answer = await page.goto('/');
	expect(answer?.status()).toBe(200);
	await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
	const overflow = await page.evaluate(
		() => document.documentElement.scrollWidth - document.documentElement.clientWidth
	);
	expect(overflow).toBe(0);
});
