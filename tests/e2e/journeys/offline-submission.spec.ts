/** What a person did without a network is sent once, whatever happens to browser, line and server. */
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, expect, test, type BrowserContext, type Page } from '@playwright/test';
import { WEB_DIR } from '../../../scripts/build.ts';
import { launchWorker } from '../../../scripts/worker-process.ts';
import { m } from '../../../src/lib/i18n/paraglide/messages.js';
import { startDisposableServer, type DisposableServer } from '../../support/disposable-server.ts';
import { startLine, type Line } from '../../support/line.ts';
import { untilKept } from '../../support/offline.ts';
import { PEOPLE, signInSuperuser, sql } from '../../support/people.ts';
import { signInAsApplicant } from '../../support/sign-in.ts';
import { prepare, send } from '../travel-draft.ts';

const APPLICANT = PEOPLE.applicants[1]?.email ?? '';

test.use({ serviceWorkers: 'allow' });

let server: DisposableServer;
let line: Line;
let endWorker: () => Promise<void>;
let profile: string;

test.beforeEach(async () => {
	server = await startDisposableServer({ seed: 'demo', webDir: WEB_DIR });
	const worker = launchWorker(server.url, server.environment.WORKER_KEY);
	const ended = once(worker, 'exit');
	endWorker = async () => {
		worker.kill('SIGTERM');
		await ended;
	};
	line = await startLine(server.url);
	profile = mkdtempSync(join(tmpdir(), 'profile-'));
});

test.afterEach(async () => {
	await line.stop();
	await endWorker();
	await server.stop();
	rmSync(profile, { recursive: true, force: true });
});

/** The browser of one person, with what it kept when it was closed. */
function openBrowser(): Promise<BrowserContext> {
	return chromium.launchPersistentContext(profile, { baseURL: line.url });
}

async function pageOf(browser: BrowserContext): Promise<Page> {
	return browser.pages()[0] ?? browser.newPage();
}

/** What the server has, read past the app. */
async function stored(dossier: string) {
	const superuser = await signInSuperuser(server);
	const ask = (query: string) => sql(server, superuser, query);
	return {
		submissions: await ask(
			`SELECT id FROM dossier_actions WHERE dossier = '${dossier}' AND type = 'submit'`
		),
		dossiers: await ask(`SELECT id FROM dossiers`),
		files: await ask(
			`SELECT paper, state, sha256, storedSha256 FROM attachments WHERE dossier = '${dossier}'`
		)
	};
}

test('A dossier with two files, sent in a tunnel, outlives the browser and arrives once', async () => {
	test.slow();
	let browser = await openBrowser();
	let page = await pageOf(browser);
	await page.goto('/tro-nang');
	await untilKept(page);
	await signInAsApplicant(page, APPLICANT);
	await prepare(page);

	await browser.setOffline(true);
	const dossier = await send(page);
	await expect(page.getByText(m.dossier_waiting()).first()).toBeVisible();
	await browser.close();

	browser = await openBrowser();
	await browser.setOffline(true);
	page = await pageOf(browser);
	await page.goto(`/ho-so/${dossier}`);
	await expect(page.getByText(m.dossier_waiting()).first()).toBeVisible();
	expect((await stored(dossier)).dossiers).toEqual([]);

	await browser.setOffline(false);
	await expect(page.getByText(m.status_submitted(), { exact: true })).toBeVisible({
		timeout: 30_000
	});
	await expect(page.getByText(m.dossier_waiting())).toBeHidden();
	const there = await stored(dossier);
	expect(there.dossiers).toHaveLength(1);
	expect(there.submissions).toHaveLength(1);
	expect(there.files.map(({ state }) => state)).toEqual(['verified', 'verified']);
	for (const file of there.files) expect(file['storedSha256']).toBe(file['sha256']);
	await page.goto('/ho-so');
	await expect(page.locator(`a[href="/ho-so/${dossier}"]`)).toHaveCount(1);
	await expect(page.getByText(m.dossier_mine_drafts())).toBeHidden();
	await browser.close();
});

test('The server dies when it has taken a dossier and not yet said so', async () => {
	test.slow();
	const browser = await openBrowser();
	const page = await pageOf(browser);
	await page.goto('/tro-nang');
	await untilKept(page);
	await signInAsApplicant(page, APPLICANT);
	await prepare(page);

	let restarted: Promise<void> | undefined;
	line.loseAnswerWhen(
		(path) => path === '/api/app/actions' && restarted === undefined,
		() => (restarted = server.killAndRestart())
	);
	const dossier = await send(page);
	await expect(page.getByText(m.status_submitted(), { exact: true })).toBeVisible({
		timeout: 30_000
	});
	await restarted;
	const there = await stored(dossier);
	expect(there.dossiers).toHaveLength(1);
	expect(there.submissions).toHaveLength(1);
	expect(there.files).toHaveLength(2);
	await browser.close();
});
