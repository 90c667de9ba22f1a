/**
 * `npm run bench [-- --quick]`: measures, on this machine and over the loopback interface, what is
 * promised in docs/performance.md. Prints a table and writes bench/results.json.
 */
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { cpus, loadavg, platform, totalmem } from 'node:os';
import { buildAll, WEB_DIR } from '../scripts/build.ts';
import { writePrecacheList } from '../scripts/precache-list.ts';
import { pocketbaseBinary } from '../scripts/pocketbase-binary.ts';
import { measureAssisting } from './assistant.ts';
import { measureActing, type Acting } from './acting.ts';
import { buildEmptyPage, measureColdStart } from './cold-start.ts';
import { measureDelivering } from './delivering.ts';
import { measureFirstLoad, type FirstLoad } from './first-load.ts';
import { measureLive } from './live.ts';
import type { Summary } from './measure.ts';
import { measureSending } from './push.ts';
import { measureReading, type Reading } from './reading.ts';
import { measureSecondStart } from './starting.ts';
import { measureSyncing, type Syncing } from './sync.ts';
import { createWorld, type World } from './world.ts';

interface Line {
	readonly what: string;
	readonly measured: number;
	readonly unit: string;
	/** `null`: told, not promised. */
	readonly goal: { readonly is: 'at least' | 'at most'; readonly value: number } | null;
}

const quick = process.argv.includes('--quick');
const scale = quick
	? {
			few: 1_000,
			many: 10_000,
			synced: 1_000,
			rounds: 1,
			seconds: 2,
			clients: 100,
			actions: 50,
			loads: 1,
			delivering: { backlog: 1_000, events: 20, devices: 500 }
		}
	: {
			few: 10_000,
			many: 100_000,
			synced: 10_000,
			rounds: 5,
			seconds: 4,
			clients: 500,
			actions: 500,
			loads: 5,
			delivering: { backlog: 10_000, events: 100, devices: 5_000 }
		};

const PROCEDURE_PAGE = '/thu-tuc/chung-nhan-lanh-su-hop-phap-hoa-lanh-su';

const lines: Line[] = [];

function tell(what: string, measured: number, unit: string, goal: Line['goal'] = null): void {
	lines.push({ what, measured, unit, goal });
	console.log(formatted({ what, measured, unit, goal }));
}

function formatted({ what, measured, unit, goal }: Line): string {
	const digits = Math.abs(measured) < 10 ? 2 : 0;
	const value = `${measured.toFixed(digits)} ${unit}`.padStart(14);
	if (goal === null) return `${what.padEnd(64)}${value}`;
	const met = isMet(measured, goal) ? 'met' : 'NOT met';
	return `${what.padEnd(64)}${value}   ${met} (${goal.is} ${goal.value})`;
}

const atLeast = (value: number): Line['goal'] => ({ is: 'at least', value });
const atMost = (value: number): Line['goal'] => ({ is: 'at most', value });

function isMet(measured: number, { is, value }: NonNullable<Line['goal']>): boolean {
	return is === 'at least' ? measured >= value : measured <= value;
}

async function withWorld<T>(dossiers: number, work: (world: World) => Promise<T>): Promise<T> {
	const world = await createWorld(dossiers, WEB_DIR);
	try {
		return await work(world);
	} finally {
		await world.stop();
	}
}

function tellSummary(what: string, { perSecond, p50, p95, p99, cpuMs }: Summary): void {
	tell(what, perSecond, '/s');
	tell(`${what}, p50`, p50, 'ms');
	tell(`${what}, p95`, p95, 'ms');
	tell(`${what}, p99`, p99, 'ms');
	tell(`${what}, server's processor time`, cpuMs, 'ms');
}

function tellReading(dossiers: number, { tracking, view, queue }: Reading): void {
	const among = `among ${dossiers.toLocaleString('en')}`;
	tellSummary(`Tracking look-up ${among}`, tracking);
	tellSummary(`Plain record view ${among}`, view);
	tellSummary(`Queue page of 20 ${among}`, queue);
}

