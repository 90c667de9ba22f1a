import { setTimeout as pause } from 'node:timers/promises';
import type { ChildProcess } from 'node:child_process';
import { launchWorker } from '../../scripts/worker-process.ts';
import type { DisposableServer } from '../support/disposable-server.ts';
import { endWithUs } from '../support/end-with-us.ts';
import type { Chance } from './chance.ts';
import type { Device } from './device.ts';
import type { Happenings } from './network.ts';

const DAY_MS = 24 * 60 * 60_000;

/** What befalls devices, server and worker, until `signal` says that it is over. */
export interface Stage {
	readonly signal: AbortSignal;
	readonly happened: Happenings;
}

/** Something happens to a device every few seconds. */
export async function troubleDevice(device: Device, chance: Chance, stage: Stage): Promise<void> {
	while (!stage.signal.aborted) {
		await pause(chance.between(500, 4_000));
		if (stage.signal.aborted) break;
		const [what, happens] = chance.pick(MISHAPS) ?? MISHAPS[0];
		stage.happened[what] = (stage.happened[what] ?? 0) + 1;
		await happens(device, chance);
	}
}

type Mishap = readonly [what: string, happens: (device: Device, chance: Chance) => Promise<void>];

const MISHAPS: readonly [Mishap, ...Mishap[]] = [
	['tabsKilled', killTab],
	['tabsKilled', killTab],
	['devicesRestarted', restart],
	['secondTabsOpened', openSecondTab],
	['tunnels', tunnel],
	['disksFilled', fillDisk],
	['sessionsExpired', expire],
	['clocksSet', setClock]
];

async function killTab(device: Device, chance: Chance): Promise<void> {
	const tab = chance.pick(device.tabs);
	if (tab) device.kill(tab);
	if (device.tabs.length > 0) return;
	await pause(chance.between(20, 400));
	device.openTab();
}

async function restart(device: Device, chance: Chance): Promise<void> {
	for (const tab of device.tabs) device.kill(tab);
	await pause(chance.between(50, 1_000));
	device.openTab();
}

async function openSecondTab(device: Device): Promise<void> {
	if (device.tabs.length < 2) device.openTab();
}

async function tunnel(device: Device, chance: Chance): Promise<void> {
	device.network.inTunnel = true;
	await pause(chance.between(200, 2_000));
	device.network.inTunnel = false;
}

async function fillDisk(device: Device, chance: Chance): Promise<void> {
	device.fillDisk(chance);
	await pause(chance.between(200, 1_500));
	device.freeDisk();
}

async function expire(device: Device, chance: Chance): Promise<void> {
	if (!device.isSignedIn) return;
	await device.expireSession();
	await pause(chance.between(300, 2_000));
	await device.signIn();
}

async function setClock(device: Device, chance: Chance): Promise<void> {
	device.setClock(chance.between(-DAY_MS, DAY_MS));
}

/** How far the work has come, 0 to 1: kills are spread over all of it. */
export type Progress = () => number;

/**
 * Kills the server as a power cut would, `kills` times, at a random moment after it answers again.
 * @param onKilled hears of each
 */
export async function killServer(
	server: DisposableServer,
	kills: number,
	chance: Chance,
	progress: Progress,
	onKilled: () => void
): Promise<void> {
	for (let kill = 0; kill < kills; kill += 1) {
		const due = chance.between(200, 1_100);
		while (progress() < kill / kills) await pause(20);
		await pause(due);
		await server.killAndRestart();
		onKilled();
	}
}

/** The worker, which is killed now and then too. */
export class WorkerProcess {
	readonly #server: DisposableServer;
	#child: ChildProcess;

	constructor(server: DisposableServer) {
		this.#server = server;
		this.#child = this.#launch();
	}

	async trouble(chance: Chance, { signal, happened }: Stage): Promise<void> {
		while (!signal.aborted) {
			await pause(chance.between(1_000, 6_000));
			if (signal.aborted) break;
			this.#child.kill('SIGKILL');
			happened['workersKilled'] = (happened['workersKilled'] ?? 0) + 1;
			await pause(chance.between(0, 500));
			this.#child = this.#launch();
		}
	}

	stop(): void {
		this.#child.kill('SIGKILL');
	}

	#launch(): ChildProcess {
		const child = launchWorker(this.#server.url, this.#server.environment.WORKER_KEY);
		child.stdout?.resume();
		child.stderr?.resume();
		endWithUs(child);
		return child;
	}
}
