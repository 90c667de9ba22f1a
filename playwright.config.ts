import { defineConfig } from '@playwright/test';
import { chromiumPath } from './tests/support/chromium.ts';
import { BASE_URL } from './tests/support/e2e-stack.ts';

/** Specs in `screens` look at every screen at every width; the journeys need one width each. */
const EVERY_WIDTH = /\/screens\/.*\.spec\.ts$/;

export default defineConfig({
	testDir: 'tests/e2e',
	globalSetup: './tests/support/e2e-stack.ts',
	outputDir: 'test-results',
	workers: 1,
	forbidOnly: Boolean(process.env.CI),
	// So long that a busy machine is no reason to fail.
	timeout: 120_000,
	expect: { timeout: 20_000 },
	reporter: [['list'], ['./tests/support/playwright-outcome.ts']],
	use: {
		baseURL: process.env[BASE_URL] ?? '',
		locale: 'vi-VN',
		timezoneId: 'Asia/Ho_Chi_Minh',
		// Keeping the app on the device takes a while for every test; those about it allow it.
		serviceWorkers: 'block',
		// `--trace retain-on-failure` shows what happened; recorded always, it takes a third of the time.
		trace: 'off',
		screenshot: 'only-on-failure',
		launchOptions: {
			executablePath: chromiumPath(),
			args: [
				'--no-sandbox',
				'--disable-gpu',
				'--disable-quic',
				'--no-first-run',
				'--disable-background-networking',
				'--disable-component-update',
				'--disable-sync'
			]
		}
	},
	projects: [
		{
			name: 'phone',
			use: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }
		},
		{
			name: 'tablet',
			testMatch: EVERY_WIDTH,
			use: { viewport: { width: 820, height: 1180 }, hasTouch: true }
		},
		{ name: 'desktop', testMatch: EVERY_WIDTH, use: { viewport: { width: 1440, height: 900 } } }
	]
});
