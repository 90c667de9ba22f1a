import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
	isHeard,
	readNumbers,
	readWeights,
	stepsOf,
	writtenHearing,
	writtenNumbers,
	writtenWeights
} from '$domain/assistant/written-weights.ts';

describe('Weights', () => {
	it('are read as they were written, however many of them are none', () => {
		const steps = fc.integer({ min: -26, max: 26 });
		const run = fc.integer({ min: 1, max: 65 }).map((length) => Array<number>(length).fill(0));
		fc.assert(
			fc.property(
				fc.array(
					fc.oneof(
						steps.map((one) => [one]),
						run
					)
				),
				(parts) => {
					const all = parts.flat();
					expect([...readWeights(writtenWeights(all))]).toEqual(all);
				}
			)
		);
	});

	it('take one character for 29 that are none', () => {
		expect(writtenWeights([1, ...Array<number>(30).fill(0), -26])).toBe('A?#z');
	});

	it('are whole steps, and never more than there are characters for', () => {
		expect([0.2, 0.3, -0.8, 1000, -1000].map((weight) => stepsOf(weight, 0.5))).toEqual([
			0, 1, -2, 26, -26
		]);
	});
});

describe('Decisions', () => {
	it('know which features they look at, of six as of one', () => {
		const hearing = fc
			.integer({ min: 0, max: 6 })
			.chain((decisions) =>
				fc.array(fc.array(fc.boolean(), { minLength: decisions, maxLength: decisions }))
			);
		fc.assert(
			fc.property(hearing, (features) => {
				const written = features.map(writtenHearing).join('');
				expect(written).toHaveLength(features.length);
				features.forEach((heard, feature) => {
					expect(heard.map((_, decision) => isHeard(written, feature, decision))).toEqual(heard);
				});
			})
		);
	});

	it('cannot be more than there are characters for', () => {
		expect(() => writtenHearing(Array<boolean>(7).fill(true))).toThrow(RangeError);
	});
});

describe('Numbers of features', () => {
	it('are read as they were written, however far apart they are', () => {
		fc.assert(
			fc.property(fc.uniqueArray(fc.integer({ min: 0, max: 2 ** 18 - 1 })), (numbers) => {
				const rising = numbers.toSorted((a, b) => a - b);
				expect(readNumbers(writtenNumbers(rising))).toEqual(rising);
			})
		);
	});

	it('take one character where they lie close together', () => {
		expect(writtenNumbers([0, 42, 85])).toBe('0Z~0');
	});
});
