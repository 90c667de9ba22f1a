/** How quickly a dossier is found among many: tracking and the work queue, against a plain view. */
import { currentVersion, lead, type Registered } from './lives.ts';
import { load, type Call } from './load.ts';
import { medianOf, medianRatio, type Summary } from './measure.ts';
import type { World } from './world.ts';

export interface Reading {
	readonly tracking: Summary;
	readonly view: Summary;
	readonly queue: Summary;
	/** Look-ups per second against views per second, round by round: the median. */
	readonly trackingAgainstView: number;
}

const READERS = 8;
const LOOKED_UP = 100;

/** Rounds of the three kinds of reading, taken in turn. */
export async function measureReading(
	world: World,
	rounds: number,
	seconds: number
): Promise<Reading> {
	const version = await currentVersion(world);
	const known: Registered[] = [];
	while (known.length < LOOKED_UP) known.push(await lead(world, version));
	const some = (number: number): Registered => {
		const dossier = known[number % known.length];
		if (!dossier) throw new RangeError('No dossier to look up.');
		return dossier;
	};

	const tracking = (number: number): Call => {
		const { draftNumber, trackingSecret } = some(number);
		return {
			method: 'POST',
			path: '/api/app/tracking',
			body: { number: draftNumber, secret: trackingSecret }
		};
	};
	const view = (number: number): Call => ({
		method: 'GET',
		path: `/api/collections/dossiers/records/${some(number).id}`,
		token: world.officers.receiving_officer
	});
	const queue = (): Call => ({
		method: 'GET',
		path: '/api/app/queue?limit=20',
		token: world.officers.case_officer
	});

	const measured: Record<'tracking' | 'view' | 'queue', Summary[]> = {
		tracking: [],
		view: [],
		queue: []
	};
	for (let round = 0; round <= rounds; round += 1) {
		const isWarmUp = round === 0;
		const measure = (call: (number: number) => Call) =>
			load(world.server, READERS, isWarmUp ? 1 : seconds, call);
		const [trackings, views, queues] = [
			await measure(tracking),
			await measure(view),
			await measure(queue)
		];
		if (isWarmUp) continue;
		measured.tracking.push(trackings);
		measured.view.push(views);
		measured.queue.push(queues);
	}
	return {
		tracking: medianOf(measured.tracking),
		view: medianOf(measured.view),
		queue: medianOf(measured.queue),
		trackingAgainstView: medianRatio(measured.tracking, measured.view)
	};
}
