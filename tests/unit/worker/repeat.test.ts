import { afterEach, beforeEach, describe, expect, it, test, vi } from 'vitest';
import { pause, pauseAfter } from '../../../src/worker/pause.ts';
import { repeat } from '../../../src/worker/repeat.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('the pause after failures', () => {
	test.each([
		[1, 500],
		[2, 1_000],
		[3, 2_000],
		[4, 4_000],
		[5, 5_000],
		[5_000, 5_000]
	])('after %i in a row is %i ms, with 5 s as the longest', (failures, expected) => {
		expect(pauseAfter(failures, 5_000)).toBe(expected);
	});

	it('ends at once when the worker is told to stop', async () => {
		const stop = new AbortController();
		const paused = pause(60_000, stop.signal);
		stop.abort();
		await paused;
		expect(vi.getTimerCount()).toBe(0);
	});
});

describe('a repeated task', () => {
	function start(task: () => Promise<void>) {
		const stop = new AbortController();
		const onFailure = vi.fn();
		const onRecovery = vi.fn();
		const ended = repeat(task, {
			everyMs: 300,
			longestPauseMs: 5_000,
			onFailure,
			onRecovery,
			signal: stop.signal
		});
		return { ended, stop, onFailure, onRecovery };
	}

	it('never runs twice at once, however long a run takes', async () => {
		let running = 0;
		let most = 0;
		const { ended, stop } = start(async () => {
			most = Math.max(most, (running += 1));
			await pause(1_000, new AbortController().signal);
			running -= 1;
		});
		await vi.advanceTimersByTimeAsync(10_000);
		expect(most).toBe(1);
		stop.abort();
		await vi.advanceTimersByTimeAsync(1_000);
		await ended;
	});

	it('slows down while it fails, tells the first failure and the recovery, and is quick again', async () => {
		let isDown = true;
		const task = vi.fn(async () => {
			if (isDown) throw new Error('refused');
		});
		const { ended, stop, onFailure, onRecovery } = start(task);
		await vi.advanceTimersByTimeAsync(3_500);
		expect(task).toHaveBeenCalledTimes(4);
		expect(onFailure).toHaveBeenCalledTimes(1);
		isDown = false;
		await vi.advanceTimersByTimeAsync(4_000);
		expect(onRecovery).toHaveBeenCalledTimes(1);
		task.mockClear();
		await vi.advanceTimersByTimeAsync(3_000);
		expect(task).toHaveBeenCalledTimes(10);
		stop.abort();
		await ended;
	});
});
