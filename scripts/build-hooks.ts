/**
 * Builds what PocketBase loads, from pocketbase/hooks into pocketbase/pb_hooks:
 * register/<subject>.ts is transpiled one to one to <subject>.pb.js, because PocketBase keeps the
 * text of each callback and a bundler could swap its `require` for something the callback cannot
 * see; index.ts is bundled with the domain into one app.cjs.
 */
import { build, type Plugin } from 'esbuild';
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const SOURCE = 'pocketbase/hooks';
export const HOOKS_DIR = 'pocketbase/pb_hooks';

/** The newest syntax that PocketBase's interpreter runs in full. */
const TARGET = 'es2020';

export async function buildHooks(
	root: string,
	outdir = join(root, HOOKS_DIR),
	plugins: Plugin[] = []
): Promise<void> {
	const source = join(root, SOURCE);
	rmSync(outdir, { recursive: true, force: true });

	const register = readdirSync(join(source, 'register'))
		.filter((name) => name.endsWith('.ts') && !name.endsWith('.d.ts'))
		.map((name) => join(source, 'register', name));
	await build({
		absWorkingDir: root,
		entryPoints: register,
		outdir,
		outExtension: { '.js': '.pb.js' },
		bundle: false,
		target: TARGET,
		charset: 'utf8'
	});
	await build({
		absWorkingDir: root,
		entryPoints: [join(source, 'index.ts')],
		outfile: join(outdir, 'app.cjs'),
		bundle: true,
		platform: 'node',
		format: 'cjs',
		target: TARGET,
		charset: 'utf8',
		minifyWhitespace: true,
		legalComments: 'none',
		plugins
	});
}
