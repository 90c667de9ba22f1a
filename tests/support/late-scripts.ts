import type { Page } from '@playwright/test';

/** From now on pages open without their scripts, as on a slow line, until the answer is called. */
export async function holdScripts(page: Page): Promise<() => void> {
	let letCome = (): void => undefined;
	const come = new Promise<void>((resolve) => (letCome = resolve));
	await page.route('**/_app/immutable/**/*.js', async (route) => {
		await come;
		await route.continue();
	});
	return letCome;
}
