import { fold } from '../procedure/fold.ts';
import { isSyllable, undoTyping } from '../procedure/telex.ts';

/**
 * Reads what people type: without diacritics, in Telex or VNI keystrokes, in the shorthand of text
 * messages, with typing errors. Everything after it works on folded words.
 */
export interface Wording {
	/** The words, folded, as they were meant as far as can be told. */
	readonly words: readonly string[];
	/** The words, folded, as they were typed. */
	readonly typed: readonly string[];
}

/** What the reader knows of the language. */
export interface Vocabulary {
	/** A folded word that occurs in the field's language. */
	knows(word: string): boolean;
	/** Two folded words that stand beside each other there. */
	knowsPair(first: string, second: string): boolean;
	/** Folded shorthand → folded words it stands for. */
	readonly shorthand: ReadonlyMap<string, readonly string[]>;
	/** Phrases of politeness before and after what is asked, the longest first. */
	readonly courtesies: {
		readonly before: readonly (readonly string[])[];
		readonly after: readonly (readonly string[])[];
	};
	/** Every known word, for the search of what was meant. */
	readonly all: readonly string[];
}

/** A longer text is cut: nobody asks in more words, and the phone must answer at once. */
const MOST_WORDS = 160;

export function readWording(text: string, vocabulary: Vocabulary): Wording {
	const typed = (fold(withoutMarkup(text)).match(/[a-z0-9]+/g) ?? []).slice(0, MOST_WORDS);
	const decoded = withoutCourtesies(
		typed.flatMap((word) => decode(word, vocabulary)),
		vocabulary.courtesies
	);
	return { words: decoded.map((_, at) => corrected(decoded, at, vocabulary)), typed };
}

/** Politeness says nothing of the matter; alone it is a greeting, and stays. */
function withoutCourtesies(
	words: readonly string[],
	{ before, after }: Vocabulary['courtesies']
): readonly string[] {
	let rest = words;
	for (;;) {
		const head = before.find((phrase) => phrase.every((word, at) => rest[at] === word));
		const tail = after.find((phrase) =>
			phrase.every((word, at) => rest[rest.length - phrase.length + at] === word)
		);
		const next = head ? rest.slice(head.length) : tail ? rest.slice(0, -tail.length) : rest;
		if (next.length < LEAST_WORDS || next === rest) return rest;
		rest = next;
	}
}

const LEAST_WORDS = 2;

const withoutMarkup = (text: string): string => text.replace(/<[^>]*>/g, ' ');

function decode(word: string, vocabulary: Vocabulary): readonly string[] {
	const meant = vocabulary.shorthand.get(word);
	if (meant) return meant;
	if (vocabulary.knows(word) || /^\d+$/.test(word)) return [word];
	const undone = undoTyping(word);
	if (undone !== word && (vocabulary.knows(undone) || isSyllable(undone))) return [undone];
	const inner = undoTyping(word.replace(/([a-z])\1+$/, '$1'));
	return [vocabulary.knows(inner) ? inner : word];
}

/**
 * The word itself if it is known. Otherwise the known word one slip away that fits its neighbours,
 * for alone nearly every short syllable is one slip away from many.
 */
function corrected(words: readonly string[], at: number, vocabulary: Vocabulary): string {
	const word = words[at] ?? '';
	if (vocabulary.knows(word) || word.length < 2 || /\d/.test(word)) return word;
	const before = words[at - 1];
	const after = words[at + 1];
	let best = word;
	let bestFit = 0;
	for (const known of vocabulary.all) {
		if (Math.abs(known.length - word.length) > 1 || !isOneSlipAway(word, known)) continue;
		const fit =
			(before !== undefined && vocabulary.knowsPair(before, known) ? 2 : 0) +
			(after !== undefined && vocabulary.knowsPair(known, after) ? 2 : 0) +
			(word.length > 4 ? 1 : 0);
		if (fit > bestFit) [best, bestFit] = [known, fit];
	}
	return best;
}

/** One letter dropped, added, changed, or two neighbours swapped. */
export function isOneSlipAway(a: string, b: string): boolean {
	if (a === b) return false;
	const [short, long] = a.length <= b.length ? [a, b] : [b, a];
	let from = 0;
	while (from < short.length && short[from] === long[from]) from += 1;
	const shortRest = short.slice(from);
	const longRest = long.slice(from);
	if (short.length < long.length) return shortRest === longRest.slice(1);
	if (shortRest.slice(1) === longRest.slice(1)) return true;
	return (
		shortRest[0] === longRest[1] &&
		shortRest[1] === longRest[0] &&
		shortRest.slice(2) === longRest.slice(2)
	);
}
