import { likeliestFirst, type Models, type Understanding } from './understanding.ts';

/** Of a reading that is another authority's matter: the referral. */
export const referralIdIn = (option: string): string | null =>
	/^out-of-scope:(.*)$/.exec(option)?.[1] ?? null;

/** Where anything may be meant. */
export const ANYTHING = 'any-procedure';

const LEAST_OPTIONS = 2;
const MOST_OPTIONS = 4;
/** A reading is offered besides two others from this part of the likeliest one's probability on. */
const AS_LIKELY = 0.8;
/** The same of another authority's matter: who is not told of it makes a journey for nothing. */
const AS_LIKELY_ELSEWHERE = 0.6;
/** How much counts which matter the text reads like, beside what unclear ones mean: the power of its probability. */
const MATTER_COUNTS = 0.25;
/** No reading is impossible, however little the text reads like it. */
const LEAST_SHARE = 1e-4;
/** From this probability on it is another authority's matter that is asked back about only to be sure. */
const SURELY_ELSEWHERE = 0.8;

/**
 * 2 to 4 readings of what was asked: slugs, or `out-of-scope:` with the id of a referral.
 * @param usual procedures that are offered where nothing is known of what is meant
 */
export function optionsFor(
	understanding: Understanding,
	{ reading }: Models,
	usual: readonly string[]
): string[] {
	const readings = likeliestFirst(reading.predict(understanding.features));
	const elsewhere = surelyElsewhere(understanding);
	if (readings[0]?.[0] === ANYTHING && elsewhere === null) return [...usual];
	const shares = new Map(understanding.topics.map(({ topic, share }) => [topic, share]));
	const weighed = readings
		.filter(([option]) => option !== ANYTHING && option !== elsewhere)
		.map(([option, share]) => {
			const matter = referralIdIn(option) === null ? option : 'out-of-scope';
			return [option, share * ((shares.get(matter) ?? 0) + LEAST_SHARE) ** MATTER_COUNTS] as const;
		});
	const likeliest = likeliestFirst(weighed);
	const most = likeliest[0]?.[1] ?? 0;
	const offered = likeliest
		.filter(([option, share], at) => {
			const part = referralIdIn(option) === null ? AS_LIKELY : AS_LIKELY_ELSEWHERE;
			return at < LEAST_OPTIONS || share >= most * part;
		})
		.map(([option]) => option);
	return [...(elsewhere === null ? [] : [elsewhere]), ...offered].slice(0, MOST_OPTIONS);
}

function surelyElsewhere({ topics: [likeliest], referral }: Understanding): string | null {
	if (likeliest?.topic !== 'out-of-scope' || likeliest.share < SURELY_ELSEWHERE) return null;
	return referral && `out-of-scope:${referral.id}`;
}
