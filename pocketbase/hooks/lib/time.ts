import type { Instant } from '../../../src/lib/domain/time/plain-date.ts';

/** The server's clock: the one door through which time comes in. */
export function now(): Instant {
	return new Date().toISOString();
}

const DAY_MS = 24 * 60 * 60_000;

export function daysBefore(instant: Instant, days: number): Instant {
	return new Date(Date.parse(instant) - days * DAY_MS).toISOString();
}

/** As PocketBase writes an instant in its own columns, with a space: to compare with those. */
export function recordInstantBefore(milliseconds: number): string {
	return new Date(Date.now() - milliseconds).toISOString().replace('T', ' ');
}
