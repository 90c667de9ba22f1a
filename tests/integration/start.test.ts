/** `npm start` as a person or a service manager uses it. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { freePort } from '../../scripts/ports.ts';
import { ask } from '../support/api.ts';
import { startModelServer } from '../support/model-server.ts';
import { PEOPLE, signInOfficer } from '../support/people.ts';
import { feeOfSomeProcedure } from '../support/rewording.ts';
import { untilWorkerIsHeard } from '../support/worker.ts';

const READY = /^Ready: (http:\/\/\S+)$/m;
const folder = mkdtempSync(join(tmpdir(), 'start-'));
const dataDir = join(folder, 'data');
const [administrator] = PEOPLE.officers.filter(({ role }) => role === 'administrator');
if (!administrator) throw new Error('The seed has no administrator.');

let port: number;
let running: Awaited<ReturnType<typeof npmStart>> | undefined;

beforeAll(async () => {
	port = await freePort();
});
afterEach(async () => {
	await running?.stop();
});
afterAll(() => {
	rmSync(folder, { recursive: true, force: true });
});

describe('npm start', () => {
	it('makes data that only the owner can read, and shows the superuser once', async () => {
		running = await npmStart();
		expect(running.output()).toMatch(/^Superuser: \S+ {2}password: \S{32}/m);
		expect(mode(dataDir)).toBe('700');
		expect(mode(join(dataDir, 'secrets.json'))).toBe('600');
		expect(mode(join(dataDir, 'pocketbase/data.db'))).toBe('600');
	});

	it('repeats nothing when nothing changed', async () => {
		running = await npmStart();
		expect(running.output()).not.toMatch(/Building|Installing|Superuser/);
	});

	it('never prints a key', async () => {
		running = await npmStart();
		const keys = Object.values(
			JSON.parse(readFileSync(join(dataDir, 'secrets.json'), 'utf8')) as Record<string, string>
		);
		expect(keys).toHaveLength(5);
		for (const key of keys) expect(running.output()).not.toContain(key);
	});

	it.each(['serve', 'worker.js'])('starts what dies again (%s)', async (name) => {
		running = await npmStart();
		const before = await childPid(name);
		process.kill(before, 'SIGKILL');
		await expect
			.poll(() => childPid(name).catch(() => before), { timeout: 10_000 })
			.not.toBe(before);
		await expect.poll(() => isHealthy(), { timeout: 10_000 }).toBe(true);
	});

	it.each(['SIGTERM', 'SIGINT'] as const)(
		'ends with everything it started on %s',
		async (signal) => {
			running = await npmStart();
			const pids = [await childPid('serve'), await childPid('worker.js')];
			expect(await running.stop(signal)).toBe(0);
			expect(pids.filter(isAlive)).toEqual([]);
		}
	);

	it('has answers put in other words by the model it is told of', async () => {
		const model = await startModelServer();
		const LLM_KEY = 'key-of-the-model';
		running = await npmStart({ LLM_URL: model.url, LLM_MODEL: 'small', LLM_KEY });
		const server = { url: `http://127.0.0.1:${String(port)}` };
		const as = await signInOfficer(server, administrator.email);
		const path = '/api/app/assistant/rewording-switch';
		const { body } = await ask(server, 'POST', path, { as, body: { on: true } });
		expect(body).toEqual({ on: true, hasModel: true });
		// Questions in vain would use up the thirty of a minute.
		await untilWorkerIsHeard(server);
		await expect
			.poll(async () => {
				const reply = feeOfSomeProcedure();
				const answer = await ask(server, 'POST', '/api/app/assistant/reword', { body: reply });
				return answer.body;
			})
			.toEqual({ text: feeOfSomeProcedure().text });
		expect(running.output()).not.toContain(LLM_KEY);
		await model.stop();
	});

	it('sends nothing to a model over a line that others read', async () => {
		const { code, output } = await failingStart({
			LLM_URL: 'http://llm.example/v1',
			LLM_MODEL: 'm'
		});
		expect(code).toBe(1);
		expect(output).toContain('LLM_URL must be https');
	});

	it('says which port is taken', async () => {
		running = await npmStart();
		const { code, output } = await failingStart({});
		expect(code).toBe(1);
		expect(output).toContain(`Port ${port} is in use`);
	});

	it('refuses demonstration accounts at a public address', async () => {
		const { code, output } = await failingStart({
			SEED: 'demo',
			PUBLIC_URL: 'https://ngoaivu.example'
		});
		expect(code).toBe(1);
		expect(output).toContain('SEED=demo');
	});

	it('does not run a server that is not the expected one', async () => {
		const { code, output } = await failingStart({
			POCKETBASE_BIN: process.execPath,
			POCKETBASE_SHA256: '0'.repeat(64)
		});
		expect(code).toBe(1);
		expect(output).toContain('It was not run');
	});
});

function launch(env: Record<string, string>) {
	const child = spawn('npm', ['start'], {
		env: { ...process.env, DATA_DIR: dataDir, PORT: String(port), ...env },
		stdio: ['ignore', 'pipe', 'pipe']
	});
	let output = '';
	child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
	child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
	return { child, output: () => output };
}

async function failingStart(env: Record<string, string>) {
	const { child, output } = launch(env);
	const [code] = (await once(child, 'close')) as [number | null];
	return { code, output: output() };
}

async function npmStart(env: Record<string, string> = {}) {
	const { child, output } = launch({ SEED: 'demo', ...env });
	const ended = once(child, 'exit') as Promise<[number | null]>;
	await new Promise<void>((resolve, reject) => {
		child.stdout.on('data', () => {
			if (READY.test(output())) resolve();
		});
		child.once('exit', () => reject(new Error(output())));
	});
	return {
		output,
		async stop(signal: NodeJS.Signals = 'SIGTERM') {
			child.kill(signal);
			const [code] = await ended;
			return code;
		}
	};
}

/** Process that belongs to this start and whose command line holds `name`. */
async function childPid(name: string): Promise<number> {
	const ps = spawn('ps', ['-eo', 'pid=,ppid=,args=']);
	let text = '';
	ps.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()));
	await once(ps, 'close');
	const processes = text
		.split('\n')
		.map((line) => /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line))
		.map((match) => ({
			pid: Number(match?.[1]),
			parent: Number(match?.[2]),
			args: match?.[3] ?? ''
		}));
	const server = processes.find(
		({ args }) => args.includes(`:${port}`) && args.includes(' serve ')
	);
	const supervisor = processes.find(({ pid }) => pid === server?.parent);
	const found = processes.find(
		({ parent, args }) => parent === supervisor?.pid && args.includes(name)
	);
	if (!found) throw new Error(`no ${name} is running`);
	return found.pid;
}

function isAlive(pid: number): boolean {
	try {
		process.kill(pid, 0);
		return true;
	} catch {
		return false;
	}
}

async function isHealthy(): Promise<boolean> {
	const answer = await fetch(`http://127.0.0.1:${port}/api/health`).catch(() => undefined);
	return answer?.ok ?? false;
}

function mode(path: string): string {
	return (statSync(path).mode & 0o777).toString(8);
}
