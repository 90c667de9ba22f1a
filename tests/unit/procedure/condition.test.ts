import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import {
	evaluate,
	UNSURE,
	type Condition,
	type Facts
} from '../../../src/lib/domain/procedure/condition.ts';

const a = { fact: 'a', is: 'x' } as const;
const b = { fact: 'b', in: ['x', 'y'] } as const;
const n = { fact: 'n', atLeast: 10 } as const;

describe('A condition', () => {
	it.each<[Condition, Facts, string]>([
		[a, { a: 'x' }, 'yes'],
		[a, { a: 'z' }, 'no'],
		[a, {}, 'unanswered'],
		[a, { a: UNSURE }, 'unsure'],
		[a, { a: null }, 'no'],
		[b, { b: 'y' }, 'yes'],
		[b, { b: 'z' }, 'no'],
		[n, { n: '9' }, 'no'],
		[n, { n: '10' }, 'yes'],
		[n, { n: UNSURE }, 'unsure'],
		[{ not: a }, { a: null }, 'yes'],
		[{ not: a }, {}, 'unanswered'],
		[{ all: [a, b] }, { a: 'z' }, 'no'],
		[{ all: [a, b] }, { a: UNSURE }, 'unanswered'],
		[{ all: [a, b] }, { a: UNSURE, b: 'x' }, 'unsure'],
		[{ any: [a, b] }, { a: 'x' }, 'yes'],
		[{ any: [a, b] }, { a: UNSURE, b: 'z' }, 'unsure'],
		[{ any: [a, b] }, { a: 'z', b: 'z' }, 'no']
	])('%j over %j is %s', (condition, facts, truth) => {
		expect(evaluate(condition, facts)).toBe(truth);
	});

	const leaf = fc.constantFrom<Condition>(a, b, n);
	const condition = fc.letrec<{ tree: Condition }>((tie) => ({
		tree: fc.oneof(
			{ depthSize: 'small', withCrossShrink: true },
			leaf,
			fc.record({ not: tie('tree') }),
			fc.record({ all: fc.array(tie('tree'), { minLength: 1, maxLength: 3 }) }),
			fc.record({ any: fc.array(tie('tree'), { minLength: 1, maxLength: 3 }) })
		)
	})).tree;
	const value = fc.constantFrom(undefined, null, UNSURE, 'x', 'z', '12');
	const facts = fc.record({ a: value, b: value, n: value });

	it('has one truth over any facts, and the opposite of its opposite', () => {
		fc.assert(
			fc.property(condition, facts, (condition, facts) => {
				const truth = evaluate(condition, facts);
				expect(['yes', 'no', 'unsure', 'unanswered']).toContain(truth);
				expect(evaluate({ not: { not: condition } }, facts)).toBe(truth);
			})
		);
	});

	it('keeps a certain truth whatever is answered later', () => {
		fc.assert(
			fc.property(
				condition,
				facts,
				fc.record({ a: value, b: value, n: value }),
				(condition, facts, later) => {
					const truth = evaluate(condition, facts);
					fc.pre(truth === 'yes' || truth === 'no');
					const filled = {
						a: facts.a === undefined ? later.a : facts.a,
						b: facts.b === undefined ? later.b : facts.b,
						n: facts.n === undefined ? later.n : facts.n
					};
					expect(evaluate(condition, filled)).toBe(truth);
				}
			)
		);
	});
});
