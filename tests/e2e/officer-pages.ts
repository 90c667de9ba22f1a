import type { Locator, Page } from '@playwright/test';

/** Presses Tab until `target` has the focus: what a mouse could do, the keyboard must reach. */
export async function tabTo(page: Page, target: Locator): Promise<void> {
	for (let press = 0; press < 80; press += 1) {
		if (await target.evaluate((element) => element === document.activeElement)) return;
		await page.keyboard.press('Tab');
	}
	throw new Error('The keyboard does not reach it.');
}
