import * as v from 'valibot';
import type { Condition } from './condition.ts';

// Apart from what a condition means: a page that only shows conditions reads none.

const fact = v.pipe(v.string(), v.minLength(1));

/** Reads a {@link Condition}. An empty `all` or `any` is refused: it would say nothing. */
export const CONDITION: v.GenericSchema<Condition> = v.lazy(() =>
	v.union([
		v.strictObject({ fact, is: v.string() }),
		v.strictObject({ fact, in: v.pipe(v.array(v.string()), v.minLength(1)) }),
		v.strictObject({ fact, atLeast: v.pipe(v.number(), v.integer()) }),
		v.strictObject({ all: v.pipe(v.array(CONDITION), v.minLength(1)) }),
		v.strictObject({ any: v.pipe(v.array(CONDITION), v.minLength(1)) }),
		v.strictObject({ not: CONDITION })
	])
);
