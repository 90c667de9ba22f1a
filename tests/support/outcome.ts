import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { stripVTControlCharacters } from 'node:util';
import * as v from 'valibot';

const Outcome = v.object({
	passed: v.number(),
	/** What failed, each in a few lines: the name of the test, and why. */
	failures: v.array(v.string()),
	skipped: v.number()
});

/** How a run of tests ended. */
export type Outcome = v.InferOutput<typeof Outcome>;

/** Names the file in which a runner leaves its outcome for `npm test`. */
export const OUTCOME_FILE = 'OUTCOME_FILE';

/** A reason longer than this is the log's matter, in lines. */
const LINES_OF_A_REASON = 20;

/** What failed in words that can be read without the log above: its name, and how its reason begins. */
export function failure(name: string, reasons: readonly (string | undefined)[]): string {
	const reason = reasons
		.map((each) => stripVTControlCharacters(each ?? 'without a reason').trim())
		.join('\n')
		.split('\n')
		.filter((line) => !line.includes('node_modules'))
		.slice(0, LINES_OF_A_REASON)
		.map((line) => `      ${line}`);
	return [name, ...reason].join('\n');
}

/** Leaves the outcome for `npm test`; a runner that was started by hand has nobody to tell. */
export function leaveOutcome(outcome: Outcome): void {
	const file = process.env[OUTCOME_FILE];
	if (file) writeFileSync(file, JSON.stringify(outcome));
}

/** The outcome a runner left, once; undefined when it ended before it could. */
export function takeOutcome(file: string): Outcome | undefined {
	try {
		return v.parse(Outcome, JSON.parse(readFileSync(file, 'utf8')));
	} catch {
		return undefined;
	} finally {
		rmSync(file, { force: true });
	}
}
