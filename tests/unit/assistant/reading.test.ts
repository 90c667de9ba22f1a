/** What people type is read as they meant it, and nothing is made of what they did not. */
import { describe, expect, it } from 'vitest';
import { isOneSlipAway, readWording } from '$domain/assistant/text.ts';
import { languageOf } from '$domain/assistant/understanding.ts';
import { codeIn } from '$domain/assistant/record-number.ts';
import { readLexicon } from '../../../scripts/assistant/knowledge.ts';

const lexicon = readLexicon();
const read = (text: string) => readWording(text, lexicon).words.join(' ');

describe('Words are read', () => {
	it.each([
		['in capitals and decomposed letters', 'HỘ CHIẾU CÔNG VỤ'.normalize('NFD'), 'ho chieu cong vu'],
		['as Telex keystrokes', 'hooj chieeus coong vuj', 'ho chieu cong vu'],
		['as VNI keystrokes', 'ho65 chie61u co6ng vu5', 'ho chieu cong vu'],
		['as shorthand', 'hs cần j', 'ho so can gi'],
		['with a letter too few, by their neighbours', 'hp phap hoa', 'hop phap hoa'],
		['with two letters swapped', 'cnog ham', 'cong ham'],
		['without the politeness around them', 'Chào bạn, phí công hàm ạ', 'phi cong ham'],
		['without markup', 'phí <b>công hàm</b>', 'phi cong ham']
	])('%s', (_how, typed, meant) => {
		expect(read(typed)).toBe(meant);
	});

	it('leaves alone what is politeness only', () => {
		expect(read('xin chào')).toBe('xin chao');
	});

	it('leaves alone numbers and what it cannot make out', () => {
		expect(read('04/2020 xyzzy')).toBe('04 2020 xyzzy');
	});

	it('reads no more than anybody would ask', () => {
		expect(read('phí '.repeat(5_000)).length).toBeLessThan(1_000);
	});
});

describe('One slip', () => {
	it.each([
		['phi', 'phii', true],
		['phi', 'ph', true],
		['phi', 'pih', true],
		['phi', 'pho', true],
		['phi', 'phi', false],
		['phi', 'pohi', true],
		['phi', 'hop', false],
		['chieu', 'chei', false]
	])('%s → %s: %s', (one, other, slip) => {
		expect(isOneSlipAway(one, other)).toBe(slip);
	});
});

describe('The language of a question', () => {
	it.each([
		['Phí bao nhiêu?', 'vi'],
		['phi bao nhieu', 'vi'],
		['How much is the fee?', 'en'],
		['apply visa o dau', 'vi'],
		['where?', 'en']
	])('%s: %s', (text, language) => {
		expect(languageOf(text, readWording(text, lexicon).typed)).toBe(language);
	});
});

describe('The code of a dossier', () => {
	it.each([
		['H19.14-261109-0044 xong chưa', 'H19.14-261109-0044'],
		['h19.14-261109-0044', 'H19.14-261109-0044'],
		[
			'hát mười chín chấm mười bốn gạch hai sáu một một một chín gạch không không không ba',
			'19142611190003'
		],
		['phí 200.000 đồng theo 25/2021/TT-BTC', null],
		['hai ba người', null]
	])('%s', (text, code) => {
		expect(codeIn(text, readWording(text, lexicon).words)).toBe(code);
	});
});
