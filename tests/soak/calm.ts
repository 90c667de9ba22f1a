import { setTimeout as pause } from 'node:timers/promises';
import type { Visitor } from '../support/api.ts';
import type { DisposableServer } from '../support/disposable-server.ts';
import { sql } from '../support/people.ts';
import type { Device } from './device.ts';
import type { DeviceEnd } from './evidence.ts';

/** Everything must be the same everywhere within this time. */
const CALM_WITHIN_MS = 30_000;
const LOOK_EVERY_MS = 500;

/**
 * The weather clears up, everybody is signed in, nothing is killed any more: the devices find to
 * what the server has by themselves. Nobody presses "Đồng bộ ngay".
 */
export async function calmDown(
	devices: readonly Device[],
	server: DisposableServer,
	superuser: Visitor
): Promise<{ readonly ends: DeviceEnd[]; readonly calmAfterMs: number | null }> {
	for (const device of devices) {
		device.network.clearUp();
		device.freeDisk();
		if (device.tabs.length === 0) device.openTab();
		await device.signIn();
	}
	const startedAt = performance.now();
	const passed = (): number => Math.round(performance.now() - startedAt);
	for (;;) {
		await pause(LOOK_EVERY_MS);
		const ends = await Promise.all(devices.map(lookAt));
		const isCalm = await isLikeServer(ends, server, superuser);
		if (isCalm) return { ends, calmAfterMs: passed() };
		if (passed() > CALM_WITHIN_MS) return { ends, calmAfterMs: null };
	}
}

async function lookAt(device: Device): Promise<DeviceEnd> {
	const { name, person, owner, tab } = device;
	if (!tab) throw new Error(`${name} has no tab.`);
	const { outbox, dossiers } = await tab.app.shown(owner);
	for (const item of outbox) {
		// What was built upon a refused act waits until a person has looked at that one.
		const holdsUp = outbox.some(({ follows }) => follows === item.id);
		if (item.state === 'refused' && holdsUp) await tab.app.discard({ owner, id: item.id });
	}
	return { device: name, actor: person.actor, outbox, dossiers };
}

/** Whether it is worth judging: asked by the superuser's console, which the judgement does not use. */
async function isLikeServer(
	ends: readonly DeviceEnd[],
	server: DisposableServer,
	superuser: Visitor
): Promise<boolean> {
	if (ends.some(({ outbox }) => outbox.some(({ state }) => state !== 'refused'))) return false;
	const rows = await sql(server, superuser, 'SELECT id, seq, applicant, division FROM dossiers');
	return ends.every(({ actor, dossiers }) => {
		const shown = new Map(dossiers.map(({ id, seq }) => [id, String(seq)]));
		const theirs = rows.filter(
			({ applicant = '', division = '' }) =>
				applicant === actor.id || ('division' in actor && sees(actor, division))
		);
		return (
			theirs.length === shown.size && theirs.every(({ id = '', seq }) => shown.get(id) === seq)
		);
	});
}

function sees(actor: Extract<DeviceEnd['actor'], { division: string }>, division: string): boolean {
	const ofDivision = actor.role === 'case_officer' || actor.role === 'head_of_division';
	return !ofDivision || actor.division === division;
}
