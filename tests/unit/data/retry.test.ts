import { describe, expect, it } from 'vitest';
import { pauseAfter } from '$data/sync/retry.ts';

describe('The pause before another try', () => {
	it('grows with each failure, up to a minute', () => {
		const pauses = [1, 2, 3, 4, 5, 6, 20].map((tries) => pauseAfter(tries, 1));
		expect(pauses).toEqual([2000, 4000, 8000, 16000, 32000, 60000, 60000]);
	});

	it('differs by chance from phone to phone, by half at most', () => {
		expect(pauseAfter(3, 0)).toBe(4000);
		expect(pauseAfter(3, 0.5)).toBe(6000);
	});

	it('is never shorter than the server asked for', () => {
		expect(pauseAfter(1, 0, 90_000)).toBe(90_000);
		expect(pauseAfter(6, 0, 5_000)).toBe(30_000);
	});
});
