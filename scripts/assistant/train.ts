import { featuresOf } from '../../src/lib/domain/assistant/features.ts';
import type { Lexicon } from '../../src/lib/domain/assistant/lexicon.ts';
import { readWording } from '../../src/lib/domain/assistant/text.ts';
import { fold, foldedWords } from '../../src/lib/domain/procedure/fold.ts';
import type { Knowledge } from '../../src/lib/domain/assistant/engine.ts';
import type { Learnt } from '../../src/lib/domain/assistant/classifier.ts';
import { learn, packed, type Example } from './learn.ts';
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

/** How much a phrase of the lexicon counts beside a question. */
const PHRASE = 0.05;
const FACET_PHRASE = 0.3;
const NAME = 0.2;
const COMBINED = 0.1;

const TOPICS = { decay: 1, rounds: 14, rarest: 2 };
const FACETS = { decay: 1, rounds: 14, rarest: 2 };
const UNSETTLED = { decay: 4, rounds: 10, rarest: 3 };

export function train(
	questions: readonly Question[],
	slugs: Readonly<Record<string, string>>,
	entries: Knowledge['entries'],
	phrases: Readonly<Record<string, string>>
): Learnt {
	const words = wordsOf(questions);
	const lexicon = readLexicon(words);
	const features = (text: string) => featuresIn(text, lexicon);
	const example = (text: string, label: string, weight: number): Example => ({
		features: features(text),
		label,
		weight
	});
	const seedOf = (labels: Readonly<Record<string, string>>, weight: number) =>
		Object.entries(phrases).flatMap(([concept, list]) => {
			const label = labels[concept];
			return label === undefined
				? []
				: list.split(';').map((phrase) => example(phrase, label, weight));
		});
	const names = entries.flatMap(({ procedure }) =>
		[
			procedure.name.vi,
			procedure.name.en,
			...procedure.synonyms.filter((name) => fold(name) !== name.toLowerCase())
		].map((name) => example(name, procedure.slug, NAME))
	);
	const elsewhere = Object.entries(phrases)
		.filter(([concept]) => concept.startsWith('elsewhere.'))
		.flatMap(([, list]) =>
			list.split(';').map((phrase) => example(phrase, 'out-of-scope', PHRASE))
		);
	const facetsAlone = Object.keys(FACET_OF_CONCEPT).flatMap((concept) =>
		(phrases[concept] ?? '').split(';').map((phrase) => example(phrase, 'ambiguous', PHRASE))
	);
	const combined = combinations(entries, phrases);
	const turns = questions.flatMap(turnsOf);
	const answerable = turns.filter(
		({ intent, facet }) => intent === 'procedure-info' && facet !== null
	);
	const decisions = {
		topic: learn(
			[
				...questions.map((question) => example(question.text, topicOf(question, slugs), 1)),
				...names,
				...seedOf(TOPIC_OF_CONCEPT, PHRASE),
				...elsewhere,
				...facetsAlone,
				...combined.map(({ text, procedure }) => example(text, procedure, COMBINED))
			],
			TOPICS
		),
		facet: learn(
			[
				...answerable.map(({ text, facet }) => example(text, facet ?? '', 1)),
				...seedOf(FACET_OF_CONCEPT, FACET_PHRASE),
				...combined.map(({ text, facet }) => example(text, facet, COMBINED))
			],
			FACETS
		),
		unsettled: learn(
			questions
				.filter(({ intent }) => intent === 'procedure-info')
				.map((question) =>
					example(question.text, question.expects_unknown ? 'unsettled' : 'settled', 1)
				),
			UNSETTLED
		),
		continues: learn(
			[
				...questions.flatMap((question) => [
					example(question.text, question.intent === 'ambiguous' ? 'continues' : 'begins', 1),
					...followUpsOf(question).map(({ text, continues }) =>
						example(text, continues ? 'continues' : 'begins', FOLLOW_UP)
					)
				]),
				...Object.keys(FACET_OF_CONCEPT).flatMap((concept) =>
					(phrases[concept] ?? '')
						.split(';')
						.map((phrase) => example(phrase, 'continues', FACET_PHRASE))
				),
				...names.map(({ features }) => ({ features, label: 'begins', weight: NAME })),
				...combined.map(({ text }) => example(text, 'begins', COMBINED)),
				...elsewhere.map(({ features }) => ({ features, label: 'begins', weight: PHRASE }))
			],
			FACETS
		)
	};
	return packed(decisions, words);
}

/** Few questions go on, so that each counts more. */
const FOLLOW_UP = 2;

/** What is said after a first question about a procedure, and whether it goes on with it. */
function followUpsOf({
	turns = []
}: Question): { readonly text: string; readonly continues: boolean }[] {
	return turns.slice(1).flatMap(({ text, procedure, intent }, at) => {
		const before = turns[at];
		if (!before || before.intent !== 'procedure-info') return [];
		return [{ text, continues: intent === 'procedure-info' && procedure === before.procedure }];
	});
}

/** Every name of a procedure asked about in one way of asking for each facet. */
function combinations(
	entries: Knowledge['entries'],
	phrases: Readonly<Record<string, string>>
): { readonly text: string; readonly procedure: string; readonly facet: string }[] {
	return entries.flatMap(({ procedure }) => {
		const names = procedure.synonyms.filter((name) => fold(name) !== name.toLowerCase());
		return names.flatMap((name, at) =>
			Object.entries(FACET_OF_CONCEPT).map(([concept, facet], turn) => {
				const ways = (phrases[concept] ?? '').split(';');
				const way = ways[(at * 7 + turn) % ways.length] ?? '';
				const text = (at + turn) % 2 === 0 ? `${name} ${way}` : `${way} ${name}`;
				return { text, procedure: procedure.slug, facet };
			})
		);
	});
}

export function featuresIn(text: string, lexicon: Lexicon): string[] {
	const { words } = readWording(text, lexicon);
	return featuresOf(words, lexicon.mentionsIn(words));
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
