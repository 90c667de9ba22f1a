/**
 * `npm start`: builds what changed, prepares the data, runs PocketBase and the worker, and keeps
 * both running until SIGTERM or Ctrl+C.
 */
import type { ChildProcess } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { buildAll, WEB_DIR } from './build.ts';
import { demoAccounts } from './demo-accounts.ts';
import { isListening } from './ports.ts';
import { keepRunning, type KeptProcess } from './keep-running.ts';
import { BinaryError, pocketbaseBinary } from './pocketbase-binary.ts';
import { SEED_DIR, serve, untilHealthy, type ServerPlan } from './pocketbase-server.ts';
import { prepareData } from './prepare-data.ts';
import { readOrMakeSecrets } from './secrets.ts';
import { oldServerWarning } from './server-version.ts';
import { readSettings, SettingsError, type Settings } from './settings.ts';
import { sourceVersion } from './source-version.js';
import { launchWorker } from './worker-process.ts';

const READY_WITHIN_MS = 60_000;

const log = (line: string): void => console.log(line);

async function main(): Promise<void> {
	process.umask(0o077);
	const settings = readSettings(process.env);
	const binary = pocketbaseBinary();
	if (settings.production) oldServerWarning(binary).forEach((line) => console.warn(line));
	if (await isListening(settings.host, settings.port)) {
		throw new SettingsError(`Port ${settings.port} is in use. Choose another one with PORT.`);
	}

	await buildAll(log);
	mkdirSync(settings.dataDir, { recursive: true, mode: 0o700 });
	const plan = planOf(settings, binary);
	await prepareData(plan, log);
	await run(plan, settings);
}

function planOf(settings: Settings, binary: string): ServerPlan {
	return {
		binary,
		dataDir: join(settings.dataDir, 'pocketbase'),
		host: settings.host,
		port: settings.port,
		hooksPool: settings.hooksPool,
		environment: {
			...readOrMakeSecrets(settings.dataDir),
			SEED: settings.seed,
			SEED_DIR,
			PUBLIC_URL: settings.publicUrl,
			WEB_DIR,
			APP_VERSION: sourceVersion(),
			BEHIND_PROXY: settings.publicUrl.startsWith('https:') ? '1' : ''
		}
	};
}

async function run(plan: ServerPlan, settings: Settings): Promise<void> {
	const address = `http://${plan.host}:${plan.port}`;
	const kept: KeptProcess[] = [];
	let stopping = false;
	const stop = async (code: number): Promise<void> => {
		if (stopping) return;
		stopping = true;
		for (const process of kept.reverse()) await process.stop();
		process.exit(code);
	};
	for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
		process.on(signal, () => void stop(0));
	}

	const starting = new AbortController();
	const late = setTimeout(() => starting.abort(), READY_WITHIN_MS);
	const launchServer = (): ChildProcess => {
		const child = serve(plan);
		child.once('exit', () => starting.abort());
		return speaking('pocketbase', child);
	};
	kept.push(keepRunning('pocketbase', launchServer, log));
	try {
		await untilHealthy(address, starting.signal);
	} catch {
		if (!stopping) log('PocketBase did not start; its own words stand above.');
		return stop(1);
	} finally {
		clearTimeout(late);
	}

	kept.push(
		keepRunning(
			'worker',
			() => speaking('worker', launchWorker(address, plan.environment.WORKER_KEY)),
			log
		)
	);
	if (settings.seed === 'demo') demoAccounts().forEach(log);
	log(`Ready: ${address}`);
}

/** Passes on what a process writes, each line under its name. */
function speaking(name: string, child: ChildProcess): ChildProcess {
	for (const stream of [child.stdout, child.stderr]) {
		if (stream) createInterface({ input: stream }).on('line', (line) => log(`[${name}] ${line}`));
	}
	return child;
}

try {
	await main();
} catch (error) {
	const isForThePerson = error instanceof SettingsError || error instanceof BinaryError;
	console.error(isForThePerson ? error.message : error);
	process.exitCode = 1;
}
