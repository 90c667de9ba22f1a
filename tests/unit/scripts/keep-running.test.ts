import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { keepRunning, type KeptProcess } from '../../../scripts/keep-running.ts';

const PATIENCE = { firstPauseMs: 4, longestPauseMs: 16, wellAfterMs: 60_000, killAfterMs: 200 };
const LIVES_ON = 'setInterval(() => {}, 1000)';
const DEAF = `process.on('SIGTERM', () => {}); console.log('deaf'); ${LIVES_ON}`;

let kept: KeptProcess | undefined;
afterEach(async () => {
	vi.useRealTimers();
	await kept?.stop();
});

function keep(...scripts: [string, ...string[]]) {
	const started: ChildProcess[] = [];
	const log: string[] = [];
	const launch = (): ChildProcess => {
		const script = scripts[Math.min(started.length, scripts.length - 1)] ?? '';
		const child = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'ignore'] });
		started.push(child);
		return child;
	};
	kept = keepRunning('it', launch, (line) => log.push(line), PATIENCE);
	return { kept, started, log };
}

describe('A process that is kept running', () => {
	it('is started again after it died, each time with a longer pause, up to a limit', async () => {
		const { started, log } = keep('process.exit(3)', '', '', '', LIVES_ON);
		await expect.poll(() => started.length, { timeout: 20_000 }).toBe(5);
		expect(log.map((line) => /\((.*)\).* (\d+) ms/.exec(line)?.slice(1))).toEqual([
			['code 3', '4'],
			['code 0', '8'],
			['code 0', '16'],
			['code 0', '16']
		]);
	});

	it('is started again at once, and without a complaint, when we ask for it', async () => {
		const { kept, started, log } = keep(LIVES_ON);
		kept.restart();
		await expect.poll(() => started.length, { timeout: 20_000 }).toBe(2);
		expect(log).toEqual([]);
	});

	it('is not started again after it was stopped', async () => {
		const { kept, started } = keep(LIVES_ON);
		await kept.stop();
		expect(started).toHaveLength(1);
		expect(started[0]?.signalCode).toBe('SIGTERM');
		expect(kept.pid()).toBeUndefined();
	});

	it('is killed when it does not listen', async () => {
		const { kept, started } = keep(DEAF);
		await new Promise((resolve) => started[0]?.stdout?.once('data', resolve));
		await kept.stop();
		expect(started[0]?.signalCode).toBe('SIGKILL');
	});

	it('does not come back when it is stopped while it waits for its next start', async () => {
		vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
		const { kept, started } = keep('process.exit(1)');
		if (started[0]) await once(started[0], 'exit');
		expect(vi.getTimerCount()).toBe(1);
		await kept.stop();
		expect(vi.getTimerCount()).toBe(0);
	});
});
