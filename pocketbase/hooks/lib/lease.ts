import { LEASE_MS } from '../../../src/lib/domain/notification/errands.ts';
import type { Instant } from '../../../src/lib/domain/time/plain-date.ts';

/** Until when something claimed at `at` belongs to whoever claimed it; then others may have it. */
export function leaseEnd(at: Instant): Instant {
	return new Date(Date.parse(at) + LEASE_MS).toISOString();
}

export function instantAfter(at: Instant, milliseconds: number): Instant {
	return new Date(Date.parse(at) + milliseconds).toISOString();
}
