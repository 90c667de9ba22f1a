import { expect, type Page } from '@playwright/test';
import { m } from '../../../src/lib/i18n/paraglide/messages.js';
import { axeColourViolations, axeViolations } from '../../support/axe.ts';

/** What the README shows. */
const PICTURES = new Set(['my-papers-phone', 'tracking-phone', 'queue-desktop']);

/**
 * What is asked of every screen at every width, once nothing is being read any more: in the light and
 * in the dark nothing is wider than the window, and axe finds nothing. With SCREENSHOTS the pictures of
 * the README are taken anew.
 */
export async function looksRight(page: Page, name: string, width: string): Promise<void> {
	await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
	for (const locale of ['vi', 'en'] as const) {
		await expect(page.getByText(m.loading({}, { locale }), { exact: true })).toHaveCount(0);
	}
	for (const colorScheme of ['light', 'dark'] as const) {
		await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
		expect(await pixelsTooWide(page), 'pixels too wide').toBe(0);
		const look = colorScheme === 'light' ? axeViolations : axeColourViolations;
		expect(await look(page), colorScheme).toEqual([]);
		const picture = `${name}-${width}`;
		if (process.env.SCREENSHOTS && colorScheme === 'light' && PICTURES.has(picture)) {
			await page.screenshot({ path: `docs/screenshots/${picture}.png` });
		}
	}
}

/** By how much one would have to scroll sideways. */
export function pixelsTooWide(page: Page): Promise<number> {
	return page.evaluate(
		() => document.documentElement.scrollWidth - document.documentElement.clientWidth
	);
}
