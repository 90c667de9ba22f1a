import type { Lexicon, Mention } from './lexicon.ts';
import type { Found } from './passages.ts';

/** A text as it was read. */
export interface Read {
	readonly words: readonly string[];
	readonly mentions: readonly Mention[];
	/** Number of words that nobody knows: the more, the farther off is what is asked. */
	readonly strange: number;
}

export function readFeatures(words: readonly string[], lexicon: Lexicon): Read {
	const strange = words.filter((word) => !lexicon.knows(word) && !/\d/.test(word)).length;
	return { words, mentions: lexicon.mentionsIn(words), strange };
}

/** What a decision about the matter looks at: words, neighbours, concepts and which come together. */
export function topicFeatures({ words, mentions, strange }: Read): string[] {
	const concepts = conceptsOf(mentions);
	const subjects = concepts.filter((concept) => !concept.startsWith('ask.'));
	return [
		...wordFeatures(words),
		...concepts.map((concept) => `@${concept}`),
		...subjects.flatMap((first, at) =>
			subjects.slice(at + 1).map((second) => `@${first}&${second}`)
		),
		`@subjects:${String(Math.min(3, subjects.length))}`,
		`@strange:${String(Math.min(4, strange))}`,
		`@words:${String(Math.min(6, Math.floor(words.length / 3)))}`
	];
}

/** What is asked stands at the end mostly: concepts in so many words count apart. */
const END_WORDS = 7;

/** What is known beside a text of which facet it asks for. */
export interface FacetContext {
	/** Slug of the procedure it is about: the same words ask one of it for this and another for that. */
	readonly procedure?: string | null;
	/** What was asked for before. */
	readonly last?: string | null;
	/** It was asked for of another procedure. */
	readonly isChange?: boolean;
}

/** What a decision about the facet looks at. */
export function facetFeatures(
	{ words, mentions }: Read,
	{ procedure = null, last = null, isChange = false }: FacetContext = {}
): string[] {
	const asked = mentions.filter(({ concept }) => concept.startsWith('ask.'));
	const ending = asked.filter(({ at, length }) => at + length > words.length - END_WORDS);
	const concepts = conceptsOf(mentions).map((concept) => `@${concept}`);
	const asks = String(asked.length > 0);
	return [
		...wordFeatures(words),
		...concepts,
		...ending.map(({ concept }) => `$@${concept}`),
		...asked.slice(-1).map(({ concept }) => `$$${concept}`),
		...(last === null ? [] : [`~${last}`, `~${last}:${asks}`]),
		...(last === null || !isChange ? [] : [`~~${last}`, `~~${last}:${asks}`]),
		...(procedure === null
			? []
			: [`=${procedure}`, ...[...words, ...concepts].map((said) => `=${procedure}|${said}`)])
	];
}

/**
 * What the decision looks at whether the catalogue settles what is asked.
 * @param asked slug of the procedure and the facet that is answered with
 * @param found what the procedure says of it
 */
export function settledFeatures(
	read: Read,
	{ procedure, facet }: { readonly procedure: string; readonly facet: string },
	{ passages: [best], beyond }: Found
): string[] {
	const coverage = best?.coverage ?? 0;
	const found = [
		`@covered:${String(COVERAGES.filter((least) => coverage >= least).length)}`,
		`@beyond-words:${String(Math.min(MOST_BEYOND.words, beyond.words))}`,
		`@beyond-concepts:${String(Math.min(MOST_BEYOND.concepts, beyond.concepts))}`
	];
	const named = conceptsOf(read.mentions).map((concept) => `@${concept}`);
	return [
		...facetFeatures(read, { procedure }),
		...found,
		`?${facet}`,
		...[...found, ...named].map((said) => `?${facet}|${said}`)
	];
}

const MOST_BEYOND = { words: 5, concepts: 3 };
const COVERAGES = [0.01, 0.1, 0.2, 0.3, 0.45, 0.6, 0.8];

function wordFeatures(words: readonly string[]): string[] {
	const plain = words.map((word) => (/^\d+$/.test(word) ? '#' : word));
	return [...plain, ...plain.slice(1).map((word, at) => `${plain[at] ?? ''}_${word}`)];
}

const conceptsOf = (mentions: readonly Mention[]): string[] =>
	[...new Set(mentions.map(({ concept }) => concept))].sort();

const NUMBER_BITS = 18;

/**
 * A feature by a number of 18 bits, since its name would take more room than its weights. Two that
 * share one are taken for one; a word that was never learnt from meets the number of one that was
 * in three of a hundred cases.
 * @source FNV-1a (RFC 9923) over UTF-16 code units, folded
 */
export function featureNumber(name: string): number {
	let hash = 0x811c9dc5;
	for (let at = 0; at < name.length; at += 1) {
		hash = Math.imul(hash ^ name.charCodeAt(at), 0x01000193);
	}
	return ((hash >>> NUMBER_BITS) ^ hash) & (2 ** NUMBER_BITS - 1);
}
