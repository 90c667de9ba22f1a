import {
	facetFeatures,
	readFeatures,
	topicFeatures
} from '../../src/lib/domain/assistant/features.ts';
import { readWording } from '../../src/lib/domain/assistant/text.ts';
import { fold, foldedWords } from '../../src/lib/domain/procedure/fold.ts';
import type { Knowledge } from '../../src/lib/domain/assistant/engine.ts';
import type { Lexicon } from '../../src/lib/domain/assistant/lexicon.ts';
import type { Learnt } from '../../src/lib/domain/assistant/classifier.ts';
import { learn, packed, type Learning } from './learn.ts';
import { readLexicon } from './knowledge.ts';
import { turnsOf, type Question } from './questions.ts';

/** Learns from questions what the words of people mean. */

/** Concepts that by themselves speak for a topic or a facet: a beginning where questions are few. */
const TOPIC_OF_CONCEPT: Readonly<Record<string, string>> = {
	'passport.official': 'cap-ho-chieu-ngoai-giao-cong-vu',
	note: 'cap-cong-ham-de-nghi-cap-thi-thuc',
	legalise: 'chung-nhan-lanh-su-hop-phap-hoa-lanh-su',
	'legalise.stamp': 'chung-nhan-lanh-su-hop-phap-hoa-lanh-su',
	apostille: 'chung-nhan-lanh-su-hop-phap-hoa-lanh-su',
	present: 'chung-nhan-xuat-trinh-giay-to',
	'present.hard': 'chung-nhan-xuat-trinh-giay-to',
	conference: 'hoi-nghi-hoi-thao-quoc-te',
	abtc: 'su-dung-the-abtc',
	incoming: 'to-chuc-ca-nhan-nuoc-ngoai-vao-lam-viec',
	meeting: 'meeting-today',
	'office.hours': 'office-hours-contact',
	'office.contact': 'office-hours-contact',
	complain: 'complaint',
	greet: 'greeting',
	'unsafe.inject': 'unsafe',
	'unsafe.secret': 'unsafe',
	'unsafe.harm': 'unsafe',
	'unsafe.fraud': 'unsafe'
};

const FACET_OF_CONCEPT: Readonly<Record<string, string>> = {
	'ask.documents': 'documents',
	'ask.fee': 'fee',
	'ask.time': 'processing-time',
	'ask.where': 'where-how-to-submit',
	'ask.eligibility': 'eligibility',
	'ask.steps': 'steps',
	'ask.legal': 'legal-basis',
	'ask.result': 'result',
	'ask.online': 'online-level',
	'ask.form': 'form'
};

/** A text with the label that a decision should give it. */
interface Labelled {
	readonly text: string;
	readonly label: string;
	/** How much it counts; 1 for a question that somebody asked. */
	readonly weight: number;
}

/** How much counts what stands in the lexicon and the catalogue, beside questions. */
const WEIGHTS = { referral: 0.5, phrase: 0.05, way: 0.3, name: 0.2, combined: 0.1, followUp: 2 };

const ISSUE = 'cap-ho-chieu-ngoai-giao-cong-vu';
const LEGALISE = 'chung-nhan-lanh-su-hop-phap-hoa-lanh-su';
const PRESENT = 'chung-nhan-xuat-trinh-giay-to';
const NOTE = 'cap-cong-ham-de-nghi-cap-thi-thuc';
/** How strongly what is known beforehand speaks, beside what is learnt. */
const KNOWN_STRENGTH = 3;

/** Concepts that name a topic, alone or two together, whatever else is said. */
const KNOWN_TOPICS = (
	[
		['@passport.official', ISSUE, 1],
		['@act.renew&passport.official', 'gia-han-ho-chieu-ngoai-giao-cong-vu', 2.5],
		['@act.amend&passport.official', 'sua-doi-bo-sung-ho-chieu-ngoai-giao-cong-vu', 2.5],
		['@act.reissue&passport.official', ISSUE, 2],
		['@act.new&passport.official', ISSUE, 1],
		['@note', NOTE, 2],
		['@note&visa', NOTE, 1],
		['@legalise', LEGALISE, 2.5],
		['@legalise.stamp', LEGALISE, 1.5],
		['@apostille', LEGALISE, 1.5],
		['@legalise.stamp&paper.diploma', LEGALISE, 1],
		['@present', PRESENT, 2.5],
		['@present.hard', PRESENT, 1],
		['@conference', 'hoi-nghi-hoi-thao-quoc-te', 0.7],
		['@conference&conference.hold', 'hoi-nghi-hoi-thao-quoc-te', 1.5],
		['@conference&foreigner', 'hoi-nghi-hoi-thao-quoc-te', 1],
		['@abtc', 'su-dung-the-abtc', 3],
		['@foreigner&incoming', 'to-chuc-ca-nhan-nuoc-ngoai-vao-lam-viec', 1.5],
		['@incoming', 'to-chuc-ca-nhan-nuoc-ngoai-vao-lam-viec', 1],
		['@person.official&trip.private', 'cbccvc-di-nuoc-ngoai-viec-rieng', 1.5],
		['@person.official&trip.duty', 'cbccvc-di-nuoc-ngoai-viec-cong', 1],
		['@abroad&trip.duty', 'cbccvc-di-nuoc-ngoai-viec-cong', 1],
		['@abroad&person.senior', 'cbccvc-di-nuoc-ngoai-tham-quyen-ubnd', 1],
		['@country&person.senior', 'cbccvc-di-nuoc-ngoai-tham-quyen-ubnd', 1],
		['@passport.ordinary', 'out-of-scope', 2],
		['@meeting', 'meeting-today', 1],
		['@complain', 'complaint', 1],
		['@unsafe.inject', 'unsafe', 1.5],
		['@unsafe.harm', 'unsafe', 1.5],
		['@unsafe.fraud', 'unsafe', 2],
		['@unsafe.secret', 'unsafe', 2],
		['@unsafe.other', 'unsafe', 1]
	] as const
).map(([feature, label, weight]) => [feature, label, weight * KNOWN_STRENGTH] as const);

