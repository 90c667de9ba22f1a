import { describe, expect, it, test } from 'vitest';
import { median, medianOf, medianRatio, quantile, summarise } from '../../../bench/measure.ts';

describe('a quantile', () => {
	const hundred = Array.from({ length: 100 }, (_, index) => index + 1);
	test.each([
		[0, 1],
		[0.5, 50],
		[0.95, 95],
		[0.99, 99],
		[1, 100]
	])('of 1 to 100 at %f is %i', (share, expected) => {
		expect(quantile(hundred, share)).toBe(expected);
	});

	it('of nothing is a mistake', () => {
		expect(() => quantile([], 0.5)).toThrow(RangeError);
	});
});

it('summarises answers that came in any order', () => {
	expect(summarise([30, 10, 20, 40], 2_000, 6)).toEqual({
		requests: 4,
		perSecond: 2,
		p50: 20,
		p95: 40,
		p99: 40,
		cpuMs: 1.5
	});
});

it('lets no single slow round decide', () => {
	const round = (ms: number) => summarise([ms], 1_000);
	expect(medianOf([round(2), round(900), round(3)]).p99).toBe(3);
	expect(median([5, 1, 3])).toBe(3);
});

it('compares neighbours, whatever the machine did meanwhile', () => {
	const rounds = (...perSecond: number[]) =>
		perSecond.map((count) => summarise([1], 1_000 / count));
	expect(medianRatio(rounds(100, 10, 300), rounds(200, 20, 400))).toBeCloseTo(0.5);
});
