import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';

/** Where systems put Chromium or Chrome. */
const USUAL_PLACES = [
	'/usr/bin/chromium',
	'/usr/bin/chromium-browser',
	'/usr/bin/google-chrome-stable',
	'/usr/bin/google-chrome',
	'/snap/bin/chromium',
	'/Applications/Chromium.app/Contents/MacOS/Chromium',
	'/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
	'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe'
];

/** There is no browser to test with; the message says what to install. */
export class ChromiumMissing extends Error {}

/**
 * Path of the browser that the tests run in: `CHROME_PATH`, else the usual places.
 * @throws {ChromiumMissing}
 */
export function chromiumPath(env: NodeJS.ProcessEnv = process.env): string {
	if (env.CHROME_PATH) {
		if (isExecutable(env.CHROME_PATH)) return env.CHROME_PATH;
		throw new ChromiumMissing(`CHROME_PATH names no program: ${env.CHROME_PATH}`);
	}
	const found = USUAL_PLACES.find(isExecutable);
	if (found) return found;
	throw new ChromiumMissing(
		'The browser tests need Chromium or Chrome. Install it (on Debian: apt-get install chromium) ' +
			'or set CHROME_PATH to the program.'
	);
}

/**
 * Finds the browser; on a Debian system where we are root, installs it first if it is missing.
 * @throws {ChromiumMissing}
 */
export function ensureChromium(): string {
	try {
		return chromiumPath();
	} catch (error) {
		if (process.env.CHROME_PATH || !installFromDebian(['chromium', 'fonts-liberation']))
			throw error;
		return chromiumPath();
	}
}

/** Installs system packages where that is ours to do: Debian, as root. */
export function installFromDebian(packages: string[]): boolean {
	const mayInstall = existsSync('/etc/debian_version') && process.getuid?.() === 0;
	if (!mayInstall) return false;
	console.log(`Installing ${packages.join(', ')} from the system's packages …`);
	const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
	const aptGet = (...args: string[]): boolean =>
		spawnSync('apt-get', ['-qq', ...args], { stdio: ['ignore', 'ignore', 'inherit'], env })
			.status === 0;
	return aptGet('update') && aptGet('install', '--yes', '--no-install-recommends', ...packages);
}

function isExecutable(path: string): boolean {
	try {
		accessSync(path, constants.X_OK);
		return true;
	} catch {
		return false;
	}
}
