import type { Locator, Page } from '@playwright/test';
import { enterAsOfficer } from '../support/sign-in.ts';

/** Signs in with both factors and goes to a room. */
export async function enterAs(page: Page, role: string, path: string): Promise<void> {
	await enterAsOfficer(page, role);
	await page.goto(path);
}

/** Presses Tab until `target` has the focus: what a mouse could do, the keyboard must reach. */
export async function tabTo(page: Page, target: Locator): Promise<void> {
	for (let press = 0; press < 80; press += 1) {
		if (await target.evaluate((element) => element === document.activeElement)) return;
		await page.keyboard.press('Tab');
	}
	throw new Error('The keyboard does not reach it.');
}
