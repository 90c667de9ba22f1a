/**
 * A real PocketBase in an empty folder on a free port, with our hooks, migrations and seed.
 * Nothing is shared between two of them, and nothing remains after `stop()`.
 */
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildServer } from '../../scripts/build.ts';
import { freePort } from '../../scripts/ports.ts';
import { pocketbaseBinary } from '../../scripts/pocketbase-binary.ts';
import {
	collectOutput,
	makeSuperuser,
	migrate,
	SEED_DIR,
	serve,
	untilHealthy,
	type HookEnvironment,
	type ServerPlan
} from '../../scripts/pocketbase-server.ts';
import { endWithUs } from './end-with-us.ts';

export interface DisposableServer {
	/** `http://127.0.0.1:<port>` */
	readonly url: string;
	readonly dataDir: string;
	readonly superuser: { readonly email: string; readonly password: string };
	/** The keys it was started with. */
	readonly environment: Readonly<HookEnvironment>;
	/** Of the process that runs now. */
	pid: () => number;
	/** Last lines of its log, for a failure message. */
	log: () => string;
	/**
	 * Ends the process as a power cut would, and starts it again on the same data and port.
	 * @param changed keys that are others from then on
	 */
	killAndRestart: (changed?: Partial<HookEnvironment>) => Promise<void>;
	/** Ends it in good order; what it stored stays to be read until `stop`. */
	end: () => Promise<void>;
	/** Ends it and removes what it stored. */
	stop: () => Promise<void>;
}

export interface DisposableOptions {
	seed?: 'demo' | 'none';
	/** Folder of the built app; without it only the API is served. */
	webDir?: string;
	hooksPool?: number;
	/** Folder of hooks built otherwise than for use; then nothing is built here. */
	hooksDir?: string;
	environment?: Partial<HookEnvironment>;
}

const START_WITHIN_MS = 60_000;

export async function startDisposableServer(
	options: DisposableOptions = {}
): Promise<DisposableServer> {
	if (options.hooksDir === undefined) await buildServer(() => undefined);

	const folder = mkdtempSync(join(tmpdir(), 'ngoai-vu-so-'));
	const environment: HookEnvironment = {
		PB_KEY: randomBytes(16).toString('hex'),
		WORKER_KEY: randomBytes(16).toString('hex'),
		TRACKING_KEY: randomBytes(16).toString('hex'),
		AUDIT_KEY: randomBytes(16).toString('hex'),
		DEVICE_KEY: randomBytes(16).toString('hex'),
		SEED: options.seed ?? 'demo',
		SEED_DIR,
		PUBLIC_URL: '',
		WEB_DIR: options.webDir ?? '',
		APP_VERSION: 'test',
		BEHIND_PROXY: '',
		SERVICE_WORKER: 'serve',
		VAPID_PUBLIC_KEY: '',
		VAPID_OLD_PUBLIC_KEYS: '',
		PUSH_EXTRA_ORIGIN: '',
		REWORDING_URL: '',
		...options.environment
	};
	const plan: ServerPlan = {
		binary: pocketbaseBinary(),
		dataDir: join(folder, 'data'),
		host: '127.0.0.1',
		port: 0,
		hooksPool: options.hooksPool ?? 8,
		...(options.hooksDir === undefined ? {} : { hooksDir: options.hooksDir }),
		environment
	};
	const superuser = { email: 'root@example.test', password: randomBytes(16).toString('hex') };

	await migrate(plan);
	await makeSuperuser(plan, superuser.email, superuser.password);
	// Chosen last: a port that is free now can be another's when all that is done.
	plan.port = await freePort();
	const url = `http://127.0.0.1:${plan.port}`;
	environment.PUBLIC_URL ||= url;
	let running = await start(plan, url);

	return {
		url,
		dataDir: plan.dataDir,
		superuser,
		environment,
		pid: () => running.pid,
		log: () => running.log(),
		async killAndRestart(changed = {}) {
			await running.end('SIGKILL');
			Object.assign(environment, changed);
			running = await start(plan, url);
		},
		end: () => running.end('SIGTERM'),
		async stop() {
			await running.end('SIGTERM');
			rmSync(folder, { recursive: true, force: true });
		}
	};
}

async function start(plan: ServerPlan, url: string) {
	const child = serve(plan);
	endWithUs(child);
	const log = collectOutput(child);
	const ended = once(child, 'exit');
	const waiting = new AbortController();
	const late = setTimeout(() => waiting.abort(), START_WITHIN_MS);
	const early = (): void => waiting.abort();
	child.once('exit', early);
	try {
		await untilHealthy(url, waiting.signal);
	} catch {
		child.kill('SIGKILL');
		throw new Error(`PocketBase did not start:\n${log()}`);
	} finally {
		clearTimeout(late);
		child.off('exit', early);
	}
	return {
		pid: child.pid ?? 0,
		log,
		async end(signal: NodeJS.Signals) {
			child.kill(signal);
			await ended;
		}
	};
}