/** Of what is not about a procedure there are more kinds than anybody can write down. */
const COUNTS_MORE: Partial<Record<Question['intent'], number>> = {
	'out-of-scope': 2.2,
	unsafe: 2,
	ambiguous: 1.4,
	'track-dossier': 1.4,
	'my-dossiers': 1.4,
	'meeting-today': 1.4,
	'travel-approval-status': 1.4
};

const TOPICS = { decay: 1, rounds: 20, rarest: 4, dropped: 0.45 };
const FACETS = { decay: 1, rounds: 14, rarest: 4, dropped: 0.15 };
const REFERRALS = { decay: 1, rounds: 14, rarest: 3, dropped: 0.3 };
const UNSETTLED = { decay: 4, rounds: 10, rarest: 3, dropped: 0.3 };

type Phrases = Readonly<Record<string, string>>;
type Slugs = Readonly<Record<string, string>>;

export function train(
	questions: readonly Question[],
	slugs: Slugs,
	entries: Knowledge['entries'],
	phrases: Phrases
): Learnt {
	const words = wordsOf(questions);
	const lexicon = readLexicon(words);
	const decide = (texts: readonly Labelled[], features: typeof topicFeatures, how: Learning) =>
		learn(
			texts.map(({ text, label, weight }) => {
				const read = readWording(text, lexicon).words;
				return { features: features(readFeatures(read, lexicon)), label, weight };
			}),
			how
		);
	const combined = combinations(entries, phrases);
	return packed(
		{
			topic: decide(topicTexts(questions, slugs, entries, phrases, combined), topicFeatures, {
				...TOPICS,
				known: [...KNOWN_TOPICS, ...elsewhereKnown(phrases)]
			}),
			facet: decide(facetTexts(questions, phrases, combined), facetFeatures, FACETS),
			unsettled: decide(unsettledTexts(questions), facetFeatures, UNSETTLED),
			referral: decide(referralTexts(questions, lexicon, phrases), topicFeatures, REFERRALS),
			continues: decide(
				continuingTexts(questions, entries, phrases, combined),
				facetFeatures,
				FACETS
			)
		},
		words
	);
}

function topicTexts(
	questions: readonly Question[],
	slugs: Slugs,
	entries: Knowledge['entries'],
	phrases: Phrases,
	combined: readonly Combined[]
): Labelled[] {
	const { phrase, name } = WEIGHTS;
	return [
		...questions.map((question) => ({
			text: question.text,
			label: topicOf(question, slugs),
			weight: COUNTS_MORE[question.intent] ?? 1
		})),
		...namesOf(entries).map(({ text, slug }) => ({ text, label: slug, weight: name })),
		...phrasesFor(phrases, (concept) => TOPIC_OF_CONCEPT[concept], phrase),
		...phrasesFor(
			phrases,
			(concept) => (isElsewhere(concept) ? 'out-of-scope' : undefined),
			phrase
		),
		// How something is asked for, without what.
		...phrasesFor(phrases, (concept) => FACET_OF_CONCEPT[concept] && 'ambiguous', phrase),
		...combined.map(({ text, slug }) => ({ text, label: slug, weight: WEIGHTS.combined }))
	];
}

function facetTexts(
	questions: readonly Question[],
	phrases: Phrases,
	combined: readonly Combined[]
): Labelled[] {
	return [
		...questions
			.flatMap(turnsOf)
			.flatMap(({ intent, facet, text }) =>
				intent === 'procedure-info' && facet !== null ? [{ text, label: facet, weight: 1 }] : []
			),
		...phrasesFor(phrases, (concept) => FACET_OF_CONCEPT[concept], WEIGHTS.way),
		...combined.map(({ text, facet }) => ({ text, label: facet, weight: WEIGHTS.combined }))
	];
}

const unsettledTexts = (questions: readonly Question[]): Labelled[] =>
	questions
		.filter(({ intent }) => intent === 'procedure-info')
		.map(({ text, expects_unknown }) => ({
			text,
			label: expects_unknown ? 'unsettled' : 'settled',
			weight: 1
		}));

