import type { Models, Understanding } from './understanding.ts';

/** Of a reading that is another authority's matter: the referral. */
export const referralIdIn = (option: string): string | null =>
	/^out-of-scope:(.*)$/.exec(option)?.[1] ?? null;

/** Where anything may be meant. */
export const ANYTHING = 'any-procedure';

const LEAST_OPTIONS = 2;
const MOST_OPTIONS = 4;
/** A reading is offered besides two others from this part of the likeliest one's probability on. */
const AS_LIKELY = 0.8;

/**
 * 2 to 4 readings of what was asked: slugs, or `out-of-scope:` with the id of a referral.
 * @param usual procedures that are offered where nothing is known of what is meant
 */
export function optionsFor(
	{ features }: Understanding,
	{ reading }: Models,
	usual: readonly string[]
): string[] {
	const likeliest = [...reading.predict(features)].sort((a, b) => b[1] - a[1]);
	const [first] = likeliest;
	if (!first || first[0] === ANYTHING) return [...usual];
	return likeliest
		.filter(([option]) => option !== ANYTHING)
		.filter(([, share], at) => at < LEAST_OPTIONS || share >= first[1] * AS_LIKELY)
		.slice(0, MOST_OPTIONS)
		.map(([option]) => option);
}
