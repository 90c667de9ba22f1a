/** The line at the top says how it stands with the server, as told by what really happened. */
import { expect, test, type Page } from '@playwright/test';
import { m } from '../../../src/lib/i18n/paraglide/messages.js';
import { axeViolations } from '../../support/axe.ts';
import { enterAsApplicant } from '../../support/sign-in.ts';
import { APPLICANT } from '../../support/signed-in.ts';

const API = '**/api/**';
const says = (page: Page, text: string | RegExp) =>
	page.getByRole('status').filter({ hasText: text });
/** Something hints that the line changed, and the app looks: once it is alive. */
async function look(page: Page): Promise<void> {
	await expect(async () => {
		const asked = page.waitForRequest('**/api/health', { timeout: 1_000 });
		await Promise.all([asked, page.evaluate(() => dispatchEvent(new Event('online')))]);
	}).toPass();
}

test('While the device has a network and the server is silent, it says since when, and no more once it answers', async ({
	page
}) => {
	await enterAsApplicant(page, APPLICANT);
	await expect(says(page, m.sync_line_silent())).toHaveCount(0);
	await page.route(API, (route) => route.abort());
	await look(page);
	const since = m.sync_line_silent_since({ at: '@' }).split('@');
	await expect(says(page, since[0] ?? '')).toContainText(/\d{2}:\d{2}/);
	expect(await page.evaluate(() => navigator.onLine)).toBe(true);
	expect(await axeViolations(page)).toEqual([]);

	await page.unroute(API);
	await look(page);
	await expect(says(page, since[0] ?? '')).toHaveCount(0);
});

test('A server in trouble is told apart from one that is silent', async ({ page }) => {
	await page.goto('/');
	await page.route(API, (route) => route.fulfill({ status: 503 }));
	await look(page);
	await expect(says(page, m.sync_line_troubled())).toBeVisible();
});

for (const { minutes, text } of [
	{ minutes: -10, text: m.sync_clock_behind },
	{ minutes: 180, text: m.sync_clock_ahead }
]) {
	test(`A clock that is off by ${minutes} minutes is told, with whose time counts`, async ({
		page
	}) => {
		// Off, and going: one that stood still would be off by more with every second.
		await page.clock.install({ time: Date.now() + minutes * 60_000 });
		await page.goto('/');
		await look(page);
		const span =
			minutes === 180 ? m.sync_span_hours({ count: 3 }) : m.sync_span_minutes({ count: 10 });
		await expect(says(page, text({ span }))).toBeVisible();
		expect(await axeViolations(page)).toEqual([]);
	});
}

test('A clock that is off by a minute is nothing to speak of', async ({ page }) => {
	await page.clock.install({ time: Date.now() - 60_000 });
	const answered = page.waitForResponse('**/api/health');
	await page.goto('/');
	await look(page);
	await answered;
	await expect(page.getByText(m.sync_clock_behind({ span: '@' }).split('@')[0] ?? '')).toHaveCount(
		0
	);
});

test('An ended session is told with the way back to where one was', async ({ page }) => {
	await enterAsApplicant(page, APPLICANT);
	await page.route(API, (route) => route.fulfill({ status: 401, json: {} }));
	await look(page);
	const line = says(page, m.sync_line_sign_in());
	await expect(line).toBeVisible();
	await expect(line.getByRole('link', { name: m.sign_in() })).toHaveAttribute(
		'href',
		`/dang-nhap?tiep=${encodeURIComponent('/ho-so')}`
	);
	expect(await axeViolations(page)).toEqual([]);
});
