import { fold } from '../procedure/fold.ts';
import { readFeatures, type Read } from './features.ts';
import type { Lexicon } from './lexicon.ts';
import { readWording } from './text.ts';

/** A clause (vế câu) that asks something by itself. */
export interface Request {
	readonly read: Read;
	/** It is nothing but the name of what is asked for: “phí”, “thời hạn”. */
	readonly isName: boolean;
}

const ADDRESS = /\S+:\/\/\S+/g;
/** What stands between clauses, in folded text; a number or a form's code may hold a point. */
const BETWEEN =
	/[,;?!&+()–—\n\u2753\uff1f]+|[.:/](?=\s|$)|\s[-/]\s|\s(?:va|voi|roi|and|with)(?=\s)/;
/** Nobody asks for more at once. */
const MOST_CLAUSES = 12;

/** Concepts of what may be asked for. */
const ASKED_FOR = /^(ask\.|paper\.general$)/;
/** Folded words that ask, beside the name of what is asked for. */
const ASKING = new Set(['gi', 'nao', 'nhieu', 'what', 'which', 'how']);
/** Those that ask only within it (“mấy ngày”, “ở đâu”): elsewhere they are “may” and “đầu”. */
const ASKING_WITHIN = new Set([...ASKING, 'may', 'dau', 'lau', 'gio', 'sao', 'ai', 'chi']);
const ASKING_FIRST = new Set(['ai', 'where', 'when', 'who', 'can', 'may', 'is', 'do']);
const ASKING_LAST = new Set(['khong']);

/** The clauses of a text that ask something, in their order, where it has several: “giấy tờ gì, nộp ở đâu”. */
export function requestsIn(text: string, lexicon: Lexicon): Request[] {
	const clauses = fold(text)
		.replace(ADDRESS, ' ')
		.split(BETWEEN)
		.filter((clause) => /[a-z]/.test(clause));
	if (clauses.length < 2) return [];
	return clauses
		.slice(0, MOST_CLAUSES)
		.map((clause) => readFeatures(readWording(clause, lexicon).words, lexicon))
		.flatMap((read) => requestIn(read) ?? []);
}

function requestIn(read: Read): Request | null {
	const { words, mentions } = read;
	const named = new Set(
		mentions
			.filter(({ concept }) => ASKED_FOR.test(concept))
			.flatMap(({ at, length }) => words.slice(at, at + length).map((_, next) => at + next))
	);
	if (named.size === 0) return null;
	const isName = named.size === words.length;
	const asks =
		ASKING_FIRST.has(words[0] ?? '') ||
		ASKING_LAST.has(words[words.length - 1] ?? '') ||
		words.some((word, at) => (named.has(at) ? ASKING_WITHIN : ASKING).has(word));
	return isName || asks ? { read, isName } : null;
}
