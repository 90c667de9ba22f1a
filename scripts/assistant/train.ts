import type { Learnt } from '../../src/lib/domain/assistant/classifier.ts';
import type { Knowledge } from '../../src/lib/domain/assistant/engine.ts';
import {
	facetFeatures,
	readFeatures,
	settledFeatures,
	topicFeatures,
	type Read
} from '../../src/lib/domain/assistant/features.ts';
import { Passages } from '../../src/lib/domain/assistant/passages.ts';
import { readWording } from '../../src/lib/domain/assistant/text.ts';
import { knownTopics } from './known.ts';
import { readLexicon, readModels } from './knowledge.ts';
import {
	combinations,
	facetTexts,
	readingTexts,
	referralTexts,
	topicTexts,
	unsettledTexts,
	wordsOf,
	type Labelled
} from './labelled.ts';
import { learn, packed, type Example } from './learn.ts';
import type { Phrases } from './phrases.ts';
import type { Question, Slugs } from './questions.ts';
import { standingExamples } from './standings.ts';

/** Learns from questions what the words of people mean. */

const USUAL = { decay: 1, rounds: 24, rarest: 3, thrift: 0.001, step: 0.45 };
const TOPICS = { ...USUAL, step: 0.5, room: 33_000, dropped: 0.4, most: 6700 };
const FACETS = { ...USUAL, thrift: 0.004, room: 16_500, dropped: 0.45, most: 6300 };
const REFERRALS = { ...USUAL, room: 8300, rounds: 16, dropped: 0.3, most: 1050 };
const READINGS = { ...USUAL, room: 5600, dropped: 0.55, most: 1000 };
const STANDING = {
	...USUAL,
	thrift: 0.002,
	step: 0.3,
	room: 3400,
	rounds: 16,
	dropped: 0.3,
	most: 1800
};
const UNSETTLED = { ...USUAL, room: 4000, decay: 2, rounds: 12, dropped: 0.5, most: 3000 };

export function train(
	questions: readonly Question[],
	slugs: Slugs,
	entries: Knowledge['entries'],
	phrases: Phrases
): Learnt {
	const inPhrases = readLexicon();
	// What stands in the phrases is known from there.
	const words = wordsOf(questions).filter((word) => !inPhrases.knows(word));
	const lexicon = readLexicon(words);
	const examples = <T extends Labelled>(
		texts: readonly T[],
		features: (read: Read, labelled: T) => string[]
	): Example[] =>
		texts.map((labelled) => {
			const { words: read } = readWording(labelled.text, lexicon);
			const { label, weight } = labelled;
			return { features: features(readFeatures(read, lexicon), labelled), label, weight };
		});
	const passages = new Passages(entries, lexicon);
	const combined = combinations(entries, phrases);
	const topic = (more: readonly Labelled[]) =>
		learn(
			examples(
				[...topicTexts(questions, slugs, entries, phrases, combined), ...more],
				topicFeatures
			),
			{ ...TOPICS, known: knownTopics(phrases) }
		);
	const decisions = {
		topic: topic([]),
		facet: learn(examples(facetTexts(questions, phrases, combined, slugs), facetFeatures), FACETS),
		unsettled: learn(
			examples(unsettledTexts(questions, slugs, entries), (read, asked) =>
				settledFeatures(read, asked, passages.find(asked.procedure, asked.text))
			),
			UNSETTLED
		),
		referral: learn(examples(referralTexts(questions, lexicon, phrases), topicFeatures), REFERRALS),
		reading: learn(examples(readingTexts(questions, slugs, lexicon), topicFeatures), READINGS)
	};
	const models = readModels(packed({ ...decisions, standing: UNDECIDED }, words));
	// How texts stand is learnt with a topic that has not seen them, as it will be with those of others.
	const turns = standingExamples(questions, slugs, models);
	const standing = learn(
		turns.map(({ example }) => example),
		STANDING
	);
	const more = turns.flatMap(({ alone }) => alone ?? []);
	return packed({ ...decisions, topic: topic(more), standing }, words);
}

/** Before it was learnt how texts stand to each other. */
const UNDECIDED = { labels: ['own'], step: 1, bias: [0], weights: new Map<number, number[]>() };
