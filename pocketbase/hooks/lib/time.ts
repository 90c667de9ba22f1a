import type { Instant } from '../../../src/lib/domain/time/plain-date.ts';

/** The server's clock: the one door through which time comes in. */
export function now(): Instant {
	return new Date().toISOString();
}
