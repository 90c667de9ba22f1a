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

const LINES: readonly (readonly [what: string, ...counts: string[]])[] = [
	['Acts that people took', 'acts'],
	['… of which the maker was told: done', 'acts done'],
	['… kept, goes by itself', 'acts waiting'],
	['… refused by a rule', 'acts refused'],
	['… no room on the device', 'acts fault'],
	['… nothing, for the tab was killed', 'acts untold'],
	['Items written down in outboxes', 'itemsInOutboxes'],
	['Actions stored', 'actionsStored'],
	['Dossiers', 'dossiers'],
	['Files', 'filesMade'],
	['Kills of the server', 'serversKilled'],
	['Kills of the worker', 'workersKilled'],
	['Tabs killed, devices restarted', 'tabsKilled', 'devicesRestarted'],
	['Answers cut, requests lost, repeated', 'cut', 'lost', 'repeated'],
	['Answered 429 or 503, 502, by a stranger’s page', 'turnedAway', 'badGateway', 'portal'],
	['Disks filled, clocks set', 'disksFilled', 'clocksSet'],
	['Sessions ended in the middle, tunnels', 'sessionsExpired', 'tunnels']
];

/** The table of docs/reliability.md. */
export function resultTable(result: unknown): string {
	const { at, machine, plan, violations, happened, calmAfterMs, seconds } = v.parse(Result, result);
	const number = (count: number): string => count.toLocaleString('en');
	const rows: (readonly [string, string])[] = [
		['Day', at.slice(0, 10)],
		['Machine', machine],
		['Devices, seed', `${plan.devices}, ${plan.seed}`],
		['Took', `${number(Math.round(seconds / 60))} minutes`],
		...LINES.map(
			([what, ...counts]) =>
				[what, counts.map((count) => number(happened[count] ?? 0)).join(', ')] as const
		),
		[
			'All devices equal after',
			calmAfterMs === null ? 'not within 30 s' : `${number(calmAfterMs)} ms`
		],
		['Promises that did not hold', number(violations.length)]
	];
	const lines = [['what', 'measured'], ['--', '--'], ...rows];
	return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
