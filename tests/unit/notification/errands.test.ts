import { describe, expect, it } from 'vitest';
import { MOST_TRIES, retryPause } from '$domain/notification/errands.ts';

describe('The pause before a push is tried again', () => {
	it('grows with every failure, to a quarter of an hour', () => {
		const pauses = [1, 2, 3, 4, 5, 20].map((failures) => retryPause(failures, 0));
		expect(pauses).toEqual([5_000, 20_000, 80_000, 320_000, 900_000, 900_000]);
	});

	it('is spread, to half as much again', () => {
		expect(retryPause(3, 0)).toBe(80_000);
		expect(retryPause(3, 0.5)).toBe(100_000);
	});

	it('lets no message fail of a service that is away for five minutes', () => {
		let allPauses = 0;
		for (let failures = 1; failures < MOST_TRIES; failures += 1)
			allPauses += retryPause(failures, 0);
		expect(allPauses).toBeGreaterThan(5 * 60_000);
	});

	it('is never shorter than the service asked for, nor longer than a day for that', () => {
		expect(retryPause(1, 0, 120_000)).toBe(120_000);
		expect(retryPause(4, 0.5, 1_000)).toBe(400_000);
		expect(retryPause(1, 0, 10 ** 12)).toBe(86_400_000);
	});
});
