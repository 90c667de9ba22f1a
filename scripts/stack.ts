/** Server and worker side by side, as `npm start` and `npm run dev` run them. */
import type { ChildProcess } from 'node:child_process';
import { chmodSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { demoAccounts } from './demo-accounts.ts';
import { keepRunning, type KeptProcess } from './keep-running.ts';
import { pocketbaseBinary } from './pocketbase-binary.ts';
import { SEED_DIR, serve, untilHealthy, type ServerPlan } from './pocketbase-server.ts';
import { freePort, isListening } from './ports.ts';
import { prepareData } from './prepare-data.ts';
import { readOrMakeSecrets } from './secrets.ts';
import { oldServerWarning } from './server-version.ts';
import { SettingsError, type ModelSettings, type Settings } from './settings.ts';
import { sourceVersion } from './source-version.js';
import { publicVapidKeys, readOrMakeVapidKeys, vapidFile } from './vapid.ts';
import { launchWorker, type WorkerRewording } from './worker-process.ts';

export interface Stack {
	/** Where the server listens. */
	address: string;
	/** Ends both processes and starts them again, with what was built meanwhile. */
	restart: () => void;
	stop: () => Promise<void>;
}

const READY_WITHIN_MS = 60_000;

/**
 * Prepares the data and starts server and worker; resolves when the server answers.
 * @param webDir folder of the built app, empty when something else serves the app
 * @param onSignal told when the person or the system asks to stop; the stack is stopped already
 * @throws {SettingsError | BinaryError} the person can mend it
 */
export async function startStack(
	settings: Settings,
	webDir: string,
	onSignal: () => void
): Promise<Stack> {
	const binary = pocketbaseBinary();
	if (settings.production) oldServerWarning(binary).forEach((line) => console.warn(line));
	if (await isListening(settings.host, settings.port)) {
		throw new SettingsError(`Port ${settings.port} is in use. Choose another one with PORT.`);
	}
	mkdirSync(settings.dataDir, { recursive: true });
	chmodSync(settings.dataDir, 0o700);
	const rewording = settings.model && (await rewordingBy(settings.model));
	const plan = planOf(settings, binary, webDir, rewording);
	await prepareData(plan, console.log);

	const address = `http://${plan.host}:${plan.port}`;
	const kept: KeptProcess[] = [];
	const stop = async (): Promise<void> => {
		for (const one of kept.splice(0).reverse()) await one.stop();
	};
	for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
		process.once(signal, () => void stop().then(onSignal));
	}

	const starting = new AbortController();
	const late = setTimeout(() => starting.abort(), READY_WITHIN_MS);
	const launchServer = (): ChildProcess => {
		const child = serve(plan);
		child.once('exit', () => starting.abort());
		return speaking('pocketbase', child);
	};
	kept.push(keepRunning('pocketbase', launchServer, console.log));
	try {
		await untilHealthy(address, starting.signal);
	} catch {
		await stop();
		throw new SettingsError('PocketBase did not start; its own words stand above.');
	} finally {
		clearTimeout(late);
	}
	const outside = {
		PUBLIC_URL: settings.publicUrl,
		VAPID_FILE: vapidFile(settings.dataDir),
		VAPID_SUBJECT: settings.vapidSubject
	};
	const launch = (): ChildProcess =>
		speaking('worker', launchWorker(address, plan.environment.WORKER_KEY, outside, rewording));
	kept.push(keepRunning('worker', launch, console.log));
	if (settings.seed === 'demo') demoAccounts().forEach((line) => console.log(line));
	return { address, restart: () => kept.forEach((one) => one.restart()), stop };
}

/** Worker and server are told the same port of this machine. */
async function rewordingBy({ url, name, key }: ModelSettings): Promise<WorkerRewording> {
	const port = await freePort();
	return { REWORDING_PORT: String(port), LLM_URL: url, LLM_MODEL: name, LLM_KEY: key };
}

function planOf(
	settings: Settings,
	binary: string,
	webDir: string,
	rewording: WorkerRewording | undefined
): ServerPlan {
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
			WEB_DIR: webDir,
			APP_VERSION: sourceVersion(),
			BEHIND_PROXY: settings.publicUrl.startsWith('https:') ? '1' : '',
			SERVICE_WORKER: settings.serviceWorker,
			...publicVapidKeys(readOrMakeVapidKeys(settings.dataDir, Date.now()), Date.now()),
			PUSH_EXTRA_ORIGIN: '',
			REWORDING_URL: rewording ? `http://127.0.0.1:${rewording.REWORDING_PORT}` : ''
		}
	};
}

/** Passes on what a process writes, each line under its name. */
function speaking(name: string, child: ChildProcess): ChildProcess {
	for (const stream of [child.stdout, child.stderr]) {
		if (!stream) continue;
		createInterface({ input: stream }).on('line', (line) => console.log(`[${name}] ${line}`));
	}
	return child;
}
