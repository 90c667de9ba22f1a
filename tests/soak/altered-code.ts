import type { Plugin } from 'esbuild';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../../scripts/build.ts';
import { PAUSES_SHORTENED } from './browser/pace.ts';

/** One place in the code that reads otherwise in a run. */
export interface Alteration {
	readonly file: string;
	/** What stands there now, once. */
	readonly now: string;
	readonly altered: string;
}

/**
 * Alters code as it is bundled.
 * @throws when it has changed, so that an alteration would be without effect
 */
export function altering(alterations: readonly Alteration[]): Plugin {
	return {
		name: 'altering',
		setup(build) {
			const missing = new Set(alterations);
			build.onLoad({ filter: /\.ts$/ }, ({ path }) => {
				const here = alterations.filter(({ file }) => join(ROOT, file) === path);
				if (here.length === 0) return undefined;
				let contents = readFileSync(path, 'utf8');
				for (const alteration of here) {
					const { file, now, altered } = alteration;
					const pieces = contents.split(now);
					if (pieces.length !== 2) throw new Error(`${file} does not hold once: ${now}`);
					contents = pieces.join(altered);
					missing.delete(alteration);
				}
				return { contents, loader: 'ts' };
			});
			build.onEnd(() => {
				for (const { file } of missing) throw new Error(`${file} is not part of what is built.`);
			});
		}
	};
}

/**
 * A disk that stalls: now and then a transaction has done its work and is seen by nobody for a while.
 * @param every how many transactions of one interpreter go by between two of them
 */
export function stallingDisk(every: number, forMs: number): Alteration {
	return {
		file: 'pocketbase/hooks/lib/durable.ts',
		now: '		work(tx);',
		altered: `		work(tx);
		const disk = writeDurably as { commits?: number };
		disk.commits = (disk.commits ?? 0) + 1;
		if (disk.commits % ${every} === 0) sleep(${forMs});`
	};
}

/**
 * Devices live faster than the wall clock, and what the server tells twice is measured by its own
 * clock: unaltered, every reading would tell of ten times as many acts again as it does in a day.
 */
export const OVERLAP_AS_FAST: Alteration = {
	file: 'pocketbase/hooks/lib/overlap.ts',
	now: 'OVERLAP_MS = 30_000;',
	altered: `OVERLAP_MS = ${30_000 / PAUSES_SHORTENED};`
};
