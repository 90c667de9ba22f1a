/** What a cheap phone on a slow network waits for when it opens a public page for the first time. */
import { chromium, type CDPSession, type Page } from '@playwright/test';
import { chromiumPath } from '../tests/support/chromium.ts';
import { median } from './measure.ts';

export interface FirstLoad {
	/** Bytes on the wire, headers included, as the server compressed them. */
	readonly scriptBytes: number;
	readonly totalBytes: number;
	/** First and largest contentful paint, milliseconds after the navigation began. */
	readonly fcpMs: number;
	readonly lcpMs: number;
}

/** "Slow 4G" as Chromium's developer tools have it: bytes per second, milliseconds per request. */
const SLOW_4G = {
	offline: false,
	latency: 562.5,
	downloadThroughput: (1.6 * 1_000_000 * 0.9) / 8,
	uploadThroughput: (0.75 * 1_000_000 * 0.9) / 8
};
const CPU_SLOWDOWN = 4;
const PHONE = { width: 390, height: 844 };

export async function measureFirstLoad(address: string, rounds: number): Promise<FirstLoad> {
	const browser = await chromium.launch({
		executablePath: chromiumPath(),
		args: ['--no-sandbox']
	});
	const loads: FirstLoad[] = [];
	for (let round = 0; round <= rounds; round += 1) {
		// A new context has an empty cache. What the service worker fetches later is not the first load.
		const context = await browser.newContext({
			viewport: PHONE,
			isMobile: true,
			hasTouch: true,
			locale: 'vi-VN',
			serviceWorkers: 'block'
		});
		const page = await context.newPage();
		const load = await loadOnce(page, await context.newCDPSession(page), address);
		if (round > 0) loads.push(load);
		await context.close();
	}
	await browser.close();
	const of = (key: keyof FirstLoad) => median(loads.map((load) => load[key]));
	return {
		scriptBytes: of('scriptBytes'),
		totalBytes: of('totalBytes'),
		fcpMs: of('fcpMs'),
		lcpMs: of('lcpMs')
	};
}

async function loadOnce(page: Page, devtools: CDPSession, address: string): Promise<FirstLoad> {
	const kinds = new Map<string, string>();
	let scriptBytes = 0;
	let totalBytes = 0;
	devtools.on('Network.responseReceived', ({ requestId, type }) => kinds.set(requestId, type));
	devtools.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
		totalBytes += encodedDataLength;
		if (kinds.get(requestId) === 'Script') scriptBytes += encodedDataLength;
	});
	await devtools.send('Network.enable');
	await devtools.send('Network.emulateNetworkConditions', SLOW_4G);
	await devtools.send('Emulation.setCPUThrottlingRate', { rate: CPU_SLOWDOWN });
	const response = await page.goto(address, { waitUntil: 'networkidle' });
	if (!response?.ok()) throw new Error(`${address} was answered with ${response?.status()}`);
	const paints = await page.evaluate(
		() =>
			new Promise<{ fcpMs: number; lcpMs: number }>((resolve) => {
				const [fcp] = performance.getEntriesByName('first-contentful-paint');
				new PerformanceObserver((list) => {
					const last = list.getEntries().at(-1);
					resolve({ fcpMs: fcp?.startTime ?? NaN, lcpMs: last?.startTime ?? NaN });
				}).observe({ type: 'largest-contentful-paint', buffered: true });
			})
	);
	return { scriptBytes, totalBytes, ...paints };
}
