import { exchange } from '../exchange.ts';
import { lineNow, whenLineChanges } from './line.ts';

/**
 * Finds out how the line is when something hints that it changed, and while nothing comes back: also
 * for who has no account and so asks the server for little.
 */

const FIRST_PAUSE_MS = 5_000;
const LONGEST_PAUSE_MS = 60_000;

async function probe(): Promise<void> {
	await exchange('/api/health', {}, 10_000);
}

/** @returns what ends it */
export function watchLine(): () => void {
	const stop = new AbortController();
	const { signal } = stop;
	let pauseMs = FIRST_PAUSE_MS;
	let timer: ReturnType<typeof setTimeout> | undefined;

	const plan = () => {
		if (lineNow().state !== 'silent') pauseMs = FIRST_PAUSE_MS;
		else if (timer === undefined) {
			timer = setTimeout(() => {
				timer = undefined;
				pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
				if (document.visibilityState === 'visible') void probe();
				else plan();
			}, pauseMs);
		}
	};
	const unwatch = whenLineChanges(plan);
	signal.addEventListener('abort', () => {
		clearTimeout(timer);
		unwatch();
	});

	// What the browser says of the network is a hint, no more.
	const ask = () => void probe();
	const seen = () =>
		document.visibilityState === 'visible' && lineNow().state === 'silent' && ask();
	addEventListener('online', ask, { signal });
	addEventListener('offline', ask, { signal });
	document.addEventListener('visibilitychange', seen, { signal });
	if (!navigator.onLine) ask();
	plan();
	return () => stop.abort();
}
