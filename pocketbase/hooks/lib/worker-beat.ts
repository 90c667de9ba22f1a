import type { Instant } from '../../../src/lib/domain/time/plain-date.ts';
import { now } from './time.ts';

const SEEN_AT = 'workerSeenAt';

/** When the worker last said that it is alive. */
export interface WorkerBeat {
	/** `null`: not since this server started. */
	readonly seenAt: Instant | null;
	readonly secondsAgo: number | null;
}

export function noteWorkerBeat(): void {
	$app.store().set(SEEN_AT, now());
}

export function workerBeat(): WorkerBeat {
	const seenAt = $app.store().get(SEEN_AT);
	if (typeof seenAt !== 'string') return { seenAt: null, secondsAgo: null };
	return { seenAt, secondsAgo: Math.max(0, Math.round((Date.now() - Date.parse(seenAt)) / 1000)) };
}
