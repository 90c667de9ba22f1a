import type { PushResult } from '../../lib/domain/notification/errands.ts';
import type { Answer } from './line.ts';

/** What became of one message: a result without the names of job and lease. */
export type Outcome = Omit<PushResult, 'id' | 'lease'>;

const LONGEST_PAUSE_MS = 24 * 60 * 60_000;

/**
 * What the answer of a push service means.
 * @param isFormerKey the subscription was made with a key of ours that has been replaced
 * @param now milliseconds since the epoch
 * @source RFC 8030, sections 5 and 7.3; what the services of the day answer
 */
export function outcomeOf(
	{ status, retryAfter }: Answer,
	isFormerKey: boolean,
	now: number
): Outcome {
	if (status >= 200 && status < 300) return { outcome: 'sent', status };
	if (status === 404 || status === 410) return { outcome: 'gone', status };
	// The service no longer knows the key it was told at the time: the phone must subscribe anew.
	if (status === 403 && isFormerKey) return { outcome: 'gone', status };
	if (status === 408 || status === 429 || status >= 500) {
		const retryAfterMs = pauseOf(retryAfter, now);
		return {
			outcome: 'again',
			status,
			...(retryAfterMs !== undefined && { retryAfterMs })
		};
	}
	// Redirects among them: a push service does not lead elsewhere.
	return { outcome: 'failed', status };
}

/** Header `Retry-After`: seconds, or a date. @returns milliseconds; `undefined` if it says neither */
function pauseOf(text: string | undefined, now: number): number | undefined {
	if (text === undefined) return undefined;
	const until = /^\d+$/.test(text) ? now + Number(text) * 1_000 : Date.parse(text);
	if (Number.isNaN(until)) return undefined;
	return Math.min(LONGEST_PAUSE_MS, Math.max(0, until - now));
}