function tellGrowth(few: Reading, many: Reading): void {
	const { trackingAgainstView } = many;
	tell('Tracking look-ups against plain record views', trackingAgainstView, 'times', atLeast(1));
	tell('Queue page, p95', many.queue.p95, 'ms', atMost(60));
	const tracking = many.tracking.p95 / few.tracking.p95;
	tell('Ten times the dossiers: tracking p95 grows', tracking, 'times', atMost(1.5));
	const queue = many.queue.p95 / few.queue.p95;
	tell('Ten times the dossiers: queue p95 grows', queue, 'times', atMost(1.5));
}

function tellActing({ actions, creates, actionsAgainstCreates }: Acting): void {
	tellSummary('Plain record create, same durability', creates);
	tellSummary('Action', actions);
	tell('Actions accepted', actions.perSecond, '/s', atLeast(300));
	tell('Actions against plain creates', actionsAgainstCreates, 'times', atLeast(0.5));
}

function tellLive({ p50, p99 }: Summary): void {
	const what = `Action to another device, ${scale.clients} connected`;
	tell(`${what}, p50`, p50, 'ms');
	tell(`${what}, p99`, p99, 'ms', atMost(300));
}

function tellFirstLoad({ totalBytes, scriptBytes, fcpMs, lcpMs }: FirstLoad): void {
	tell('First load of a procedure page, everything', totalBytes / 1_024, 'KB');
	tell('First load of a procedure page, scripts', scriptBytes / 1_024, 'KB', atMost(90));
	tell('First contentful paint, CPU 4× slower, slow 4G', fcpMs, 'ms');
	tell('Largest contentful paint, CPU 4× slower, slow 4G', lcpMs, 'ms', atMost(2_000));
}

function tellSyncing(syncing: Syncing): void {
	const { held, firstFillMs, wireBytesEach, plainBytesEach, noNews, choosingMs, searchMs } =
		syncing;
	const dossiers = `${held.toLocaleString('en')} dossiers`;
	tell(`First fill of ${dossiers} with form and history`, firstFillMs / 1_000, 's', atMost(10));
	tell('A synced dossier on the wire', wireBytesEach, 'B');
	tell('A synced dossier as it is read', plainBytesEach, 'B');
	tellSummary('Sync without news', noNews);
	tell('Sync without news, p95', noNews.p95, 'ms', atMost(50));
	tell(`Search in ${dossiers} on the device, CPU 4× slower`, choosingMs, 'ms', atMost(50));
	tell('From Enter until it stands in the list, CPU 4× slower', searchMs, 'ms');
}

/** Screens that people begin with: public, an applicant's, an officer's. */
const FIRST_SCREENS = ['/', '/ho-so', '/cong-viec'];

async function tellColdStarts(): Promise<void> {
	const { files, bytesOnTheWire, bytesOnTheDevice } = writePrecacheList(WEB_DIR);
	tell(`Kept for use without a network, ${files} files, on the wire`, bytesOnTheWire / 1_024, 'KB');
	tell('Kept for use without a network, on the device', bytesOnTheDevice / 1_024, 'KB');
	const empty = await measureColdStart(buildEmptyPage(), '/', scale.loads);
	tell('Cold start offline, CPU 4× slower, empty page: usable', empty.usableMs, 'ms');
	for (const path of FIRST_SCREENS) {
		const { paintMs, usableMs } = await measureColdStart(WEB_DIR, path, scale.loads);
		tell(`Cold start offline of ${path}: painted`, paintMs, 'ms');
		tell(`Cold start offline of ${path}: usable`, usableMs, 'ms', atMost(1_200));
		tell(
			`Cold start offline of ${path} against the empty page`,
			usableMs / empty.usableMs,
			'times',
			atMost(1.5)
		);
	}
}

