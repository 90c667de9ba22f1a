/** A new version of the app: offered, never forced, and never under somebody's hands. */
import { expect, test, type BrowserContext, type Page } from '@playwright/test';
import { WEB_DIR } from '../../../scripts/build.ts';
import { m } from '../../../src/lib/i18n/paraglide/messages.js';
import { startDisposableServer, type DisposableServer } from '../../support/disposable-server.ts';
import { startLine, type Line } from '../../support/line.ts';
import { isNewer, newerBuild, type Build } from '../../support/newer-build.ts';
import {
	keptFiles,
	lookForUpdate,
	untilGivenUp,
	untilKept,
	untilKeptAfterAll
} from '../../support/offline.ts';

test.use({ serviceWorkers: 'allow' });

let build: Build;
let before: DisposableServer;
let after: DisposableServer;
let line: Line;

test.beforeAll(async () => {
	build = newerBuild('the-newer-version');
	before = await startDisposableServer({ seed: 'none', webDir: WEB_DIR });
	after = await startDisposableServer({ seed: 'none', webDir: build.webDir });
});
test.afterAll(async () => {
	await before.stop();
	await after.stop();
	build.remove();
});
test.beforeEach(async () => {
	line = await startLine(before.url);
});
test.afterEach(() => line.stop());

/** A page of the version before, kept on the device. */
async function open(context: BrowserContext, path: string): Promise<Page> {
	const page = await context.newPage();
	await page.goto(line.url + path);
	await untilKept(page);
	return page;
}

/** The newer version is put in place, and found. */
async function deploy(page: Page): Promise<void> {
	line.leadTo(after.url);
	await lookForUpdate(page);
}

const offer = (page: Page) => page.getByText(m.sync_app_update());
const update = (page: Page) => page.getByRole('button', { name: m.sync_update_now() });
const runsNewer = (page: Page) => page.evaluate(isNewer);
const toProcedures = (page: Page) =>
	page.getByRole('link', { name: m.place_procedures(), exact: true }).click();
const untilNewer = (page: Page) => page.waitForFunction(isNewer);

test('A new version is offered, and runs once the person agrees', async ({ context }) => {
	const page = await open(context, '/tro-nang');
	await expect(offer(page)).toBeHidden();
	await deploy(page);
	await expect(offer(page)).toBeVisible();

	await page.reload();
	await expect(offer(page), 'a reload is no consent').toBeVisible();
	expect(await runsNewer(page)).toBe(false);

	await update(page).click();
	await untilNewer(page);
	await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
	await expect(offer(page)).toBeHidden();
});

test('A new version runs by itself at the next start of the app', async ({ context }) => {
	const page = await open(context, '/tro-nang');
	await deploy(page);
	await expect(offer(page)).toBeVisible();
	await page.goto('about:blank');
	await page.close();

	const next = await context.newPage();
	await expect
		.poll(async () => {
			await next.goto('about:blank');
			await next.goto(`${line.url}/tro-nang`);
			return runsNewer(next);
		})
		.toBe(true);
});

test('A half-filled form holds the new version back, and the offer says so', async ({
	context
}) => {
	const page = await open(context, '/dang-nhap/can-bo');
	const email = page.getByLabel(m.applicant_email());
	await email.fill('can-bo@example.vn');
	await deploy(page);
	await expect(page.getByText(m.sync_update_waits_form())).toBeVisible();
	await expect(update(page)).toBeHidden();
	await expect(email).toHaveValue('can-bo@example.vn');

	await email.fill('');
	await update(page).click();
	await untilNewer(page);
});

test('Consent in one tab leaves another tab alone, which finds its old files offline', async ({
	context
}) => {
	const other = await open(context, '/dang-nhap');
	await other.getByLabel(m.applicant_email()).fill('nguoi-dan@example.vn');
	const page = await open(context, '/tro-nang');
	await deploy(page);
	await update(page).click();
	await untilNewer(page);

	await expect(offer(other)).toBeVisible();
	await expect(other.getByText(m.sync_update_waits_form())).toBeVisible();
	await context.setOffline(true);
	// Parts of the old version that it has not needed so far. The server no longer has them.
	await toProcedures(other);
	await expect(other).toHaveURL(/\/thu-tuc$/);
	await expect(other.getByRole('searchbox').first()).toBeVisible();
	expect(await runsNewer(other)).toBe(false);
});

test('Old files are removed once no tab runs the old version', async ({ context }) => {
	const other = await open(context, '/tro-nang');
	const page = await open(context, '/');
	const old = await keptFiles(page);
	await deploy(page);
	await update(page).click();
	await untilNewer(page);

	await page.reload();
	await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
	const oldOnes = async () =>
		(await keptFiles(page)).filter((file) => old.includes(file) && file.includes('/immutable/'));
	expect((await oldOnes()).length).toBeGreaterThan(100);

	await other.close();
	await page.reload();
	await expect.poll(oldOnes).toEqual([]);
	await context.setOffline(true);
	await page.goto(`${line.url}/ho-so`);
	await expect(page.getByRole('heading', { level: 1 })).toHaveText(m.my_dossiers());
});

test('A tab that stayed behind takes the new version with its next page', async ({ context }) => {
	const other = await open(context, '/tro-nang');
	const page = await open(context, '/');
	await deploy(page);
	await update(page).click();
	await expect(offer(other)).toBeVisible();
	await toProcedures(other);
	await expect(other).toHaveURL(/\/thu-tuc$/);
	await untilNewer(other);
});

test('An update whose installation breaks off leaves the version before whole', async ({
	context
}) => {
	const page = await open(context, '/tro-nang');
	line.breakWhen((path) => path === '/200.html');
	await deploy(page);
	await expect.poll(() => line.asked.includes('/200.html')).toBe(true);
	line.breakWhen(() => true);
	await page.goto(`${line.url}/ho-so`);
	await expect(page.getByRole('heading', { level: 1 })).toHaveText(m.my_dossiers());
	await expect(offer(page)).toBeHidden();

	line.breakWhen(() => false);
	await lookForUpdate(page);
	await update(page).click();
	await untilNewer(page);
});

test('A server that changes in the middle of an installation is not taken for one version', async ({
	context
}) => {
	const page = await context.newPage();
	line.breakWhen((path) => {
		if (path === '/200.html') line.leadTo(after.url);
		return false;
	});
	await page.goto(line.url);
	await expect.poll(() => line.asked.includes('/200.html')).toBe(true);
	await untilGivenUp(page);
	await untilKeptAfterAll(page);
	line.breakWhen(() => true);
	await page.goto(`${line.url}/ho-so`);
	await expect(page.getByRole('heading', { level: 1 })).toHaveText(m.my_dossiers());
	expect(await runsNewer(page)).toBe(true);
});
