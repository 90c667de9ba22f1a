import type { Page } from '@playwright/test';
import type { AxeResults, RunOptions } from 'axe-core';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

interface Axe {
	run(options: RunOptions): Promise<AxeResults>;
}

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/**
 * What stands on the page against WCAG 2.2 A and AA and axe's good practice, one line per element.
 * The page's own policy forbids foreign scripts, so axe is evaluated instead of added.
 */
export function axeViolations(page: Page): Promise<string[]> {
	return violations(page, {});
}

/** The same for what another theme can change: all else was looked at before. */
export function axeColourViolations(page: Page): Promise<string[]> {
	return violations(page, { runOnly: ['color-contrast', 'link-in-text-block'] });
}

async function violations(page: Page, options: RunOptions): Promise<string[]> {
	if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(AXE);
	await standStill(page);
	return page.evaluate(async (options) => {
		const { axe } = window as typeof window & { axe: Axe };
		// All that is right would be found out and handed over too, which takes longer than the rest.
		const { violations } = await axe.run({ ...options, resultTypes: ['violations'] });
		return violations.flatMap(({ id, help, nodes }) =>
			nodes.map(({ target }) => `${id}: ${help}: ${target.join(' ')}`)
		);
	}, options);
}

/** What is just coming or changing colour has no contrast to judge yet: waits until it is there. */
async function standStill(page: Page): Promise<void> {
	await page.evaluate(async () => {
		const ending = document
			.getAnimations()
			.filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity);
		await Promise.allSettled(ending.map(({ finished }) => finished));
	});
}
