/** The first pause after a failure, and the longest one, in milliseconds. */
const FIRST_MS = 500;

/**
 * How long to wait before trying again: twice as long after every failure in a row.
 * @param failures in a row, 1 or more
 * @param longestMs where the growth ends
 */
export function pauseAfter(failures: number, longestMs: number): number {
	return Math.min(longestMs, FIRST_MS * 2 ** Math.min(failures - 1, 30));
}

/** Waits; ends early, without complaint, when `signal` says stop. */
export function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
	return new Promise((resolve) => {
		if (signal.aborted) return resolve();
		const done = () => {
			clearTimeout(timer);
			signal.removeEventListener('abort', done);
			resolve();
		};
		const timer = setTimeout(done, milliseconds);
		signal.addEventListener('abort', done);
	});
}
