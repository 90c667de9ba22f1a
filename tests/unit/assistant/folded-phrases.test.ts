/** The app is built with phrases that are folded already: what they say must stay the same. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { loadLexicon, type Lexicon } from '$domain/assistant/lexicon.ts';
import { foldedWords } from '$domain/procedure/fold.ts';
import { withFoldedPhrases } from '../../../scripts/assistant/folded-phrases.ts';
import { questionsToLearnFrom } from '../../../scripts/assistant/knowledge.ts';

const DATA = 'src/lib/domain/assistant/data';
const source = (name: string) => readFileSync(`${DATA}/${name}`, 'utf8');
const built = (name: string): unknown =>
	JSON.parse(withFoldedPhrases(`/any/where/${DATA}/${name}`, source(name)) ?? '');

const asWritten = loadLexicon(
	JSON.parse(source('lexicon.json')),
	JSON.parse(source('referrals.json'))
);
const asBuilt = loadLexicon(built('lexicon.json'), built('referrals.json'));

const named = (lexicon: Lexicon, words: readonly string[]) => {
	const found = lexicon.referralIn(words);
	return found && [found.referral.id, found.weight];
};

describe('Folded phrases', () => {
	it('find in every tenth question what the phrases with their diacritics find', () => {
		const texts = questionsToLearnFrom().flatMap(({ text }, at) => (at % 10 === 0 ? [text] : []));
		expect(texts.length).toBeGreaterThan(5000);
		for (const text of texts) {
			const words = foldedWords(text);
			expect(asBuilt.mentionsIn(words), text).toEqual(asWritten.mentionsIn(words));
			expect(named(asBuilt, words), text).toEqual(named(asWritten, words));
		}
	});

	it('are the same words, shorthand and choices', () => {
		expect(new Set(asBuilt.all)).toEqual(new Set(asWritten.all));
		expect(asBuilt.shorthand).toEqual(asWritten.shorthand);
		const sayings = ({ courtesies }: Lexicon, place: 'before' | 'after') =>
			new Set(courtesies[place].map((words) => words.join(' ')));
		expect(sayings(asBuilt, 'before')).toEqual(sayings(asWritten, 'before'));
		expect(sayings(asBuilt, 'after')).toEqual(sayings(asWritten, 'after'));
		for (const text of ['cái thứ hai', 'thứ nhất đi', 'the third one']) {
			expect(asBuilt.choiceIn(foldedWords(text))).toBe(asWritten.choiceIn(foldedWords(text)));
		}
	});

	it('leave what is shown as it is', () => {
		const shown = ({ referrals }: Lexicon) =>
			referrals.map(({ id, topic, authority, source }) => ({ id, topic, authority, source }));
		expect(shown(asBuilt)).toEqual(shown(asWritten));
		expect(withFoldedPhrases('/src/lib/domain/assistant/data/usual.json', '["ạ"]')).toBeNull();
	});
});
