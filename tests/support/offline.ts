import { expect, type Page } from '@playwright/test';

/** The app lies on the device, and its worker answers for this page. */
export async function untilKept(page: Page): Promise<void> {
	const isKept = () =>
		page.evaluate(async () => {
			const registration = await navigator.serviceWorker.getRegistration();
			return (
				registration?.active?.state === 'activated' && navigator.serviceWorker.controller !== null
			);
		});
	await expect.poll(isKept, { timeout: 30_000 }).toBe(true);
}

/** Addresses of the scripts that a page runs. */
export function scriptsOf(page: Page): Promise<string[]> {
	return page.evaluate(() =>
		performance
			.getEntriesByType('resource')
			.map(({ name }) => name)
			.filter((name) => name.endsWith('.js'))
	);
}

/** Asks for a newer version now, as the app does when it is shown again after a while. */
export async function lookForUpdate(page: Page): Promise<void> {
	await page.evaluate(async () => {
		const registration = await navigator.serviceWorker.getRegistration();
		await registration?.update();
	});
}
