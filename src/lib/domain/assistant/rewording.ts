import * as v from 'valibot';
import { findPersonalData } from '../identity/personal-data.ts';
import { dayText } from './figures.ts';
import type { Fact, Language, Reply } from './reply.ts';

/**
 * Putting a reply in other words (diễn đạt lại) by a model on a server. The model is believed in
 * nothing: what it writes may differ from the reply only where no fact can change.
 */

/** A reply as it was drawn: all that a model is ever given. */
export interface DrawnReply {
	readonly text: string;
	readonly facts: readonly Fact[];
	readonly language: Language;
}

/** The longest reply to a question of the tests has 3,800 characters and 26 facts. */
const MOST_CHARACTERS = 8_000;
const MOST_FACTS = 60;

const shortText = (most: number) => v.pipe(v.string(), v.minLength(1), v.maxLength(most));

/** Reads one that came in; what does not belong to it is refused, not left away. */
export const drawnReplySchema: v.GenericSchema<unknown, DrawnReply> = v.strictObject({
	text: shortText(MOST_CHARACTERS),
	facts: v.pipe(
		v.array(
			v.strictObject({
				value: shortText(MOST_CHARACTERS),
				source: shortText(100),
				path: shortText(200),
				computed: v.exactOptional(shortText(60))
			})
		),
		v.minLength(1),
		v.maxLength(MOST_FACTS)
	),
	language: v.picklist(['vi', 'en'])
});

/**
 * Only what the catalogue says of one procedure is put in other words. Records of a person, contacts,
 * refusals and questions asked back never leave the device for it.
 */
export function isRewordable({
	kind,
	intent,
	procedure,
	facts,
	text
}: Pick<Reply, 'kind' | 'intent' | 'procedure' | 'facts'> & { readonly text: string }): boolean {
	return (
		kind === 'answer' &&
		intent === 'procedure-info' &&
		procedure !== null &&
		facts.length > 0 &&
		facts.every(({ source }) => source === procedure) &&
		findPersonalData(text).length === 0
	);
}

/**
 * Whether `reworded` says what the reply says: neutral words aside, the same words in the same
 * order, parted at the same places. So no figure, name, law, condition, mark or source can be
 * added, dropped, changed, or moved to something else, and no sentence can be slipped in. What is
 * free: neutral words, "là" for a colon, line breaks or full stops, capitals at a beginning.
 */
export function isFaithful(
	{ text, language }: Pick<DrawnReply, 'text' | 'language'>,
	reworded: string
): boolean {
	if (reworded.length > text.length * MOST_GROWTH + MOST_MORE) return false;
	const said = meaningOf(text, language);
	const saidAgain = meaningOf(reworded, language);
	return (
		said.length === saidAgain.length &&
		said.every((token, at) => saysSame(token, saidAgain[at] ?? '', language))
	);
}

/** Neutral words may lengthen a text so much, in UTF-16 units. */
const MOST_GROWTH = 1.2;
const MOST_MORE = 60;

/** Words and phrases that state nothing wherever they stand. None is a part of a legal reference. */
const NEUTRAL: Readonly<Record<Language, readonly string[]>> = {
	vi: ['vui lòng', 'sau đây', 'dưới đây', 'như sau', 'hãy', 'thì', 'nhé', 'ạ'],
	en: ['as follows', 'please', 'the']
};

/** A colon may be put in words; never the other way round, where "không có nghĩa là" would tear. */
const saysSame = (token: string, again: string, language: Language): boolean =>
	token === again || (token === COLON_MARK && COLON[language].includes(again));

/** What a colon says in words. */
const COLON: Readonly<Record<Language, readonly string[]>> = { vi: ['là'], en: ['is', 'are'] };

