/**
 * `npm run dev`: the app with hot reload on Vite's port, its /api passed on to a PocketBase that is
 * started again whenever the hooks, the rules or the worker change.
 */
import { watch } from 'node:fs';
import { join } from 'node:path';
import { createServer } from 'vite';
import { buildServer, ROOT } from './build.ts';
import { explain } from './explain.ts';
import { readSettings } from './settings.ts';
import { startStack } from './stack.ts';

const WATCHED = ['pocketbase/hooks', 'pocketbase/seed', 'src/lib/domain', 'src/worker', 'messages'];
/** Editors write a file in several steps. */
const SETTLED_AFTER_MS = 150;

try {
	const settings = readSettings(process.env);
	await buildServer(console.log);
	const stack = await startStack(settings, '', () => process.exit(0));

	process.env.POCKETBASE_URL = stack.address;
	const vite = await createServer({ server: { host: settings.host } });
	await vite.listen();
	vite.printUrls();

	let timer: NodeJS.Timeout | undefined;
	const rebuild = async (): Promise<void> => {
		await buildServer(console.log).then(stack.restart, explain);
	};
	for (const folder of WATCHED) {
		watch(join(ROOT, folder), { recursive: true }, () => {
			clearTimeout(timer);
			timer = setTimeout(() => void rebuild(), SETTLED_AFTER_MS);
		});
	}
} catch (error) {
	explain(error);
	process.exit(1);
}
