/** Without a network every address opens, as a page of its own and not as a picture of one. */
import { expect, test, type Page } from '@playwright/test';
import { WEB_DIR } from '../../../scripts/build.ts';
import { m } from '../../../src/lib/i18n/paraglide/messages.js';
import { startDisposableServer } from '../../support/disposable-server.ts';
import { startLine } from '../../support/line.ts';
import { keptFiles, untilGivenUp, untilKept, untilKeptAfterAll } from '../../support/offline.ts';

test.use({ serviceWorkers: 'allow' });

const LEGALISE = '/thu-tuc/chung-nhan-lanh-su-hop-phap-hoa-lanh-su';

/** Address → what its heading says. */
const ROUTES: readonly (readonly [path: string, heading: RegExp])[] = [
	['/', new RegExp(m.home_title().replace('?', '\\?'))],
	[`${LEGALISE}/kiem-tra?viec=chung-nhan`, /./],
	['/en/thu-tuc?q=visa', /./],
	['/ho-so', new RegExp(m.my_dossiers())],
	['/en/cong-viec/abcdefghijklmno', /./],
	['/dang-nhap', new RegExp(m.sign_in())],
	['/khong-co-trang-nay', new RegExp(m.not_found_title())]
];

test('Any address is loaded anew without a network', async ({ page, context }) => {
	await page.goto('/tro-nang');
	await untilKept(page);
	await context.setOffline(true);
	for (const [path, heading] of ROUTES) {
		await page.goto(path);
		await page.reload();
		await expect(page.getByRole('heading', { level: 1 }), path).toHaveText(heading);
		await expect(page.locator('html')).toHaveAttribute(
			'lang',
			path.startsWith('/en') ? 'en' : 'vi'
		);
	}
	await searches(page);
});

/** The page is alive: what is typed is found, and a link leads on. */
async function searches(page: Page): Promise<void> {
	await page.goto('/thu-tuc?q=hop+phap+hoa');
	await page.locator(`main a[href="${LEGALISE}"]`).click();
	await expect(page).toHaveURL(LEGALISE);
	await page.getByRole('link', { name: m.check_my_papers() }).click();
	await expect(page.locator('#question')).toBeVisible();
}

test('The server is gone altogether, and the app opens in a new window', async ({ context }) => {
	const server = await startDisposableServer({ seed: 'none', webDir: WEB_DIR });
	const page = await context.newPage();
	await page.goto(server.url);
	await untilKept(page);
	await page.close();
	await server.stop();

	const again = await context.newPage();
	await again.goto(`${server.url}${LEGALISE}`);
	await expect(again.getByRole('heading', { level: 1 })).toBeVisible();
	await again.goto(`${server.url}/toi`);
	await again.reload();
	await expect(again.getByRole('heading', { level: 1 })).toBeVisible();
});

test('An installation that breaks off half-way leaves nothing half, and is completed later', async ({
	context
}) => {
	const server = await startDisposableServer({ seed: 'none', webDir: WEB_DIR });
	const line = await startLine(server.url);
	const page = await context.newPage();
	const SHELL = '/200.html';
	line.breakWhen((path) => path === SHELL);
	await page.goto(line.url);
	await expect.poll(() => line.asked.includes(SHELL)).toBe(true);
	await untilGivenUp(page);
	await page.reload();
	await expect(page.getByRole('heading', { level: 1 })).toBeVisible();

	line.breakWhen(() => false);
	const before = line.asked.length;
	await untilKeptAfterAll(page);
	const fetched = line.asked.slice(before);
	expect(fetched, 'the rest').toContain(SHELL);

	line.breakWhen(() => true);
	await page.goto(`${line.url}/ho-so`);
	await expect(page.getByRole('heading', { level: 1 })).toHaveText(m.my_dossiers());
	await line.stop();
	await server.stop();
});

test('What the server is asked never passes through the worker', async ({ page }) => {
	await page.goto('/tro-nang');
	await untilKept(page);
	const [answer] = await Promise.all([
		page.waitForResponse((response) => response.url().endsWith('/api/app/settings')),
		page.evaluate(() => fetch('/api/app/settings'))
	]);
	expect(answer.fromServiceWorker()).toBe(false);
	const kept = await keptFiles(page);
	expect(kept).toContain('/thu-tuc');
	expect(kept.filter((path) => /^\/(api|_)\/|version\.json|robots|sitemap/.test(path))).toEqual([]);
});
