import * as v from 'valibot';
import { foldedWords } from '../procedure/fold.ts';
import { LOCALISED, type Localised } from '../procedure/localised.ts';
import type { Vocabulary } from './text.ts';

/**
 * The words of the field: many ways of saying one thing stand under one concept (khái niệm), so
 * that what was learnt from one wording holds for the others. Phrases are parted by `;`.
 */
const LEXICON = v.object({
	concepts: v.record(v.string(), v.string()),
	courtesies: v.object({ before: v.string(), after: v.string() }),
	/** Ways of naming the first, second … of what was offered. */
	choices: v.array(v.string()),
	/** Words around such a name that change nothing. */
	fillers: v.string(),
	shorthand: v.record(v.string(), v.string())
});

/** Who is responsible for what this office does not do (nơi giải quyết). */
const REFERRALS = v.object({
	asOf: v.string(),
	referrals: v.array(
		v.object({
			id: v.string(),
			topic: LOCALISED,
			authority: v.object({ vi: v.string(), en: v.string() }),
			words: v.string(),
			/** Looked at only where none of the words is named: they say nothing of the topic alone. */
			hints: v.string(),
			source: v.string(),
			unverified: v.boolean()
		})
	)
});

export interface Referral {
	readonly id: string;
	readonly topic: Localised;
	/** Empty where nobody is named: what is asked is no matter of an authority. */
	readonly authority: Localised;
	readonly source: string;
	readonly unverified: boolean;
}

/** A phrase found in a text. */
export interface Mention {
	readonly concept: string;
	/** Number of words. */
	readonly length: number;
	readonly at: number;
}

export interface Lexicon extends Vocabulary {
	/** Concepts of the words, the longest phrases first; a phrase inside a longer one does not count. */
	mentionsIn(words: readonly string[]): Mention[];
	/** The referral whose words are named most distinctly; phrases inside each other count. */
	referralIn(
		words: readonly string[]
	): { readonly referral: Referral; readonly weight: number } | null;
	readonly referrals: readonly Referral[];
	/** The place in a list that these words name and nothing else, counted from 0. */
	choiceIn(words: readonly string[]): number | null;
}

/** @throws ValiError when the data is not a lexicon: it comes with the program, not from people */
export function loadLexicon(
	lexiconJson: unknown,
	referralsJson: unknown,
	moreWords: Iterable<string> = []
): Lexicon {
	const { concepts, courtesies, choices, fillers, shorthand } = v.parse(LEXICON, lexiconJson);
	const { referrals } = v.parse(REFERRALS, referralsJson);
	const conceptPhrases = new Phrases();
	for (const [concept, phrases] of Object.entries(concepts)) {
		for (const phrase of phrases.split(';')) conceptPhrases.add(foldedWords(phrase), concept);
	}
	const topics = new Phrases();
	const hinted = new Phrases();
	for (const { id, words, hints } of referrals) {
		for (const hint of hints.split(';')) hinted.add(foldedWords(hint), id);
		for (const phrase of words.split(';')) {
			topics.add(foldedWords(phrase), id);
			conceptPhrases.add(foldedWords(phrase), `elsewhere.${id}`);
		}
	}
	const known = new Set([...conceptPhrases.words, ...moreWords]);
	const places = choices.map((names) => new Set(phrasesIn(names).map((name) => name.join(' '))));
	const around = new Set(foldedWords(fillers));
	const byId = new Map(referrals.map((referral) => [referral.id, referral]));
	return {
		knows: (word) => known.has(word),
		knowsPair: (first, second) => conceptPhrases.hasPair(first, second),
		courtesies: { before: phrasesIn(courtesies.before), after: phrasesIn(courtesies.after) },
		shorthand: new Map(
			Object.entries(shorthand).map(([short, long]) => [
				foldedWords(short).join(''),
				foldedWords(long)
			])
		),
		all: [...known].filter((word) => word.length > 1),
		mentionsIn: (words) => conceptPhrases.longestIn(words),
		referralIn(words) {
			const [best] = [...topics.weightsIn(words), ...hinted.weightsIn(words)];
			const referral = best && byId.get(best[0]);
			return best && referral ? { referral, weight: best[1] } : null;
		},
		referrals,
		choiceIn(words) {
			const said = words.filter((word) => !around.has(word)).join(' ');
			const at = places.findIndex((names) => names.has(said));
			return at < 0 ? null : at;
		}
	};
}

const phrasesIn = (list: string): string[][] =>
	list
		.split(';')
		.map(foldedWords)
		.sort((a, b) => b.length - a.length);

/** Phrases, each with the concepts it stands for. */
class Phrases {
	readonly words = new Set<string>();
	/** By the words of the phrase, parted by spaces. */
	readonly #concepts = new Map<string, string[]>();
	/** First word of phrases → number of words of the longest of them. */
	readonly #longest = new Map<string, number>();
	#pairs: ReadonlySet<string> | null = null;

	add(words: readonly string[], concept: string): void {
		const [first] = words;
		if (first === undefined) return;
		for (const word of words) this.words.add(word);
		const phrase = words.join(' ');
		const concepts = this.#concepts.get(phrase);
		if (!concepts) this.#concepts.set(phrase, [concept]);
		else if (!concepts.includes(concept)) concepts.push(concept);
		this.#longest.set(first, Math.max(words.length, this.#longest.get(first) ?? 0));
	}

	/** Words that stand beside each other; listed when first asked for, since few texts need it. */
	hasPair(first: string, second: string): boolean {
		this.#pairs ??= new Set([...this.#concepts.keys()].flatMap(pairsIn));
		return this.#pairs.has(`${first} ${second}`);
	}

	longestIn(words: readonly string[]): Mention[] {
		const mentions: Mention[] = [];
		for (let at = 0; at < words.length;) {
			const found = this.#at(words, at)[0];
			mentions.push(...(found ?? []));
			at += found?.[0]?.length ?? 1;
		}
		return mentions;
	}

	allIn(words: readonly string[]): Mention[] {
		return words.flatMap((_, at) => this.#at(words, at).flat());
	}

	/** Concepts by how many words name them, the longest phrases counting most. */
	weightsIn(words: readonly string[]): [concept: string, weight: number][] {
		const weights = new Map<string, number>();
		for (const { concept, length } of this.allIn(words)) {
			weights.set(concept, (weights.get(concept) ?? 0) + length * length);
		}
		return [...weights].sort((a, b) => b[1] - a[1]);
	}

	/** Phrases that begin at `at`, the longest first. */
	#at(words: readonly string[], at: number): Mention[][] {
		const found: Mention[][] = [];
		const longest = this.#longest.get(words[at] ?? '') ?? 0;
		let phrase = '';
		for (let length = 1; length <= longest && at + length <= words.length; length += 1) {
			phrase += (length === 1 ? '' : ' ') + (words[at + length - 1] ?? '');
			const concepts = this.#concepts.get(phrase);
			if (concepts) found.push(concepts.map((concept) => ({ concept, length, at })));
		}
		return found.reverse();
	}
}

function pairsIn(phrase: string): string[] {
	const words = phrase.split(' ');
	return words.slice(1).map((word, at) => `${words[at] ?? ''} ${word}`);
}
