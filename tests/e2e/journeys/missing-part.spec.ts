/** Where no worker keeps the app, a newer version on the server takes parts away from an open page. */
import { expect, test, type Page } from '@playwright/test';
import { m } from '../../../src/lib/i18n/paraglide/messages.js';
import { startDisposableServer, type DisposableServer } from '../../support/disposable-server.ts';
import { BASE_URL } from '../../support/e2e-stack.ts';
import { holdScripts } from '../../support/late-scripts.ts';
import { startLine, type Line } from '../../support/line.ts';
import { isNewer, newerBuild, type Build } from '../../support/newer-build.ts';

let build: Build;
let after: DisposableServer;
let line: Line;

test.beforeAll(async () => {
	build = newerBuild('the-newer-version');
	after = await startDisposableServer({ seed: 'none', webDir: build.webDir });
	line = await startLine(process.env[BASE_URL] ?? '');
});
test.afterAll(async () => {
	await line.stop();
	await after.stop();
	build.remove();
});
test.beforeEach(() => line.leadTo(process.env[BASE_URL] ?? ''));

/**
 * Until a page that is about to be opened asks for a worker and is refused one, as these tests want
 * it: the last it does by itself. Then it has all its parts, and listens for those that are missing.
 */
const untilWhole = (page: Page) =>
	page.waitForEvent('console', (said) =>
		said.text().startsWith('Service Worker registration blocked')
	);

/** A part is asked for that the server no longer has. */
const missPart = (page: Page) =>
	page.evaluate(() => dispatchEvent(new Event('vite:preloadError', { cancelable: true })));

test('A link whose page is gone leads to the same page of the newer version', async ({ page }) => {
	await page.goto(`${line.url}/tro-nang`);
	await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
	line.leadTo(after.url);
	await page.getByRole('link', { name: m.place_procedures(), exact: true }).click();
	await page.waitForFunction(isNewer);
	await expect(page).toHaveURL(/\/thu-tuc$/);
	await expect(page.getByRole('searchbox').first()).toBeVisible();
});

test('A link that is just being pressed is not taken from under the finger', async ({ page }) => {
	const whole = untilWhole(page);
	await page.goto(`${line.url}/tro-nang`);
	await whole;
	line.leadTo(after.url);
	const earlier = line.asked.length;
	await page.getByRole('link', { name: m.place_procedures(), exact: true }).hover();
	await page.mouse.down();
	await expect.poll(() => line.asked.slice(earlier)).toContain('/_app/version.json');
	expect(await page.evaluate(() => fetch('/api/health').then(({ ok }) => ok))).toBe(true);
	expect(line.asked.slice(earlier)).not.toContain('/tro-nang');

	await page.mouse.up();
	await page.waitForFunction(isNewer);
	await expect(page).toHaveURL(/\/thu-tuc$/);
});

test('A page that misses a part is loaded anew by itself, and not under a half-filled form', async ({
	page
}) => {
	const whole = untilWhole(page);
	await page.goto(`${line.url}/dang-nhap/can-bo`);
	const email = page.getByLabel(m.applicant_email());
	await email.fill('can-bo@example.vn');
	await whole;
	line.leadTo(after.url);
	await missPart(page);
	await expect(page.getByText(m.sync_update_waits_form())).toBeVisible();
	await expect(email).toHaveValue('can-bo@example.vn');
	expect(await page.evaluate(isNewer)).toBe(false);

	await email.fill('');
	await missPart(page);
	await page.waitForFunction(isNewer);
	await expect(page).toHaveURL(/\/dang-nhap\/can-bo$/);
});

test('What was typed before the scripts of the page had come is not lost either', async ({
	page
}) => {
	const whole = untilWhole(page);
	const letScriptsCome = await holdScripts(page);
	await page.goto(`${line.url}/tra-cuu`, { waitUntil: 'commit' });
	const code = page.getByLabel(m.dossier_number());
	await code.fill('NS-7K2M-9QXA');
	letScriptsCome();
	await whole;
	line.leadTo(after.url);
	await missPart(page);
	await expect(page.getByText(m.sync_update_waits_form())).toBeVisible();
	await expect(code).toHaveValue('NS-7K2M-9QXA');
});
