import * as v from 'valibot';

/** What a run leaves in a file; figures anywhere else come from it. */
export const Result = v.object({
	at: v.string(),
	version: v.string(),
	machine: v.string(),
	plan: v.object({
		devices: v.number(),
		mutations: v.number(),
		kills: v.number(),
		seed: v.number()
	}),
	violations: v.array(v.object({ invariant: v.string(), where: v.string() })),
	happened: v.record(v.string(), v.number()),
	calmAfterMs: v.nullable(v.number()),
	seconds: v.number()
});
export type Result = v.InferOutput<typeof Result>;

/** Headings, and what of a run stands under them. */
const COLUMNS: readonly (readonly [heading: string, ...counts: string[]])[] = [
	['acts', 'acts'],
	['refused', 'acts refused'],
	['kills of the server', 'serversKilled'],
	['of the worker', 'workersKilled'],
	['of tabs, devices', 'tabsKilled', 'devicesRestarted'],
	['answers cut, lost, repeated', 'cut', 'lost', 'repeated'],
	['disks filled', 'disksFilled'],
	['clocks set', 'clocksSet'],
	['sessions ended', 'sessionsExpired'],
	['actions stored', 'actionsStored'],
	['files', 'filesMade']
];

/** The table of docs/reliability.md: a row for each run, and their sums. */
export function resultTable(results: readonly Result[]): string {
	const rows = results.map(({ plan, happened, calmAfterMs, violations }) => [
		String(plan.seed),
		...COLUMNS.map(([, ...counts]) => listed(counts.map((count) => happened[count] ?? 0))),
		calmAfterMs === null ? 'not within 30 s' : `${number(calmAfterMs)} ms`,
		number(violations.length)
	]);
	const sums = COLUMNS.map(([, ...counts]) =>
		listed(counts.map((count) => sum(results, ({ happened }) => happened[count] ?? 0)))
	);
	const broken = sum(results, ({ violations }) => violations.length);
	const head = [
		'seed',
		...COLUMNS.map(([heading]) => heading),
		'all equal after',
		'promises broken'
	];
	const lines = [head, head.map(() => '--'), ...rows, ['all', ...sums, '', number(broken)]];
	return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

function sum(results: readonly Result[], of: (result: Result) => number): number {
	return results.reduce((total, result) => total + of(result), 0);
}

const number = (count: number): string => count.toLocaleString('en');
const listed = (counts: readonly number[]): string => counts.map(number).join(', ');
