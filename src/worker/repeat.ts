import { pause, pauseAfter } from './pause.ts';

export interface Repetition {
	/** Pause between a run and the next, in milliseconds. */
	everyMs: number;
	/** Longest pause after failures in a row. */
	longestPauseMs: number;
	/** Told the first failure of a row and the success that ends it. */
	onFailure: (error: unknown) => void;
	onRecovery: () => void;
	signal: AbortSignal;
}

/**
 * Runs `task` again and again until `signal` says stop: never two runs at once, and with growing
 * pauses while it fails.
 */
export async function repeat(task: () => Promise<void>, rhythm: Repetition): Promise<void> {
	const { signal } = rhythm;
	for (let failures = 0; !signal.aborted;) {
		try {
			await task();
			if (failures > 0) rhythm.onRecovery();
			failures = 0;
		} catch (error) {
			if (signal.aborted) return;
			failures += 1;
			if (failures === 1) rhythm.onFailure(error);
		}
		await pause(
			failures === 0 ? rhythm.everyMs : pauseAfter(failures, rhythm.longestPauseMs),
			signal
		);
	}
}
