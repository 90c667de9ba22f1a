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
import { pdfOf, sha256Of } from '../../support/file-parts.ts';
import { PEOPLE, signInCast, signInSuperuser, sql } from '../../support/people.ts';
import { signInAsApplicant } from '../../support/sign-in.ts';
import { Journey } from '../../support/travel-request.ts';
import { PDF, prepare, send } from '../travel-draft.ts';

const APPLICANT = PEOPLE.applicants[1]?.email ?? '';
/** How a page says that something has not reached the server. */
const WAITING = new RegExp(m.sync_waiting(), 'i');

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
	await expect(page.getByText(WAITING).first()).toBeVisible();
	await browser.close();

	browser = await openBrowser();
	await browser.setOffline(true);
	page = await pageOf(browser);
	await page.goto(`/ho-so/${dossier}`);
	await expect(page.getByText(WAITING).first()).toBeVisible();
	expect((await stored(dossier)).dossiers).toEqual([]);

	await browser.setOffline(false);
	await expect(page.getByText(m.status_submitted(), { exact: true })).toBeVisible({
		timeout: 30_000
	});
	await expect(page.getByText(WAITING)).toHaveCount(0);
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

test('A day in a tunnel: two minutes of 3G, and the server has what the phone has, once', async () => {
	test.setTimeout(240_000);
	const cast = await signInCast(server);
	const asked = await Journey.submitted(server, cast);
	await asked.take(cast.receivingOfficer, 'ask_completion', {
		papers: [{ paper: 'don', reason: 'Bản chụp bị mờ' }],
		remark: ''
	});
	const browser = await openBrowser();
	const page = await pageOf(browser);
	await page.goto('/tro-nang');
	await untilKept(page);
	await signInAsApplicant(page, PEOPLE.applicants[0]?.email ?? '');
	await page.goto(`/ho-so/${asked.id}`);
	await expect(page.getByText(m.dossier_supplement_title())).toBeVisible();
	await prepare(page, { upTo: 2 }); // what a draft stands on is fetched with the first one

	await browser.setOffline(true);
	await page.goto(`/ho-so/${asked.id}`);
	const scan = { ...PDF, name: 'ban-ro.pdf', buffer: pdfOf(700_000) };
	await page.locator('input#don').setInputFiles(scan);
	await expect(page.getByText(m.file_kept())).toBeVisible();
	await page.getByRole('button', { name: m.dossier_supplement_send() }).click();
	await expect(page.getByText(WAITING).first()).toBeVisible();

	await prepare(page);
	const dossier = await send(page);
	await expect(page.getByText(WAITING).first()).toBeVisible();

	await prepare(page, { upTo: 4 });
	const halfWritten = new URL(page.url()).pathname;
	await page.reload();

	await browser.setOffline(false);
	const devtools = await browser.newCDPSession(page);
	await devtools.send('Network.emulateNetworkConditions', {
		offline: false,
		latency: 400,
		downloadThroughput: 50_000,
		uploadThroughput: 50_000
	});
	await page.goto('/ho-so');
	const supplies = () =>
		sql(
			server,
			cast.superuser,
			`SELECT id FROM dossier_actions WHERE dossier = '${asked.id}' AND type = 'supply'`
		);
	await expect.poll(supplies, { timeout: 120_000 }).toHaveLength(1);
	await expect(page.getByText(WAITING)).toHaveCount(0);
	await expect(page.locator(`a[href="/ho-so/${dossier}"]`)).toHaveCount(1);
	await expect(page.locator(`a[href="${halfWritten}"]`)).toHaveCount(1);

	const there = await stored(dossier);
	expect(there.submissions).toHaveLength(1);
	expect(there.files.map(({ state }) => state)).toEqual(['verified', 'verified']);
	const scans = (await stored(asked.id)).files.filter(
		({ sha256 }) => sha256 === sha256Of(scan.buffer)
	);
	expect(scans).toMatchObject([{ paper: 'don', state: 'verified' }]);
	expect(there.dossiers).toHaveLength(2);

	await page.goto(halfWritten);
	await expect(
		page.getByText(new RegExp(`^${m.submission_step({ step: 4, of: 10 })}`))
	).toBeVisible();
	await browser.close();
});
