import { describe, expect, it } from 'vitest';
import { retryPause } from '$domain/notification/errands.ts';

describe('The pause before a push is tried again', () => {
	it('grows with every failure, to a quarter of an hour', () => {
		const pauses = [1, 2, 3, 4, 5, 20].map((failures) => retryPause(failures, 0.999_999));
		expect(pauses).toEqual([5_000, 20_000, 80_000, 320_000, 900_000, 900_000]);
	});

	it('is spread over its second half', () => {
		expect(retryPause(3, 0)).toBe(40_000);
		expect(retryPause(3, 0.5)).toBe(60_000);
	});

	it('is never shorter than the service asked for, nor longer than a day for that', () => {
		expect(retryPause(1, 0, 120_000)).toBe(120_000);
		expect(retryPause(4, 0.5, 1_000)).toBe(240_000);
		expect(retryPause(1, 0, 10 ** 12)).toBe(86_400_000);
	});
});
