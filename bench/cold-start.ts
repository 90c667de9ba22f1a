/** How long a cheap phone without a network takes from the tap on the icon to a usable screen. */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type BrowserContext } from '@playwright/test';
import { ROOT } from '../scripts/build.ts';
import { writePrecacheList } from '../scripts/precache-list.ts';
import { writeStaticManifest } from '../scripts/static-manifest.ts';
import { chromiumPath } from '../tests/support/chromium.ts';
import { startDisposableServer } from '../tests/support/disposable-server.ts';
import { untilKept } from '../tests/support/offline.ts';
import { median } from './measure.ts';

export interface ColdStart {
	/** First contentful paint, milliseconds after the navigation began. */
	readonly paintMs: number;
	/** Until the heading stands there that the script of the screen draws. */
	readonly usableMs: number;
}

const CPU_SLOWDOWN = 4;
const EMPTY_PAGE = join(ROOT, 'bench/empty-page');
/** Built beside what else is built, out of the way of the checks. */
const WORKSHOP = join(ROOT, 'dist/empty-page');

/** Median of several starts of a browser that was closed, at an address of the app in `webDir`. */
export async function measureColdStart(
	webDir: string,
	path: string,
	rounds: number
): Promise<ColdStart> {
	const profile = mkdtempSync(join(tmpdir(), 'bench-profile-'));
	const server = await startDisposableServer({ seed: 'none', webDir });
	try {
		const first = await launch(profile);
		const page = await first.newPage();
		await page.goto(server.url + path);
		await untilKept(page);
		await first.close();
		await server.stop();
		const starts: ColdStart[] = [];
		for (let round = 0; round <= rounds; round += 1) {
			const start = await startOnce(profile, server.url + path);
			if (round > 0) starts.push(start);
		}
		return {
			paintMs: median(starts.map(({ paintMs }) => paintMs)),
			usableMs: median(starts.map(({ usableMs }) => usableMs))
		};
	} finally {
		rmSync(profile, { recursive: true, force: true });
	}
}

/** Builds the least that the framework can be, to compare with; answers its folder. */
export function buildEmptyPage(): string {
	cpSync(EMPTY_PAGE, WORKSHOP, { recursive: true });
	const vite = join(ROOT, 'node_modules/vite/bin/vite.js');
	const { status, stderr } = spawnSync(process.execPath, [vite, 'build', '--logLevel', 'error'], {
		cwd: WORKSHOP,
		encoding: 'utf8'
	});
	if (status !== 0) throw new Error(`The empty page was not built:\n${stderr}`);
	const webDir = join(WORKSHOP, 'build');
	writePrecacheList(webDir);
	writeStaticManifest(webDir);
	return webDir;
}

function launch(profile: string): Promise<BrowserContext> {
	return chromium.launchPersistentContext(profile, {
		executablePath: chromiumPath(),
		args: ['--no-sandbox'],
		viewport: { width: 390, height: 844 },
		isMobile: true,
		hasTouch: true,
		locale: 'vi-VN'
	});
}

async function startOnce(profile: string, address: string): Promise<ColdStart> {
	const context = await launch(profile);
	try {
		const page = await context.newPage();
		const devtools = await context.newCDPSession(page);
		await devtools.send('Emulation.setCPUThrottlingRate', { rate: CPU_SLOWDOWN });
		await page.addInitScript(() => {
			new MutationObserver((_changes, observer) => {
				if (!document.querySelector('#main h1')) return;
				performance.mark('usable');
				observer.disconnect();
			}).observe(document, { childList: true, subtree: true });
		});
		await page.goto(address);
		const marks = await page.waitForFunction(() => {
			const [paint] = performance.getEntriesByName('first-contentful-paint');
			const [usable] = performance.getEntriesByName('usable');
			return paint && usable && { paintMs: paint.startTime, usableMs: usable.startTime };
		});
		const start = await marks.jsonValue();
		if (!start) throw new Error(`${address} did not come alive.`);
		return start;
	} finally {
		await context.close();
	}
}
