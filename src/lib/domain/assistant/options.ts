import type { Understanding } from './understanding.ts';

/** Readings of a request that is not clear: which to offer when which concepts are named. */
export interface Readings {
	readonly all: readonly string[];
	readonly none: readonly string[];
	/** Slugs, or `out-of-scope:` with the id of a referral. */
	readonly options: readonly string[];
}

const MOST_OPTIONS = 4;
/** A procedure less likely than this is not offered of itself. */
const LEAST_SHARE = 0.04;

/** 2 to 4 readings of what was asked. */
export function optionsFor(
	{ concepts, topics, referral }: Understanding,
	readings: readonly Readings[],
	usual: readonly string[],
	isProcedure: (topic: string) => boolean
): string[] {
	const found = readings.find(
		({ all, none }) =>
			all.every((concept) => named(concepts, concept)) &&
			!none.some((concept) => named(concepts, concept))
	);
	if (found) return found.options.slice(0, MOST_OPTIONS);
	const likely = topics
		.filter(({ topic, share }) => isProcedure(topic) && share >= LEAST_SHARE)
		.map(({ topic }) => topic)
		.slice(0, 3);
	const [first] = likely;
	const [topic] = topics.filter((other) => other.topic !== 'ambiguous');
	if (first !== undefined && topic?.topic === 'out-of-scope' && referral && referral.authority.vi) {
		return [first, `out-of-scope:${referral.id}`];
	}
	return likely.length >= 2 ? likely : [...new Set([...likely, ...usual])].slice(0, MOST_OPTIONS);
}

/** `a|b`: one of them. */
const named = (concepts: ReadonlySet<string>, wanted: string): boolean =>
	wanted.split('|').some((concept) => concepts.has(concept));
