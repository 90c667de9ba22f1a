import type { Facet, Intent } from './reply.ts';
import type { Understanding } from './understanding.ts';

/**
 * How a text stands to what was talked about: a matter of its `own`, a further question that `keeps`
 * the matter, one about the `procedure` of the record that was told, one about an `other` procedure
 * that is named too little to be understood alone, or words that only `together` with those before
 * make a request.
 */
export const STANDINGS = ['own', 'keeps', 'procedure', 'other', 'together'] as const;
export type Standing = (typeof STANDINGS)[number];

/** What a text may mean. */
export interface Reading {
	readonly intent: Intent;
	readonly procedure: string | null;
	readonly confidence: number;
}

/** What was said before. */
export interface Before {
	readonly text: string;
	/** `null`: it was asked back about. */
	readonly about: { readonly intent: Intent; readonly procedure: string | null } | null;
	readonly facets: readonly Facet[];
}

/** What the decision about the standing looks at. */
export function standingFeatures(
	own: Understanding,
	alone: Reading,
	together: Reading,
	other: Reading,
	{ about, facets }: Before
): string[] {
	const before = about === null ? 'pending' : about.intent;
	const relation = [
		`alone:${nameOf(alone, about)}`,
		`alone:${nameOf(alone, about)}:${bucketOf(alone.confidence)}`,
		`sure:${bucketOf(alone.confidence)}`,
		`together:${nameOf(together, about)}`,
		`both:${nameOf(alone, about)}:${nameOf(together, about)}`,
		`agree:${String(alone.intent === together.intent && alone.procedure === together.procedure)}`
	];
	const concepts = [...own.concepts].sort();
	const long = String(Math.min(5, Math.floor(own.words.length / 3)));
	return [
		`before:${before}`,
		...relation,
		...relation.map((feature) => `${before}|${feature}`),
		...concepts.map((concept) => `@${concept}`),
		...concepts.map((concept) => `${before}|@${concept}`),
		`names:${String(concepts.some((concept) => NAMES_MATTER.test(concept)))}`,
		`asks:${String(concepts.some((concept) => concept.startsWith('ask.')))}`,
		`long:${long}`,
		...own.words,
		...own.words.slice(1).map((word, at) => `${own.words[at] ?? ''}_${word}`),
		...own.words.slice(0, 2).map((word, at) => `^${String(at)}${word}`),
		...(about === null ? [] : changeFeatures(own, alone, matterOf(about), facets[0] ?? '', long)),
		...(about === null ? [] : otherFeatures(other, matterOf(about), own))
	];
}

/** From which matter to which it would be a change, and how far that is from what was talked about. */
function changeFeatures(
	{ concepts, topics }: Understanding,
	alone: Reading,
	before: string,
	facet: string,
	long: string
): string[] {
	const change = `${before}>${matterOf(alone)}`;
	const kept = fineBucketOf(topics.find(({ topic }) => topic === before)?.share ?? 0);
	return [
		change,
		`${change}:${fineBucketOf(alone.confidence)}`,
		`${change}:long:${long}`,
		`${change}:${facet}`,
		`from:${before}`,
		...[...concepts].map((concept) => `from:${before}|@${concept}`),
		`kept:${kept}`,
		`kept:${kept}:${fineBucketOf(topics[0]?.share ?? 0)}`
	];
}

/** Which other procedure it may be about, and how far that is from what it reads like most. */
function otherFeatures(other: Reading, before: string, { topics, words }: Understanding): string[] {
	const share = fineBucketOf(other.confidence);
	return [
		`other:${share}`,
		`other:${share}:${fineBucketOf(topics[0]?.share ?? 0)}`,
		`other:${share}:^${words[0] ?? ''}`,
		`${before}>>${matterOf(other)}`
	];
}

const matterOf = ({ intent, procedure }: Omit<Reading, 'confidence'>): string =>
	procedure ?? intent;

function nameOf({ intent, procedure }: Reading, about: Before['about']): string {
	if (about && intent === about.intent && procedure === about.procedure) return 'same';
	return procedure === null ? intent : 'procedure';
}

const bucketIn =
	(limits: readonly number[]) =>
	(share: number): string =>
		String(limits.filter((limit) => share >= limit).length);
const bucketOf = bucketIn([0.34, 0.5, 0.7, 0.85, 0.95]);
const fineBucketOf = bucketIn([0.005, 0.02, 0.08, 0.2, 0.4, 0.6, 0.8, 0.95]);

/** Concepts by which a question names a matter of its own. */
const NAMES_MATTER =
	/^(passport|note$|legalise|apostille|present|conference$|abtc|incoming|trip\.|labour|elsewhere\.)/;
