/** A worker that went wrong is taken off the devices by the server, in one reload. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { WEB_DIR } from '../../../scripts/build.ts';
import { m } from '../../../src/lib/i18n/paraglide/messages.js';
import { startDisposableServer, type DisposableServer } from '../../support/disposable-server.ts';
import { startLine, type Line } from '../../support/line.ts';
import { copyOfBuild, type Build } from '../../support/newer-build.ts';
import { keptFiles, lookForUpdate, untilKept } from '../../support/offline.ts';

test.use({ serviceWorkers: 'allow' });

/** It keeps things, takes every page at once, and answers each with the same broken one. */
const BAD_WORKER = `
	self.addEventListener('install', (event) => {
		event.waitUntil(caches.open('bad').then((cache) => cache.put('/stale', new Response('stale'))));
		self.skipWaiting();
	});
	self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));
	self.addEventListener('fetch', (event) => {
		if (event.request.mode !== 'navigate') return;
		const broken = '<!doctype html><title>broken</title><h1>broken</h1>';
		event.respondWith(new Response(broken, { headers: { 'content-type': 'text/html' } }));
	});
`;

let build: Build;
let bad: DisposableServer;
let removing: DisposableServer;
let line: Line;

test.beforeAll(async () => {
	build = copyOfBuild((webDir) => writeFileSync(join(webDir, 'service-worker.js'), BAD_WORKER));
	bad = await startDisposableServer({ seed: 'none', webDir: build.webDir });
	removing = await startDisposableServer({
		seed: 'none',
		webDir: WEB_DIR,
		environment: { SERVICE_WORKER: 'remove' }
	});
});
test.afterAll(async () => {
	await bad.stop();
	await removing.stop();
	build.remove();
});
test.beforeEach(async () => {
	line = await startLine(bad.url);
});
test.afterEach(() => line.stop());

const registrations = (page: Page) =>
	page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length);

test('One reload brings the pages back, and nothing of the bad worker stays', async ({
	context
}) => {
	const page = await context.newPage();
	await page.goto(`${line.url}/tro-nang`);
	await untilKept(page);
	await page.reload();
	await expect(page.getByRole('heading', { name: 'broken' })).toBeVisible();

	line.leadTo(removing.url);
	await page.reload();
	await expect(page.getByRole('heading', { name: m.accessibility_title() })).toBeVisible();
	await expect.poll(() => keptFiles(page)).toEqual([]);

	// While the switch is on, a page that starts leaves no worker behind and is not loaded in circles.
	const timesAsked = (path: string) => line.asked.filter((asked) => asked === path).length;
	const before = timesAsked('/service-worker.js');
	await page.goto(`${line.url}/quyen-rieng-tu`);
	await expect.poll(() => timesAsked('/service-worker.js')).toBeGreaterThan(before);
	await expect.poll(() => registrations(page)).toBe(0);
	expect(timesAsked('/quyen-rieng-tu')).toBe(1);
});

test('A half-filled form is left alone', async ({ context }) => {
	const page = await context.newPage();
	await page.goto(`${line.url}/dang-nhap`);
	const email = page.getByLabel(m.applicant_email());
	await email.fill('nguoi-dan@example.vn');
	await untilKept(page);

	line.leadTo(removing.url);
	await lookForUpdate(page);
	await expect.poll(() => registrations(page)).toBe(0);
	await expect.poll(() => keptFiles(page)).toEqual([]);
	await expect(email).toHaveValue('nguoi-dan@example.vn');
});
