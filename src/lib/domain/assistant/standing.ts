import type { Facet, Intent } from './reply.ts';
import type { Understanding } from './understanding.ts';

/**
 * How a text stands to what was talked about: a matter of its `own`, a further question that `keeps`
 * the matter, one about the `procedure` of the record that was told, or words that only `together`
 * with those before make a request.
 */
export const STANDINGS = ['own', 'keeps', 'procedure', 'together'] as const;
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
	readonly facet: Facet | null;
}

/** What the decision about the standing looks at. */
export function standingFeatures(
	own: Understanding,
	alone: Reading,
	together: Reading,
	{ about }: Before
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
	return [
		`before:${before}`,
		...relation,
		...relation.map((feature) => `${before}|${feature}`),
		...concepts.map((concept) => `@${concept}`),
		...concepts.map((concept) => `${before}|@${concept}`),
		`names:${String(concepts.some((concept) => NAMES_MATTER.test(concept)))}`,
		`asks:${String(concepts.some((concept) => concept.startsWith('ask.')))}`,
		`long:${String(Math.min(5, Math.floor(own.words.length / 3)))}`,
		...own.words,
		...own.words.slice(1).map((word, at) => `${own.words[at] ?? ''}_${word}`),
		...own.words.slice(0, 2).map((word, at) => `^${String(at)}${word}`)
	];
}

function nameOf({ intent, procedure }: Reading, about: Before['about']): string {
	if (about && intent === about.intent && procedure === about.procedure) return 'same';
	return procedure === null ? intent : 'procedure';
}

const bucketOf = (confidence: number): string =>
	String(BUCKETS.filter((limit) => confidence >= limit).length);
const BUCKETS = [0.34, 0.5, 0.7, 0.85, 0.95];

/** Concepts by which a question names a matter of its own. */
const NAMES_MATTER =
	/^(passport|note$|legalise|apostille|present|conference$|abtc|incoming|trip\.|labour|elsewhere\.)/;
