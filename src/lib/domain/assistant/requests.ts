import { fold } from '../procedure/fold.ts';
import { readFeatures, type Read } from './features.ts';
import type { Lexicon } from './lexicon.ts';
import { readWording } from './text.ts';

/** What stands between clauses (vế câu), in folded text. */
const BETWEEN = /[,;:.?!/\n]+|\s(?:va|roi|and)\s/;

/** Concepts of what may be asked for: “phí”, “thời hạn”, “giấy tờ”. */
const ASKED_FOR = /^(ask\.|paper\.general$)/;

/** Folded words that ask. */
const ASKING = new Set(
	'gi chi nao nhieu may dau lau gio what which where when how much long'.split(' ')
);

/**
 * The clauses that ask something, each by itself, where a text has several: “giấy tờ gì, nộp ở đâu”.
 * A clause asks with a word that does, or with nothing but the name of what is asked for: “phí, thời hạn”.
 */
export function requestsIn(text: string, lexicon: Lexicon): Read[] {
	const clauses = fold(text)
		.split(BETWEEN)
		.filter((clause) => /[a-z]/.test(clause));
	if (clauses.length < 2) return [];
	return clauses
		.map((clause) => readFeatures(readWording(clause, lexicon).words, lexicon))
		.filter(isRequest);
}

function isRequest({ words, mentions }: Read): boolean {
	const named = new Set(
		mentions
			.filter(({ concept }) => ASKED_FOR.test(concept))
			.flatMap(({ at, length }) => words.slice(at, at + length).map((_, next) => at + next))
	);
	return named.size > 0 && (named.size === words.length || words.some((word) => ASKING.has(word)));
}