const machine = {
	at: new Date().toISOString(),
	cores: cpus().length,
	cpu: cpus()[0]?.model ?? 'unknown',
	memoryGb: Math.round(totalmem() / 2 ** 30),
	system: platform(),
	node: process.version,
	pocketbase: spawnSync(pocketbaseBinary(), ['--version'], { encoding: 'utf8' }).stdout.trim(),
	/** What else the machine was doing: with more than a few tenths, only ratios mean something. */
	loadBefore: loadavg()[0],
	quick
};
console.log(
	`${machine.cores} cores (${machine.cpu}), ${machine.memoryGb} GB, Node ${machine.node}, ` +
		`${machine.pocketbase}, load before ${machine.loadBefore?.toFixed(1)}\n`
);

/** A part that fails is told and does not take the others with it. */
async function part(name: string, measure: () => Promise<void>): Promise<void> {
	try {
		await measure();
	} catch (error) {
		console.error(`${name} was not measured:`, error);
		process.exitCode = 1;
	}
}

await buildAll(console.log);

await part('Reading, acting and live news', async () => {
	const few = await withWorld(scale.few, (world) =>
		measureReading(world, scale.rounds, scale.seconds)
	);
	tellReading(scale.few, few);
	await withWorld(scale.many, async (world) => {
		const many = await measureReading(world, scale.rounds, scale.seconds);
		tellReading(scale.many, many);
		tellGrowth(few, many);
		tellActing(await measureActing(world, scale.rounds, scale.seconds));
		tellLive(await measureLive(world, scale.clients, scale.actions));
	});
});

await part('Syncing', () =>
	withWorld(scale.synced, async (world) => {
		tellSyncing(await measureSyncing(world, scale.seconds));
	})
);

await part('Sending notifications', async () => {
	const sending = await measureSending(scale.rounds, scale.seconds);
	tell('Push messages handed over by one sender', sending.ours, '/s');
	tell('The same with the web-push library, connections kept', sending.library, '/s');
	tell('Encryption alone', sending.limit, '/s');
	tell('Push messages against the library', sending.againstLibrary, 'times', atLeast(3));
	tell('Push messages against encryption alone', sending.againstLimit, 'times', atLeast(0.55));
});

await part('Delivering notifications', async () => {
	const { backlog, devices } = scale.delivering;
	const delivering = await measureDelivering(scale.delivering);
	tell('Push messages from the ledger, one worker', delivering.byOne, '/s');
	tell('Push messages from the ledger, two workers', delivering.byTwo, '/s');
	const beside = `Event to push service, ${backlog.toLocaleString('en')} others waiting, p99`;
	tell(beside, delivering.besideBacklogP99, 'ms', atMost(2_000));
	const many = `One event to ${devices.toLocaleString('en')} devices`;
	tell(many, delivering.manyDevicesSeconds, 's', atMost(15));
});

await part('The first load', () =>
	withWorld(0, async ({ server }) => {
		tellFirstLoad(await measureFirstLoad(server.url + PROCEDURE_PAGE, scale.loads));
	})
);

await part('Cold starts offline', tellColdStarts);

await part('The assistant', async () => {
	const assisting = await measureAssisting();
	const { accuracy, plainAccuracy } = assisting;
	tell('Assistant, right procedure', accuracy * 100, '%', atLeast(96));
	tell('A search library alone, right procedure', plainAccuracy * 100, '%');
	tell('Right answers against the search library', accuracy / plainAccuracy, 'times');
	tell('Time of an answer against the search library', assisting.slowerThanPlain, 'times');
	tell('An answer, CPU 4× slower, p50', assisting.p50, 'ms', atMost(12));
	tell('An answer, CPU 4× slower, p95', assisting.p95, 'ms', atMost(40));
	tell('An answer, CPU 4× slower, longest', assisting.max, 'ms', atMost(120));
	tell('The first answer, everything made, CPU 4× slower', assisting.cold, 'ms', atMost(300));
	tell('Code and data of the assistant, compressed', assisting.weightKb, 'KB', atMost(120));
});

await part('Starting', async () => {
	tell('Second start, until it is ready', await measureSecondStart(), 'ms', atMost(3_000));
});

writeFileSync(
	new URL('results.json', import.meta.url),
	`${JSON.stringify({ machine, lines }, null, '\t')}\n`
);
