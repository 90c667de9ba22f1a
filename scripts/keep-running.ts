import type { ChildProcess } from 'node:child_process';

export interface KeptProcess {
	/** Of the process that runs now; undefined while it waits to be started again. */
	pid: () => number | undefined;
	/** Ends it and starts it again at once. */
	restart: () => void;
	/** Ends it for good: asks with SIGTERM, and after a while does not ask any more. */
	stop: () => Promise<void>;
}

export interface Patience {
	/** Pause before the first restart; it doubles with each failure that follows. */
	firstPauseMs: number;
	longestPauseMs: number;
	/** A process that lived this long was well; its next failure counts as the first one. */
	wellAfterMs: number;
	/** How long a process may take to end when asked. */
	killAfterMs: number;
}

const PATIENCE: Patience = {
	firstPauseMs: 250,
	longestPauseMs: 30_000,
	wellAfterMs: 60_000,
	killAfterMs: 10_000
};

/**
 * Starts a process and starts it again whenever it ends, with a pause that grows as long as it
 * keeps failing.
 */
export function keepRunning(
	name: string,
	launch: () => ChildProcess,
	log: (line: string) => void,
	patience: Patience = PATIENCE
): KeptProcess {
	let child: ChildProcess | undefined;
	let nextStart: NodeJS.Timeout | undefined;
	let failures = 0;
	let isRestart = false;
	let onLastEnd: (() => void) | undefined;

	function start(): void {
		const startedAt = performance.now();
		const own = launch();
		child = own;
		own.once('exit', (code, signal) => ended(signal ?? `code ${code ?? '?'}`));
		own.once('error', (error) => {
			if (own.pid === undefined) ended(error.message); // it never started, so it never exits
		});

		function ended(reason: string): void {
			child = undefined;
			if (onLastEnd) return onLastEnd();
			if (isRestart) {
				isRestart = false;
				return start();
			}
			const wasWell = performance.now() - startedAt > patience.wellAfterMs;
			failures = wasWell ? 1 : failures + 1;
			const pauseMs = Math.min(
				patience.firstPauseMs * 2 ** (failures - 1),
				patience.longestPauseMs
			);
			log(`${name} ended (${reason}) and is started again in ${pauseMs} ms`);
			nextStart = setTimeout(start, pauseMs);
		}
	}

	start();
	// Whatever ends us, a bug included, ends it too.
	process.once('exit', () => child?.kill('SIGTERM'));
	return {
		pid: () => child?.pid,
		restart() {
			isRestart = child?.kill('SIGTERM') ?? false;
		},
		stop() {
			clearTimeout(nextStart);
			const last = child;
			if (!last) return Promise.resolve();
			return new Promise((resolve) => {
				const kill = setTimeout(() => last.kill('SIGKILL'), patience.killAfterMs);
				onLastEnd = () => {
					clearTimeout(kill);
					resolve();
				};
				last.kill('SIGTERM');
			});
		}
	};
}
