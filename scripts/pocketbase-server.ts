/** How a PocketBase server is prepared and run: the same for `npm start` and for the tests. */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { HOOKS_DIR } from './build-hooks.ts';
import { ROOT } from './build.ts';

/**
 * What the hooks read with `$os.getenv`. All are strings, because the environment holds no others.
 */
export interface HookEnvironment {
	/** 32 characters that encrypt the stored settings (`--encryptionEnv`). */
	PB_KEY: string;
	/** The worker proves itself with it, in the header `X-Worker-Key`. */
	WORKER_KEY: string;
	/** Key of the keyed hash that turns a tracking secret into what is stored. */
	TRACKING_KEY: string;
	/** Key of the chain of audit rows. */
	AUDIT_KEY: string;
	DEVICE_KEY: string;
	/** `demo`: people of every role and an open mail outbox; `none`: the catalogue only. */
	SEED: 'demo' | 'none';
	/** Folder of procedures.json, holidays.json and demo-people.json. */
	SEED_DIR: string;
	/** Address people use, without a slash at the end. */
	PUBLIC_URL: string;
	/** Folder of the built app and its `.static-manifest.json`; empty: no app is served. */
	WEB_DIR: string;
	/** Version of the app, shown in the settings. */
	APP_VERSION: string;
	/** `1`: the server stands behind a proxy that overwrites `X-Real-IP`; empty: it does not. */
	BEHIND_PROXY: '1' | '';
	/** `remove`: a worker that removes itself is served in place of the app's own. */
	SERVICE_WORKER: 'serve' | 'remove';
	/** Mail server as docs/deploy.md has it; else that of whoever starts it, or none. */
	SMTP_URL?: string;
	/** Our public key for web push (VAPID), base64url; empty: this server does not push. */
	VAPID_PUBLIC_KEY: string;
	/** Those before it whose subscriptions still count, with commas between. */
	VAPID_OLD_PUBLIC_KEYS: string;
	/** Origin of a push service for tests, besides the public ones; empty anywhere else. */
	PUSH_EXTRA_ORIGIN: string;
	/** Where the worker has replies put in other words, `http://127.0.0.1:…`; empty: nowhere. */
	REWORDING_URL: string;
}

export interface ServerPlan {
	binary: string;
	/** Folder of the databases and stored files. */
	dataDir: string;
	host: string;
	port: number;
	/**
	 * Interpreters kept for hooks. One is held for each nested hook of each request; an empty pool
	 * makes a new one for a single call, forty times slower. Each takes about 3 MB once used.
	 */
	hooksPool: number;
	/** Folder of the built hooks, other than the one that is built for use. */
	hooksDir?: string;
	environment: HookEnvironment;
}

export const MIGRATIONS_DIR = 'pocketbase/pb_migrations';
export const SEED_DIR = join(ROOT, 'pocketbase/seed');

/** Applies migrations that were not applied yet. */
export async function migrate(plan: ServerPlan): Promise<void> {
	mkdirSync(plan.dataDir, { recursive: true, mode: 0o700 });
	await runOnce(plan, ['migrate', 'up']);
}

/**
 * Makes a superuser, or changes the password of an existing one. It must happen before the first
 * `serve`, which otherwise logs an address that makes anyone superuser.
 */
export async function makeSuperuser(
	plan: ServerPlan,
	email: string,
	password: string
): Promise<void> {
	await runOnce(plan, ['superuser', 'upsert', email, password]);
}

/** Starts the server; it is not ready before {@link untilHealthy} says so. */
export function serve(plan: ServerPlan): ChildProcess {
	return launch(plan, [
		'serve',
		`--http=${plan.host}:${plan.port}`,
		`--origins=${new URL(plan.environment.PUBLIC_URL).origin}`,
		'--indexFallback=false'
	]);
}

/** Resolves once the server answers; rejects when `signal` aborts first. */
export async function untilHealthy(address: string, signal: AbortSignal): Promise<void> {
	for (;;) {
		try {
			const answer = await fetch(`${address}/api/health`, { signal });
			if (answer.ok) return;
		} catch {
			// not listening yet
		}
		await pause(25, undefined, { signal });
	}
}

/**
 * Hooks leave much short-lived garbage: collecting it a quarter as often saves up to a third of the
 * processor time of a request (docs/performance.md). The limit keeps memory within a small server's.
 */
const GARBAGE_COLLECTION = { GOGC: '400', GOMEMLIMIT: '2GiB' };

function launch(plan: ServerPlan, command: string[]): ChildProcess {
	return spawn(
		plan.binary,
		[
			...command,
			`--dir=${plan.dataDir}`,
			`--hooksDir=${plan.hooksDir ?? join(ROOT, HOOKS_DIR)}`,
			`--migrationsDir=${join(ROOT, MIGRATIONS_DIR)}`,
			`--publicDir=${join(plan.dataDir, 'nothing-public')}`,
			`--hooksPool=${plan.hooksPool}`,
			'--hooksWatch=false',
			'--automigrate=false',
			'--encryptionEnv=PB_KEY'
		],
		{
			env: { ...GARBAGE_COLLECTION, ...process.env, ...plan.environment },
			stdio: ['ignore', 'pipe', 'pipe']
		}
	);
}

/** @throws {Error} with what the command printed, when it failed */
function runOnce(plan: ServerPlan, command: string[]): Promise<void> {
	return new Promise((resolve, reject) => {
		const child = launch({ ...plan, hooksPool: 1 }, command);
		const output = collectOutput(child);
		child.once('error', reject);
		child.once('close', (code) => {
			// Some versions end with 0 although a migration failed, but then they say so.
			if (code === 0 && !/^Error:/m.test(output())) return resolve();
			reject(new Error(`pocketbase ${command.slice(0, 2).join(' ')} failed:\n${output()}`));
		});
	});
}

/** Keeps the last 200 lines that a process writes, for a failure message. */
export function collectOutput(child: ChildProcess): () => string {
	const lines: string[] = [];
	const keep = (chunk: Buffer): void => {
		lines.push(...chunk.toString().split('\n').filter(Boolean));
		lines.splice(0, Math.max(0, lines.length - 200));
	};
	child.stdout?.on('data', keep);
	child.stderr?.on('data', keep);
	return () => lines.join('\n');
}