/** Of what is not this office's: whose it is. Questions name words, one of which the answer must hold. */
function referralTexts(
	questions: readonly Question[],
	{ referrals, referralIn }: Lexicon,
	phrases: Phrases
): Labelled[] {
	const holds = ({ authority }: Lexicon['referrals'][number], words: readonly string[]) =>
		words.some((word) => fold(`${authority.vi} ${authority.en}`).includes(fold(word)));
	return [
		...questions
			.filter(({ intent }) => intent === 'out-of-scope')
			.flatMap(({ text, refer_any: words }) => {
				if (words.length === 0) return [{ text, label: NOBODY, weight: 1 }];
				const named = referralIn(foldedWords(text))?.referral;
				const fitting = referrals.filter((referral) => holds(referral, words));
				const right = fitting.find(({ id }) => id === named?.id) ?? fitting[0];
				return right ? [{ text, label: right.id, weight: fitting.length === 1 ? 1 : 0.5 }] : [];
			}),
		...phrasesFor(phrases, (concept) => /^elsewhere\.(.*)$/.exec(concept)?.[1], WEIGHTS.referral)
	];
}

/** The referral that names nobody. */
const NOBODY = 'general';

function continuingTexts(
	questions: readonly Question[],
	entries: Knowledge['entries'],
	phrases: Phrases,
	combined: readonly Combined[]
): Labelled[] {
	const { phrase, way, name, followUp } = WEIGHTS;
	return [
		...questions.flatMap((question) => [
			{
				text: question.text,
				label: question.intent === 'ambiguous' ? 'continues' : 'begins',
				weight: 1
			},
			...followUpsOf(question).map((text) => ({ ...text, weight: followUp }))
		]),
		...phrasesFor(phrases, (concept) => FACET_OF_CONCEPT[concept] && 'continues', way),
		...phrasesFor(phrases, (concept) => (isElsewhere(concept) ? 'begins' : undefined), phrase),
		...namesOf(entries).map(({ text }) => ({ text, label: 'begins', weight: name })),
		...combined.map(({ text }) => ({ text, label: 'begins', weight: WEIGHTS.combined }))
	];
}

/** What is said after an answer about a procedure, and whether it goes on with it. */
function followUpsOf({ turns = [] }: Question): Pick<Labelled, 'text' | 'label'>[] {
	return turns.slice(1).flatMap(({ text, procedure, intent }, at) => {
		const before = turns[at];
		if (!before || before.intent !== 'procedure-info') return [];
		const continues = intent === 'procedure-info' && procedure === before.procedure;
		return [{ text, label: continues ? 'continues' : 'begins' }];
	});
}

const elsewhereKnown = (phrases: Phrases) =>
	Object.keys(phrases)
		.filter(isElsewhere)
		.map((concept) => [`@${concept}`, 'out-of-scope', 1.5] as const);

const isElsewhere = (concept: string): boolean => concept.startsWith('elsewhere.');

/** The phrases of every concept that has a label. */
const phrasesFor = (
	phrases: Phrases,
	labelOf: (concept: string) => string | undefined,
	weight: number
): Labelled[] =>
	Object.entries(phrases).flatMap(([concept, list]) => {
		const label = labelOf(concept);
		return label ? list.split(';').map((text) => ({ text, label, weight })) : [];
	});

/** Names and other names, those without diacritics left out: they read alike. */
const namesOf = (
	entries: Knowledge['entries']
): { readonly text: string; readonly slug: string }[] =>
	entries.flatMap(({ procedure: { name, synonyms, slug } }) =>
		[name.vi, name.en, ...synonyms.filter((word) => fold(word) !== word.toLowerCase())].map(
			(text) => ({ text, slug })
		)
	);

interface Combined {
	readonly text: string;
	readonly slug: string;
	readonly facet: string;
}

/** Every name of a procedure in one way of asking for each facet. */
function combinations(entries: Knowledge['entries'], phrases: Phrases): Combined[] {
	return namesOf(entries).flatMap(({ text: name, slug }, at) =>
		Object.entries(FACET_OF_CONCEPT).map(([concept, facet], turn) => {
			const ways = (phrases[concept] ?? '').split(';');
			const way = ways[(at * 7 + turn) % ways.length] ?? '';
			return { text: (at + turn) % 2 === 0 ? `${name} ${way}` : `${way} ${name}`, slug, facet };
		})
	);
}

const topicOf = (
	{ intent, procedure }: Pick<Question, 'intent' | 'procedure'>,
	slugs: Readonly<Record<string, string>>
): string => (intent === 'procedure-info' ? (slugs[procedure ?? ''] ?? intent) : intent);

/** Words that several people used: known from then on, and not taken for slips of others. */
function wordsOf(questions: readonly Question[]): string[] {
	const counts = new Map<string, number>();
	for (const { text, style } of questions) {
		if (style === 'typo-telex' || style === 'teencode') continue;
		for (const word of new Set(foldedWords(text))) counts.set(word, (counts.get(word) ?? 0) + 1);
	}
	return [...counts]
		.filter(([word, count]) => count >= 3 && /^[a-z]+$/.test(word))
		.map(([word]) => word)
		.sort();
}
