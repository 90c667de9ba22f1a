import { fold } from '../procedure/fold.ts';
import { loadClassifiers, loadLearntWords, type Classifier } from './classifier.ts';
import {
	facetFeatures,
	readFeatures,
	topicFeatures,
	type FacetContext,
	type Read
} from './features.ts';
import { loadLexicon, type Lexicon, type Referral } from './lexicon.ts';
import { codeIn } from './record-number.ts';
import { isFacet, type Facet, type Facets, type Language } from './reply.ts';
import { requestsIn, type Request } from './requests.ts';
import { readWording } from './text.ts';

/** What was made of one text, before anything is known of the conversation. */
export interface Understanding {
	readonly text: string;
	readonly words: readonly string[];
	readonly concepts: ReadonlySet<string>;
	readonly features: readonly string[];
	/** Slug of a procedure, or an intent other than `procedure-info`; the likeliest first. */
	readonly topics: readonly { readonly topic: string; readonly share: number }[];
	/** As it was read, for the decisions that need it again. */
	readonly read: Read;
	/** What it asks for in each of several clauses. */
	readonly requests: readonly Request[];
	/** It holds markup, which nobody types to ask something. */
	readonly hasMarkup: boolean;
	readonly referral: Referral | null;
	readonly code: string | null;
	readonly language: Language;
}

export interface Models {
	readonly lexicon: Lexicon;
	readonly topic: Classifier;
	readonly facet: Classifier;
	readonly unsettled: Classifier;
	readonly standing: Classifier;
	readonly referral: Classifier;
	readonly reading: Classifier;
}

/**
 * Loads what the assistant knows of language.
 * @throws when the data do not fit together: they come with the program
 */
export function loadModels(lexicon: unknown, referrals: unknown, learnt: unknown): Models {
	const { topic, facet, unsettled, standing, referral, reading } = loadClassifiers(learnt);
	if (!topic || !facet || !unsettled || !standing || !referral || !reading)
		throw new Error('A decision was not learnt.');
	const words = loadLearntWords(learnt);
	return {
		lexicon: loadLexicon(lexicon, referrals, words),
		topic,
		facet,
		unsettled,
		standing,
		referral,
		reading
	};
}

export function understand(text: string, models: Models, language?: Language): Understanding {
	const { lexicon } = models;
	const { words, typed } = readWording(text, lexicon);
	const read = readFeatures(words, lexicon);
	const { mentions } = read;
	const features = topicFeatures(read);
	const topics = likeliestFirst(models.topic.predict(features)).map(([topic, share]) => ({
		topic,
		share
	}));
	return {
		text,
		words,
		concepts: new Set(mentions.map(({ concept }) => concept)),
		features,
		topics,
		read,
		requests: requestsIn(text, lexicon),
		hasMarkup: /<\s*[a-z/!][^>]*>|javascript:/i.test(text),
		referral: referralFor(features, words, models),
		code: codeIn(text, words),
		language: language ?? languageOf(text, typed)
	};
}

/** What is asked of a procedure (nội dung cần biết). */
export interface AskedFor {
	/** The likeliest first. */
	readonly facets: Facets;
	/** What may have been meant instead. */
	readonly maybe: readonly Facet[];
}

/** From this probability on a clause of several asks for a facet of its own. */
const ASKED_APART = 0.6;
/** From this probability on a facet that is not the likeliest may be meant. */
const MAY_BE_MEANT = 0.15;

/** What a text asks for: the likeliest facet, and where several of its clauses ask, that of each. */
export function askedIn(
	{ read, requests }: Understanding,
	context: FacetContext,
	{ facet: classifier }: Models
): AskedFor {
	const ranked = (of: Read, given: FacetContext) =>
		likeliestFirst(classifier.predict(facetFeatures(of, given))).flatMap(([name, share]) =>
			isFacet(name) ? [{ facet: name, share }] : []
		);
	const [likeliest, ...others] = ranked(read, context);
	const best = likeliest?.facet ?? 'documents';
	// What was asked for before says nothing of one clause among several.
	const { procedure = null } = context;
	const apart = requests.flatMap((request) =>
		ranked(request.read, { procedure })
			.slice(0, 1)
			.filter(({ share }) => request.isName || share >= ASKED_APART)
			.map(({ facet }) => facet)
	);
	const facets: Facets = [best, ...new Set(apart.filter((facet) => facet !== best))];
	const maybe = others
		.filter(({ facet, share }) => share >= MAY_BE_MEANT && !facets.includes(facet))
		.map(({ facet }) => facet);
	return { facets, maybe: facets.length > 1 ? [] : maybe };
}

/** From this probability on what was learnt of a matter counts before the words that name it. */
const KNOWS_WHOSE = 0.3;

function referralFor(
	features: readonly string[],
	words: readonly string[],
	{ lexicon, referral }: Models
): Referral | null {
	const [best] = likeliestFirst(referral.predict(features));
	const learnt = best && best[1] >= KNOWS_WHOSE ? best[0] : null;
	return (
		lexicon.referrals.find(({ id }) => id === learnt) ?? lexicon.referralIn(words)?.referral ?? null
	);
}

/** Labels with their probabilities, the likeliest first. */
export const likeliestFirst = (
	shares: Iterable<readonly [string, number]>
): (readonly [string, number])[] => [...shares].sort((a, b) => b[1] - a[1]);

/** English words that are no Vietnamese syllables. */
const ENGLISH = new Set(
	'i my the is what how where which for can need please when of are you your does have much long who it with did want was will they we this that from should apply about'.split(
		' '
	)
);

/** Vietnamese unless it reads like English: letters with marks decide at once. */
export function languageOf(text: string, typed: readonly string[]): Language {
	if (fold(text) !== text.toLowerCase()) return 'vi';
	const english = typed.filter((word) => ENGLISH.has(word)).length;
	return english >= 2 || (english === 1 && typed.length <= 3) ? 'en' : 'vi';
}
