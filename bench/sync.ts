/**
 * What an officer's device reads: the first fill and the questions without news, and how fast it
 * finds something in what it holds. In Chromium, with the built app.
 */
import { fileURLToPath } from 'node:url';
import { chromium, type CDPSession, type Page } from '@playwright/test';
import { buildSync } from 'esbuild';
import { chromiumPath } from '../tests/support/chromium.ts';
import { signInAsOfficer } from '../tests/support/sign-in.ts';
import { load } from './load.ts';
import { median, type Summary } from './measure.ts';
import type { World } from './world.ts';

export interface Syncing {
	/** Dossiers that the device held afterwards, each with form and history. */
	readonly held: number;
	/** From the first question until everything is sealed and stored. */
	readonly firstFillMs: number;
	/** Of one dossier, as the server compressed it and as it was read. */
	readonly wireBytesEach: number;
	readonly plainBytesEach: number;
	/** Questions to which there is no news. */
	readonly noNews: Summary;
	/** Choosing by a name among as many as are held, CPU 4× slower. */
	readonly choosingMs: number;
	/** From the press of Enter until the one dossier found stands in the list, CPU 4× slower. */
	readonly searchMs: number;
}

const CPU_SLOWDOWN = 4;
const SEARCHES = 7;

export async function measureSyncing(world: World, seconds: number): Promise<Syncing> {
	const noNews = await load(world.server, 1, seconds, () => ({
		method: 'POST',
		path: '/api/app/sync',
		token: world.officers.case_officer,
		body: { since: new Date().toISOString() }
	}));
	const browser = await chromium.launch({
		executablePath: chromiumPath(),
		args: ['--no-sandbox']
	});
	try {
		const context = await browser.newContext({
			baseURL: world.server.url,
			locale: 'vi-VN',
			serviceWorkers: 'block'
		});
		const page = await context.newPage();
		const devtools = await context.newCDPSession(page);
		const bytes = await countSyncBytes(devtools);
		const asked = page.waitForRequest('**/api/app/sync').then(() => performance.now());
		await signInAsOfficer(page, 'case_officer');
		const began = await asked;
		const held = await untilFilled(page);
		const firstFillMs = performance.now() - began;
		await page.waitForSelector('#queue-search');
		await devtools.send('Emulation.setCPUThrottlingRate', { rate: CPU_SLOWDOWN });
		const searches: number[] = [];
		for (let turn = 0; turn < SEARCHES; turn += 1) {
			// Every tenth dossier of the filling was just received.
			searches.push(await search(page, `NS-0000-0${String(turn * 10).padStart(3, '0')}`));
			await search(page, 'NS-');
		}
		return {
			held,
			firstFillMs,
			wireBytesEach: bytes.wire() / held,
			plainBytesEach: bytes.plain() / held,
			noNews,
			choosingMs: await measureChoosing(page, held),
			searchMs: median(searches)
		};
	} finally {
		await browser.close();
	}
}

async function countSyncBytes(devtools: CDPSession) {
	const requests = new Set<string>();
	let wire = 0;
	let plain = 0;
	devtools.on('Network.responseReceived', ({ requestId, response }) => {
		if (response.url.endsWith('/api/app/sync')) requests.add(requestId);
	});
	devtools.on('Network.dataReceived', ({ requestId, dataLength }) => {
		if (requests.has(requestId)) plain += dataLength;
	});
	devtools.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
		if (requests.has(requestId)) wire += encodedDataLength;
	});
	await devtools.send('Network.enable');
	return { wire: () => wire, plain: () => plain };
}

async function untilFilled(page: Page): Promise<number> {
	for (;;) {
		// A reading that begins right afterwards is not complete again for a moment.
		const held = await heldBy(page);
		if (held !== null) return held;
		await page.waitForTimeout(20);
	}
}

/** How many dossiers lie on the device; `null` until the first fill is complete. */
function heldBy(page: Page): Promise<number | null> {
	return page.evaluate(
		() =>
			new Promise<number | null>((resolve) => {
				const opening = indexedDB.open('ngoai-vu-so');
				opening.onsuccess = () => {
					const shelves = opening.result.transaction(['marks', 'dossiers']);
					const marks = shelves.objectStore('marks').getAll() as IDBRequest<
						{ id: string; value: string }[]
					>;
					const dossiers = shelves.objectStore('dossiers').count();
					shelves.oncomplete = () => {
						opening.result.close();
						// The reading of dossiers keeps this moment once it is complete; others have marks too.
						const isComplete = marks.result.some(
							({ id, value }) => id === 'reading' && value.includes('"completedAt":"')
						);
						resolve(isComplete ? dossiers.result : null);
					};
				};
			})
	);
}

/** @returns how long it took, in milliseconds */
function search(page: Page, text: string): Promise<number> {
	return page.evaluate(async (typed) => {
		const field = document.querySelector<HTMLInputElement>('#queue-search');
		if (!field) throw new Error('There is no queue to search.');
		field.value = typed;
		field.dispatchEvent(new Event('input', { bubbles: true }));
		const rows = document.getElementsByTagName('tr');
		const began = performance.now();
		field.form?.requestSubmit();
		// The head of the table is a row too; all that were just shown are found by the short text.
		while (typed.length > 3 ? rows.length !== 2 : rows.length <= 2) {
			await new Promise((resolve) => requestAnimationFrame(resolve));
		}
		return performance.now() - began;
	}, text);
}

/** The rule alone, as the app runs it, in the same slowed browser. @returns milliseconds */
async function measureChoosing(page: Page, held: number): Promise<number> {
	const [bundle] = buildSync({
		entryPoints: [fileURLToPath(new URL('choosing.ts', import.meta.url))],
		bundle: true,
		write: false,
		format: 'iife',
		globalName: 'choosing'
	}).outputFiles;
	return page.evaluate<number>(`${bundle?.text ?? ''};choosing.medianMs(${held}, ${SEARCHES})`);
}
