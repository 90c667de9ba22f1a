/**
 * `npm start`: builds what changed, prepares the data, runs PocketBase and the worker, and keeps
 * both running until SIGTERM or Ctrl+C.
 */
import { buildAll, WEB_DIR } from './build.ts';
import { explain } from './explain.ts';
import { readSettings } from './settings.ts';
import { startStack } from './stack.ts';

process.umask(0o077);
try {
	const settings = readSettings(process.env);
	await buildAll(console.log);
	const { address } = await startStack(settings, WEB_DIR, () => process.exit(0));
	console.log(`Ready: ${address}`);
} catch (error) {
	explain(error);
	process.exit(1);
}
