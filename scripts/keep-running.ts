import type { ChildProcess } from 'node:child_process';

export interface KeptProcess {
	/** Of the process that runs now; undefined while it waits to be started again. */
	pid: () => number | undefined;
	/** Ends it for good: asks with SIGTERM, and after a while does not ask any more. */
	stop: () => Promise<void>;
}

const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 30_000;
/** A process that lived this long was well; its next failure counts as the first one. */
const WELL_AFTER_MS = 60_000;
const KILL_AFTER_MS = 10_000;

/**
 * Starts a process and starts it again whenever it ends, with a pause that doubles as long as it
 * keeps failing.
 */
export function keepRunning(
	name: string,
	launch: () => ChildProcess,
	log: (line: string) => void
): KeptProcess {
	let child: ChildProcess | undefined;
	let restart: NodeJS.Timeout | undefined;
	let stopping = false;
	let failures = 0;
	let whenEnded = (): void => undefined;

	function run(): void {
		const startedAt = performance.now();
		const own = launch();
		child = own;
		let over = false;
		const end = (reason: string): void => {
			if (over) return;
			over = true;
			child = undefined;
			if (stopping) return whenEnded();
			failures = performance.now() - startedAt > WELL_AFTER_MS ? 1 : failures + 1;
			const pauseMs = Math.min(FIRST_PAUSE_MS * 2 ** (failures - 1), LONGEST_PAUSE_MS);
			log(`${name} ended (${reason}) and is started again in ${pauseMs} ms`);
			restart = setTimeout(run, pauseMs);
		};
		own.once('error', (error) => end(error.message));
		own.once('exit', (code, signal) => end(signal ?? `code ${code}`));
	}

	run();
	return {
		pid: () => child?.pid,
		stop() {
			stopping = true;
			clearTimeout(restart);
			const last = child;
			if (!last) return Promise.resolve();
			return new Promise((resolve) => {
				const kill = setTimeout(() => last.kill('SIGKILL'), KILL_AFTER_MS);
				whenEnded = () => {
					clearTimeout(kill);
					resolve();
				};
				last.kill('SIGTERM');
			});
		}
	};
}
