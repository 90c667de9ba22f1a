import { compile } from '@inlang/paraglide-js';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where the messages stand, and where the compiled ones go: the same for every part built of them. */
export const MESSAGES = {
	project: './project.inlang',
	outdir: './src/lib/i18n/paraglide',
	strategy: ['url', 'baseLocale'] as ['url', 'baseLocale']
};

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** Compiles all messages. What was compiled before stays in place, since something may be reading it. */
export async function compileMessages(): Promise<void> {
	await compile({
		...MESSAGES,
		project: join(ROOT, MESSAGES.project),
		outdir: join(ROOT, MESSAGES.outdir),
		cleanOutdir: false
	});
}
