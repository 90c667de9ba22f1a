import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import * as v from 'valibot';

const Counts = v.object({ passed: v.number(), failed: v.number(), skipped: v.number() });

/** How many tests of a run ended how. */
export type Counts = v.InferOutput<typeof Counts>;

/** Names the file in which a runner leaves its counts for `npm test`. */
export const COUNTS_FILE = 'COUNTS_FILE';

/** Leaves the counts for `npm test`; a runner that was started by hand has nobody to tell. */
export function leaveCounts(counts: Counts): void {
	const file = process.env[COUNTS_FILE];
	if (file) writeFileSync(file, JSON.stringify(counts));
}

/** The counts a runner left, once; undefined when it ended before it could. */
export function takeCounts(file: string): Counts | undefined {
	try {
		return v.parse(Counts, JSON.parse(readFileSync(file, 'utf8')));
	} catch {
		return undefined;
	} finally {
		rmSync(file, { force: true });
	}
}
