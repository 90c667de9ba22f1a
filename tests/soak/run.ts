import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Script } from 'node:vm';
import { buildHooks } from '../../scripts/build-hooks.ts';
import { buildServer, ROOT } from '../../scripts/build.ts';
import { startDisposableServer, type DisposableServer } from '../support/disposable-server.ts';
import { limitRates, signInSuperuser } from '../support/people.ts';
import { newDossier, PAPERS } from '../support/travel-request.ts';
import { altering, OVERLAP_AS_FAST, stallingDisk, type Alteration } from './altered-code.ts';
import { bundle } from './bundle.ts';
import { calmDown } from './calm.ts';
import { Chance } from './chance.ts';
import { check, type Violation } from './checker.ts';
import { readRows } from './database.ts';
import { Device } from './device.ts';
import { Doing } from './doing.ts';
import type { Evidence } from './evidence.ts';
import { Journal } from './journal.ts';
import { killServer, troubleDevice, WorkerProcess } from './mishaps.ts';
import { Network, ROUGH, type Happenings } from './network.ts';
import { peopleFor } from './people.ts';
import { readStoredFiles } from './stored-files.ts';

export interface Plan {
	readonly devices: number;
	/** Acts that people take. */
	readonly mutations: number;
	/** Kills of the server. */
	readonly kills: number;
	readonly seed: number;
	/** Code of devices or of the server that reads otherwise, to see whether it is noticed. */
	readonly altered?: {
		readonly device?: readonly Alteration[];
		readonly server?: readonly Alteration[];
	};
	readonly log?: (line: string) => void;
}

export interface Report {
	readonly violations: readonly Violation[];
	/** What happened how often. */
	readonly happened: Happenings;
	/** From calm until every device showed what the server had; `null`: not within the time. */
	readonly calmAfterMs: number | null;
	readonly seconds: number;
}

/** Unless the server is altered otherwise. */
const ALTERED_SERVER = [stallingDisk(60, 250), OVERLAP_AS_FAST];
/** Pause of a person between two acts, in milliseconds. */
const BETWEEN_ACTS = { least: 10, most: 120 };

/**
 * People at flaky devices work against a server that is killed again and again; then all is calm,
 * and what was promised is checked against what lies on the server's disk.
 */
export async function run(plan: Plan): Promise<Report> {
	const startedAt = performance.now();
	const { log = () => undefined } = plan;
	const { program, hooksDir } = await inTurn(() => build(plan));
	const server = await startDisposableServer({ hooksDir, hooksPool: 16 });
	try {
		const worker = new WorkerProcess(server);
		try {
			const { evidence, happened, calmAfterMs } = await live(plan, program, server, worker, log);
			log('Checking what lies on the disk …');
			await server.end();
			const rows = readRows(server.dataDir);
			const violations = check({
				...evidence,
				rows,
				stored: readStoredFiles(server.dataDir, rows),
				auditKey: server.environment.AUDIT_KEY
			});
			const seconds = Math.round((performance.now() - startedAt) / 1000);
			return {
				violations,
				happened: { ...happened, ...counted(evidence, rows) },
				calmAfterMs,
				seconds
			};
		} finally {
			worker.stop();
		}
	} finally {
		await server.stop();
		rmSync(hooksDir, { recursive: true, force: true });
	}
}

async function build({ altered = {} }: Plan) {
	await buildServer(() => undefined);
	const hooksDir = mkdtempSync(join(tmpdir(), 'ngoai-vu-so-hooks-'));
	await buildHooks(ROOT, hooksDir, [altering(altered.server ?? ALTERED_SERVER)]);
	return { program: await bundle([altering(altered.device ?? [])]), hooksDir };
}

let building: Promise<unknown> = Promise.resolve();

/** Of several runs at once one builds at a time: the builder is stopped after each. */
function inTurn<T>(work: () => Promise<T>): Promise<T> {
	const done = building.then(work);
	building = done.catch(() => undefined);
	return done;
}

type Lived = Omit<Evidence, 'rows' | 'stored' | 'auditKey'>;

