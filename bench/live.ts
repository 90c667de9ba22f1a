/** How long an action takes to show on the applicant's other device, while many others watch. */
import * as v from 'valibot';
import { act, currentVersion, register } from './lives.ts';
import { LiveClient } from './live-client.ts';
import { summarise, type Summary } from './measure.ts';
import { answer, impersonate, newId } from './people.ts';
import type { World } from './world.ts';

const APPLICANTS = 20;
const Made = v.object({ id: v.string() });

/** Every client watches a dossier of its own; in turn something happens to one of them. */
export async function measureLive(
	world: World,
	clients: number,
	actions: number
): Promise<Summary> {
	const version = await currentVersion(world);
	const applicants = await Promise.all(
		Array.from({ length: APPLICANTS }, () => anApplicant(world))
	);
	const screens: { dossier: string; live: LiveClient }[] = [];
	for (let number = 0; number < clients; number += 1) {
		const applicant = applicants[number % APPLICANTS];
		if (!applicant) throw new RangeError('Nobody to watch.');
		const { id } = await register(world, version, applicant.id);
		const live = await LiveClient.connect(world.server.url, world.connections, applicant.token, [
			`dossiers/${id}`
		]);
		screens.push({ dossier: id, live });
	}

	const durations: number[] = [];
	const begin = performance.now();
	for (let number = 0; number < actions; number += 1) {
		const screen = screens[(number * 7) % screens.length];
		if (!screen) throw new RangeError('No screen.');
		const shown = screen.live.nextEvent();
		const sentAt = performance.now();
		await act(world, screen.dossier, 0, {
			by: 'receiving_officer',
			type: 'note',
			payload: { text: `Lần ${number}` }
		});
		durations.push((await shown) - sentAt);
	}
	const summary = summarise(durations, performance.now() - begin);
	for (const { live } of screens) live.close();
	return summary;
}

async function anApplicant({
	connections,
	superuser
}: World): Promise<{ id: string; token: string }> {
	const password = newId();
	const { id } = v.parse(
		Made,
		await answer(connections, {
			method: 'POST',
			path: '/api/collections/applicants/records',
			token: superuser,
			body: {
				name: 'Trần Văn Đo',
				email: `${newId()}@example.test`,
				password,
				passwordConfirm: password,
				kind: 'citizen',
				locale: 'vi'
			}
		})
	);
	return { id, token: await impersonate(connections, superuser, 'applicants', id) };
}