/** Between two statements: a full stop, a semicolon, a new line with or without its dash. */
const BREAK = '.';
const COLON_MARK = ':';
/** At the edges of a word; within it they are a part of it, as in `200.000` and `25/2021/TT-BTC`. */
const EDGES = /^([.,;:!?()[\]"“”‘’']*)(.*?)([.,;:!?()[\]"“”‘’']*)$/;
const BULLET = /^[–•-]$/;

/** The words and marks that carry what a text says, in order. */
function meaningOf(text: string, language: Language): string[] {
	const tokens = text
		.normalize('NFC')
		.split('\n')
		.flatMap((line) => [
			...withoutBullet(line.split(/\s+/).filter(Boolean)).flatMap(marked),
			BREAK
		]);
	const plain = withoutNeutral(tokens, NEUTRAL[language]);
	const begins = (before: string | undefined) =>
		before === undefined ||
		before === BREAK ||
		before === COLON_MARK ||
		COLON[language].includes(before);
	// There nothing is left to be parted, and a word may have a capital.
	const parted = plain.filter((token, at) => token !== BREAK || !begins(plain[at - 1]));
	return parted.map((token, at) => (begins(parted[at - 1]) ? withSmallLetter(token) : token));
}

const withoutBullet = (words: readonly string[]): readonly string[] =>
	BULLET.test(words[0] ?? '') ? words.slice(1) : words;

/** A word parted from the marks around it: `(nếu có);` → `(`, `nếu`, … */
function marked(word: string): string[] {
	const [, before = '', core = '', after = ''] = EDGES.exec(word) ?? [];
	return [...before, ...(core === '' ? [] : [core]), ...after].map((token) =>
		token === ';' ? BREAK : token
	);
}

function withoutNeutral(tokens: readonly string[], phrases: readonly string[]): string[] {
	const neutral = phrases.map((phrase) => phrase.split(' '));
	const rest: string[] = [];
	for (let at = 0; at < tokens.length;) {
		const found = neutral.find((words) =>
			words.every((word, offset) => tokens[at + offset]?.toLowerCase() === word)
		);
		const token = tokens[at];
		if (!found && token !== undefined) rest.push(token);
		at += found?.length ?? 1;
	}
	return rest;
}

const withSmallLetter = (token: string): string => token.charAt(0).toLowerCase() + token.slice(1);

/**
 * Words and numbers of a text that stand nowhere in what it may be made of, so that nothing else
 * than a public answer is ever sent out.
 * @param given the entry of the catalogue and the assistant's own sentences, as JSON or plain
 */
export function wordsNotIn(text: string, given: string): string[] {
	const known = new Set(wordsOf(given));
	return [...new Set(wordsOf(text))].filter((word) => !known.has(word));
}

/** Small letters with their diacritics; numbers without grouping and leading zeros. */
function wordsOf(text: string): string[] {
	const plain = text
		.normalize('NFC')
		.toLowerCase()
		.replace(/(\d)[.,](?=\d{3}(?!\d))/g, '$1');
	return (plain.match(WORD_OR_NUMBER) ?? []).map((word) => word.replace(/^0+(?=\d)/, ''));
}

/** No Unicode classes: PocketBase has none. What is no space, mark or digit belongs to a word. */
const WORD_OR_NUMBER = /\d+|[^\s\d!-/:-@[-`{-~–—“”‘’…×•\u00a0]+/g;

/** How a day was counted, `23/11/2026 + 5 working-days`: days and a number of them, nothing else. */
const COUNTED = /^\d{2}\/\d{2}\/\d{4} \+ \d{1,3} (?:working|calendar)-days$/;
const DAY = /^\d{2}\/\d{2}\/\d{4}$/;

/** What counted days add to the words of an answer; `null`: something else is said to be computed. */
export function countedDays(facts: readonly Fact[]): string | null {
	const computed = facts.filter((fact) => fact.computed !== undefined);
	const isCounted = computed.every(
		({ value, computed: how = '' }) => DAY.test(value) && COUNTED.test(how)
	);
	return isCounted
		? computed.map(({ value, computed: how }) => `${value} ${how ?? ''}`).join(' ')
		: null;
}

/** Days as replies write them, for each `2026-11-23` in a text. */
export function daysIn(text: string): string {
	return (text.match(/\d{4}-\d{2}-\d{2}/g) ?? []).map(dayText).join(' ');
}
