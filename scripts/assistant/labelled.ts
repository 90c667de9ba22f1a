import { holdsConfirmed } from '../../src/lib/domain/assistant/answer.ts';
import type { Knowledge } from '../../src/lib/domain/assistant/engine.ts';
import type { Lexicon } from '../../src/lib/domain/assistant/lexicon.ts';
import { ANYTHING, referralIdIn } from '../../src/lib/domain/assistant/options.ts';
import { fold, foldedWords } from '../../src/lib/domain/procedure/fold.ts';
import { FACET_OF_CONCEPT, isElsewhere, TOPIC_OF_CONCEPT } from './known.ts';
import type { Phrases } from './phrases.ts';
import { turnsOf, type Question, type Slugs } from './questions.ts';
import { beforeTurn } from './turns.ts';

/** Texts that decisions are learnt from: what people asked, and what stands in lexicon and catalogue. */

/** A text with the label that a decision should give it. */
export interface Labelled {
	readonly text: string;
	readonly label: string;
	/** How much it counts; 1 for a question that somebody asked. */
	readonly weight: number;
	/** Slug of the procedure it is about. */
	readonly procedure?: string | null;
	/** The facet that was asked for before. */
	readonly last?: string | null;
	/** It was asked for of another procedure. */
	readonly isChange?: boolean;
}

/** How much counts what stands in the lexicon and the catalogue, beside questions. */
const WEIGHTS = { referral: 0.5, phrase: 0.05, way: 0.3, name: 0.2, combined: 0.1 };

/** Of what is not about a procedure there are more kinds than anybody can write down. */
export const COUNTS_MORE: Partial<Record<Question['intent'], number>> = {
	'out-of-scope': 1.4,
	unsafe: 2,
	ambiguous: 1.4,
	'track-dossier': 1.4,
	'my-dossiers': 1.4,
	'meeting-today': 1.4,
	'travel-approval-status': 1.4
};

export function topicTexts(
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

export function facetTexts(
	questions: readonly Question[],
	phrases: Phrases,
	combined: readonly Combined[],
	slugs: Slugs
): Labelled[] {
	return [
		...questions.flatMap((question) =>
			turnsOf(question).flatMap((turn, at, turns): Labelled[] => {
				const { intent, facet, text } = turn;
				if (intent !== 'procedure-info' || facet === null) return [];
				const asked = { label: facet, weight: 1, procedure: slugs[turn.procedure ?? ''] ?? null };
				const before = at === 0 ? null : beforeTurn(turns, at - 1, slugs);
				if (before === null) return [{ ...asked, text }];
				return before.about === null
					? [{ ...asked, text: `${before.text} . ${text}` }]
					: [
							{
								...asked,
								text,
								last: before.facets[0] ?? null,
								isChange: before.about.procedure !== asked.procedure
							}
						];
			})
		),
		...phrasesFor(phrases, (concept) => FACET_OF_CONCEPT[concept], WEIGHTS.way),
		...combined.map(({ text, slug, facet }) => ({
			text,
			label: facet,
			weight: WEIGHTS.combined,
			procedure: slug
		}))
	];
}

/** Where the entry holds a confirmed value of the facet: does it settle what is asked? */
export const unsettledTexts = (
	questions: readonly Question[],
	slugs: Slugs,
	entries: Knowledge['entries']
): (Labelled & { readonly procedure: string; readonly facet: string })[] =>
	questions.flatMap(({ intent, procedure, facet, text, expects_unknown }) => {
		const entry = entries.find(({ procedure: { slug } }) => slug === slugs[procedure ?? '']);
		if (intent !== 'procedure-info' || !entry || facet === null) return [];
		if (expects_unknown === null) return [];
		if (!holdsConfirmed(entry.procedure, facet)) return [];
		const label = expects_unknown ? 'unsettled' : 'settled';
		return [{ text, label, weight: 1, procedure: entry.procedure.slug, facet }];
	});

/** Of what is not this office's: whose it is. Questions name words, one of which the answer must hold. */
export function referralTexts(
	questions: readonly Question[],
	{ referrals, referralIn }: Lexicon,
	phrases: Phrases
): Labelled[] {
	const holds = ({ authority }: Lexicon['referrals'][number], words: readonly string[]) =>
		words.some((word) => fold(`${authority.vi} ${authority.en}`).includes(fold(word)));
	return [
		...questions.flatMap(elsewhereIn).flatMap(({ text, words }) => {
			if (words.length === 0) return [{ text, label: NOBODY, weight: 1 }];
			const named = referralIn(foldedWords(text))?.referral;
			const fitting = referrals.filter((referral) => holds(referral, words));
			const right = fitting.find(({ id }) => id === named?.id) ?? fitting[0];
			return right ? [{ text, label: right.id, weight: fitting.length === 1 ? 1 : 0.5 }] : [];
		}),
		...phrasesFor(phrases, (concept) => /^elsewhere\.(.*)$/.exec(concept)?.[1], WEIGHTS.referral)
	];
}

/** Of a request that is not clear: each thing that it may mean. */
export const readingTexts = (
	questions: readonly Question[],
	slugs: Slugs,
	{ referrals }: Lexicon
): Labelled[] =>
	questions
		.filter(({ intent }) => intent === 'ambiguous')
		.flatMap(({ text, clarify_options }) => {
			const options = clarify_options.flatMap((option) => {
				const id = referralIdIn(option);
				const isKnown = id === null ? option === ANYTHING : referrals.some((one) => one.id === id);
				return slugs[option] ?? (isKnown ? option : []);
			});
			return options.map((label) => ({ text, label, weight: 1 / options.length }));
		});

/**
 * What is asked for of another body, which `refer_any` names: the first question, or in a conversation that
 * begins with something else the one turn that is.
 */
function elsewhereIn(question: Question): { text: string; words: readonly string[] }[] {
	const { intent, refer_any: words } = question;
	const [first, ...more] = turnsOf(question).filter((turn) => turn.intent === 'out-of-scope');
	if (!first) return [];
	const isNamed = intent === 'out-of-scope' || (more.length === 0 && words.length > 0);
	return isNamed ? [{ text: first.text, words }] : [];
}

/** The referral that names nobody. */
const NOBODY = 'general';

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
export function combinations(entries: Knowledge['entries'], phrases: Phrases): Combined[] {
	return namesOf(entries).flatMap(({ text: name, slug }, at) =>
		Object.entries(FACET_OF_CONCEPT).map(([concept, facet], turn) => {
			const ways = (phrases[concept] ?? '').split(';');
			const way = ways[(at * 7 + turn) % ways.length] ?? '';
			return { text: (at + turn) % 2 === 0 ? `${name} ${way}` : `${way} ${name}`, slug, facet };
		})
	);
}

export const topicOf = (
	{ intent, procedure }: Pick<Question, 'intent' | 'procedure'>,
	slugs: Readonly<Record<string, string>>
): string => (intent === 'procedure-info' ? (slugs[procedure ?? ''] ?? intent) : intent);

/** A word of fewer questions takes more room than it helps to tell slips from words. */
const KNOWN_FROM = 10;

/** Words that several people used: known from then on, and not taken for slips of others. */
export function wordsOf(questions: readonly Question[]): string[] {
	const counts = new Map<string, number>();
	for (const { text, style } of questions) {
		if (style === 'typo-telex' || style === 'teencode') continue;
		for (const word of new Set(foldedWords(text))) counts.set(word, (counts.get(word) ?? 0) + 1);
	}
	return [...counts]
		.filter(([word, count]) => count >= KNOWN_FROM && /^[a-z]+$/.test(word))
		.map(([word]) => word)
		.sort();
}
