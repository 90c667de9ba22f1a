/** Builds the hooks, the worker and the web app, each only when its sources changed. */
import { build as esbuild, stop as stopEsbuild } from 'esbuild';
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildHooks, HOOKS_DIR } from './build-hooks.ts';
import { hashOf, sourceVersion } from './source-version.js';
import { compileMessages } from './messages.ts';
import { writePrecacheList } from './precache-list.ts';
import { MANIFEST, writeStaticManifest } from './static-manifest.ts';

export const ROOT = fileURLToPath(new URL('..', import.meta.url));
export const WEB_DIR = join(ROOT, 'build');
export const WORKER_FILE = join(ROOT, 'dist/worker.js');

/** How the parts are built is part of what they are made of. */
const BUILDERS = ['scripts', 'package-lock.json'];

interface Part {
	name: string;
	/** Folder that the part is built into. It keeps the hash of the sources it was built from. */
	folder: string;
	sources: () => string;
	build: () => Promise<void>;
}

/** What the assistant says between facts. */
const ASSISTANT_TEXTS = ['messages/vi/assistant.json', 'messages/en/assistant.json'];

const HOOKS: Part = {
	name: 'hooks',
	folder: join(ROOT, HOOKS_DIR),
	sources: () => hashOf([...BUILDERS, 'pocketbase/hooks', 'src/lib/domain', ...ASSISTANT_TEXTS]),
	build: () => buildHooks(ROOT)
};

/** What the worker says to people. */
const WORKER_TEXTS = [
	'project.inlang/settings.json',
	'messages/vi/notification.json',
	'messages/en/notification.json',
	'src/lib/i18n/notification-texts.ts'
];

const WORKER: Part = {
	name: 'worker',
	folder: join(ROOT, 'dist'),
	sources: () => hashOf([...BUILDERS, 'src/worker', 'src/lib/domain', ...WORKER_TEXTS]),
	build: buildWorker
};

const WEB: Part = {
	name: 'web app',
	folder: WEB_DIR,
	// Pages for search engines carry the address, so another one is another build.
	sources: () => sourceVersion() + hashOf(BUILDERS) + (process.env.PUBLIC_URL ?? ''),
	build: buildWeb
};

/** Hooks and worker: what a server needs besides the web app. Takes a few seconds. */
export async function buildServer(log: (line: string) => void): Promise<void> {
	await buildChanged([HOOKS, WORKER], log);
}

/** Everything that is served or run. */
export async function buildAll(log: (line: string) => void): Promise<void> {
	await buildChanged([HOOKS, WORKER, WEB], log);
}

async function buildChanged(parts: Part[], log: (line: string) => void): Promise<void> {
	for (const part of parts) {
		const stamp = join(part.folder, '.stamp');
		const sources = part.sources();
		if (existsSync(stamp) && readFileSync(stamp, 'utf8') === sources) continue;
		log(`Building the ${part.name} …`);
		rmSync(stamp, { force: true });
		await part.build();
		mkdirSync(part.folder, { recursive: true });
		if (part.sources() !== sources) {
			throw new Error(`The sources of the ${part.name} changed while it was built. Start again.`);
		}
		writeFileSync(stamp, sources);
	}
	await stopEsbuild(); // it would stay beside us as long as we run
}

async function buildWorker(): Promise<void> {
	await compileMessages();
	await esbuild({
		absWorkingDir: ROOT,
		entryPoints: ['src/worker/main.ts'],
		outfile: WORKER_FILE,
		bundle: true,
		platform: 'node',
		format: 'esm',
		target: 'node20'
	});
}

async function buildWeb(): Promise<void> {
	await run(process.execPath, ['node_modules/vite/bin/vite.js', 'build', '--logLevel', 'warn']);
	writePrecacheList(WEB_DIR);
	writeStaticManifest(WEB_DIR);
	if (!existsSync(join(WEB_DIR, MANIFEST))) throw new Error('The web app was not built.');
}

function run(command: string, args: string[]): Promise<void> {
	return new Promise((resolve, reject) => {
		// Whoever asks for it, tests too: what is built is the app as people get it.
		const env = { ...process.env, NODE_ENV: 'production' };
		const child = spawn(command, args, { cwd: ROOT, stdio: 'inherit', env });
		child.once('error', reject);
		child.once('exit', (code) => {
			if (code === 0) resolve();
			else reject(new Error(`${args.join(' ')} ended with ${code ?? 'a signal'}.`));
		});
	});
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
	await (process.argv.includes('--server') ? buildServer : buildAll)(console.log);
}