async function live(
	plan: Plan,
	program: Script,
	server: DisposableServer,
	worker: WorkerProcess,
	log: (line: string) => void
) {
	const { seed, mutations, kills } = plan;
	const superuser = await signInSuperuser(server);
	await limitRates(server, superuser, false);
	const people = await peopleFor(server, plan.devices);
	const request = { ...(await newDossier(server)), papers: PAPERS };
	const journal = new Journal();
	const happened: Happenings = {};
	const devices = people.map((person, index) => {
		const name = `device ${index} (${person.actor.role})`;
		const network = new Network(server.url, ROUGH, new Chance(seed, `line ${index}`), happened);
		return new Device(name, person, program, network, journal, new Chance(seed, `clock ${index}`));
	});
	const stopListening = listenForBugs(devices, journal);
	try {
		for (const device of devices) {
			device.openTab();
			await device.signIn();
		}
		const over = new AbortController();
		const stage = { signal: over.signal, happened };
		const progress = (): number => Math.min(1, journal.acts.length / mutations);
		let killed = 0;
		const report = setInterval(() => log(`${journal.acts.length} acts, ${killed} kills`), 10_000);
		const work = devices.map(async (device, index) => {
			const chance = new Chance(seed, `person ${index}`);
			const doing = new Doing(device, chance, journal, request);
			while (journal.acts.length < mutations || killed < kills) {
				await device.use((app) => doing.next(app));
				await pause(chance.between(BETWEEN_ACTS.least, BETWEEN_ACTS.most));
			}
		});
		const trouble = [
			...devices.map((device, index) =>
				troubleDevice(device, new Chance(seed, `mishaps ${index}`), stage)
			),
			worker.trouble(new Chance(seed, 'worker'), stage)
		];
		await killServer(server, kills, new Chance(seed, 'kills'), progress, () => (killed += 1));
		await Promise.all(work);
		over.abort();
		await Promise.all(trouble);
		clearInterval(report);
		log(`${journal.acts.length} acts, ${killed} kills. Now all is calm.`);
		const { ends, calmAfterMs } = await calmDown(devices, server, superuser);
		const evidence: Lived = {
			acts: journal.acts,
			lives: journal.lives,
			files: journal.files,
			bugs: journal.bugs,
			devices: ends
		};
		return { evidence, happened: { ...happened, serversKilled: killed }, calmAfterMs };
	} finally {
		for (const device of devices) for (const tab of device.tabs) device.kill(tab);
		stopListening();
	}
}

/** What nobody caught: a bug if it comes from the app in a living tab, silence if the tab is dead. */
function listenForBugs(devices: readonly Device[], journal: Journal): () => void {
	const onRejection = (reason: unknown, promise: Promise<unknown>): void => {
		const device = devices.find(({ tabs }) => tabs.some((tab) => tab.made(promise)));
		if (device) journal.bugs.push(`${device.name}: ${told(reason)}`);
		else if (!isFromTab(reason)) throw reason;
	};
	const onThrown = (reason: unknown): void => {
		if (!isFromTab(reason)) throw reason;
		journal.bugs.push(told(reason));
	};
	process.on('unhandledRejection', onRejection);
	process.on('uncaughtException', onThrown);
	return () => {
		process.off('unhandledRejection', onRejection);
		process.off('uncaughtException', onThrown);
	};
}

/** Errors of a tab are of its own realm, so that `instanceof` does not know them here. */
function told(reason: unknown): string {
	const isError = typeof reason === 'object' && reason !== null && 'stack' in reason;
	return String(isError ? reason.stack : reason);
}

const isFromTab = (reason: unknown): boolean => told(reason).includes('app.js');

function counted(
	{ acts, files, lives }: Lived,
	{ actions, dossiers }: { actions: readonly unknown[]; dossiers: readonly unknown[] }
): Happenings {
	const outcomes: Happenings = {};
	for (const { outcome } of acts) outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
	return {
		...Object.fromEntries(Object.entries(outcomes).map(([name, count]) => [`acts ${name}`, count])),
		acts: acts.length,
		itemsInOutboxes: lives.length,
		filesMade: files.length,
		actionsStored: actions.length,
		dossiers: dossiers.length
	};
}
