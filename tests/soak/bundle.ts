import { build, type Plugin } from 'esbuild';
import { join } from 'node:path';
import { Script } from 'node:vm';
import { ROOT } from '../../scripts/build.ts';
import svelteConfig from '../../svelte.config.js';

/** The same names for the same rooms as in the app. */
const ALIAS = Object.fromEntries(
	Object.entries(svelteConfig.kit?.alias ?? {}).map(([name, path]) => [name, join(ROOT, path)])
);

/**
 * The device's code as one script that sets the global `app`.
 * @param entry which of it, seen from this folder
 */
export async function bundle(
	plugins: readonly Plugin[] = [],
	entry = "export * from './app.ts';"
): Promise<Script> {
	const { outputFiles } = await build({
		absWorkingDir: ROOT,
		stdin: { contents: entry, resolveDir: import.meta.dirname, loader: 'ts' },
		alias: ALIAS,
		bundle: true,
		format: 'iife',
		globalName: 'app',
		platform: 'browser',
		target: 'es2023',
		write: false,
		plugins: [...plugins]
	});
	return new Script(outputFiles[0]?.text ?? '', { filename: 'app.js' });
}
