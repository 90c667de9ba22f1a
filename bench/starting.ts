/** How long `npm start` takes when nothing changed since the last time. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../scripts/build.ts';
import { freePort } from '../scripts/ports.ts';
import { median } from './measure.ts';

const STARTS = 5;

/** Milliseconds from the command to `Ready:`, the median of several starts after the first. */
export async function measureSecondStart(): Promise<number> {
	const folder = mkdtempSync(join(tmpdir(), 'bench-start-'));
	const environment = {
		...process.env,
		DATA_DIR: join(folder, 'data'),
		PORT: String(await freePort())
	};
	try {
		await timeStart(environment);
		const times: number[] = [];
		while (times.length < STARTS) times.push(await timeStart(environment));
		return median(times);
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

async function timeStart(environment: NodeJS.ProcessEnv): Promise<number> {
	const startedAt = performance.now();
	const child = spawn('npm', ['start'], {
		cwd: ROOT,
		env: environment,
		stdio: ['ignore', 'pipe', 'inherit']
	});
	const ended = once(child, 'exit');
	let output = '';
	await new Promise<void>((resolve, reject) => {
		child.stdout.on('data', (chunk: Buffer) => {
			output += chunk.toString();
			if (/^Ready: /m.test(output)) resolve();
		});
		child.once('exit', () => reject(new Error(`It did not start:\n${output}`)));
	});
	const took = performance.now() - startedAt;
	child.kill('SIGTERM');
	await ended;
	return took;
}
