/** A model may put a reply in other words; whatever could change what it says is not shown. */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Assistant } from '$domain/assistant/engine.ts';
import { FACETS, type Language } from '$domain/assistant/reply.ts';
import {
	countedDays,
	daysIn,
	isFaithful,
	isRewordable,
	wordsNotIn
} from '$domain/assistant/rewording.ts';
import { replyText } from '$i18n/assistant-texts.ts';
import { readFixture } from '../../../scripts/assistant/fixture.ts';
import { readKnowledge } from '../../../scripts/assistant/knowledge.ts';
import { askAll } from '../../../scripts/assistant/evaluate.ts';
import { readQuestions } from '../../../scripts/assistant/questions.ts';

const OWN_WORDS = ['vi', 'en']
	.map((language) => readFileSync(`messages/${language}/assistant.json`, 'utf8'))
	.join(' ');

const VI = `Chứng nhận lãnh sự
Phí, lệ phí:
– Chứng nhận: 30.000 đồng / bản (Thông tư 157/2016/TT-BTC)
– Cấp bản sao: 5.000 đồng / bản (Thông tư 157/2016/TT-BTC; chưa xác minh)
Mức phí khác chưa có thông tin. Hãy hỏi quầy tiếp nhận, điện thoại 0251 3822 501, thư ls@example.gov.vn.
Ví dụ: nộp đủ hồ sơ hôm nay 23/11/2026 thì 5 ngày làm việc sau là 30/11/2026.
Nguồn: danh mục thủ tục “Chứng nhận lãnh sự”, kiểm tra ngày 23/11/2026. Căn cứ: 111/2011/NĐ-CP.`;

const EN = `Consular certification
Fees and charges:
– Certification: 30,000 VND / copy (Circular 157/2016/TT-BTC)
– Form LS/HPH-2012/TK, one copy or two (not verified)
The catalogue does not say more. Please ask the counter before 30/11/2026.
Source: catalogue entry “Consular certification”, checked on 23/11/2026. Legal basis: 111/2011/NĐ-CP.`;

const TEXTS: Readonly<Record<Language, string>> = { vi: VI, en: EN };
const faithful = (language: Language, reworded: string) =>
	isFaithful({ text: TEXTS[language], language }, reworded);

describe('What may differ', () => {
	it.each<[what: string, language: Language, reworded: string]>([
		['nothing', 'vi', VI],
		['nothing', 'en', EN],
		['politeness', 'vi', VI.replace('Hãy hỏi', 'Vui lòng hỏi')],
		['politeness', 'en', EN.replace('Please ask', 'Ask')],
		['a colon put in words', 'vi', VI.replace('Chứng nhận: 30', 'Chứng nhận là 30')],
		['a colon put in words', 'en', EN.replace('Certification: 30', 'Certification is 30')],
		['what introduces a list', 'vi', VI.replace('Phí, lệ phí:', 'Phí, lệ phí sau đây:')],
		['a colon put in words before a list', 'vi', VI.replace('Phí, lệ phí:', 'Phí, lệ phí là')],
		['a list in one line', 'vi', VI.replace('\n– Cấp bản sao', '; cấp bản sao')],
		['the dash of a list', 'en', EN.replace(/– /g, '- ')],
		['empty lines', 'vi', VI.replace(/\n/g, '\n\n')],
		['how letters are composed', 'vi', VI.normalize('NFD')],
		['an article', 'en', EN.replace('ask the counter', 'ask counter')]
	])('%s (%s)', (_what, language, reworded) => {
		expect(faithful(language, reworded)).toBe(true);
	});
});

describe('What is not shown', () => {
	it.each<[what: string, language: Language, from: string, to: string]>([
		['another amount', 'vi', '30.000', '35.000'],
		['another amount', 'en', '30,000', '300,000'],
		['an amount grouped otherwise', 'vi', '30.000', '30,000'],
		['an amount in words', 'vi', '30.000 đồng', 'ba mươi nghìn đồng'],
		['another duration', 'vi', '5 ngày', '3 ngày'],
		['days of another kind', 'vi', '5 ngày làm việc', '5 ngày'],
		['another day', 'vi', '30/11/2026', '03/11/2026'],
		['another document', 'vi', '157/2016', '175/2016'],
		['another form', 'en', 'LS/HPH-2012/TK', 'LS/HPH-2021/TK'],
		['a smaller code', 'en', 'LS/HPH-2012/TK', 'ls/hph-2012/tk'],
		['another phone', 'vi', '3822 501', '3822 510'],
		['another e-mail', 'vi', 'ls@example', 'lanhsu@example'],
		['another name', 'vi', 'quầy tiếp nhận', 'Bộ Ngoại giao'],
		['a word without its diacritics', 'vi', 'quầy', 'quay'],
		['letters of another script', 'vi', 'Chứng nhận: 30', 'Сhứng nhận: 30'],
		['digits of another script', 'vi', '30.000', '３0.000'],
		['an invisible sign', 'vi', 'Mức phí', 'Mức\u200b phí'],
		['text turned around', 'vi', '30.000', '\u202e000.03'],
		['no source', 'vi', VI.slice(VI.indexOf('\nNguồn')), ''],
		['no source', 'en', EN.slice(EN.indexOf('\nSource')), ''],
		['no legal basis', 'vi', ' Căn cứ: 111/2011/NĐ-CP.', ''],
		['no mark of what is unverified', 'vi', '; chưa xác minh', ''],
		['no mark of what is unverified', 'en', ' (not verified)', ''],
		['what is not known, known', 'vi', 'chưa có thông tin', 'có thông tin'],
		['what is not known, known', 'en', 'does not say', 'does say'],
		['"not" moved by a full stop', 'en', 'does not say more.', 'does not. Say more.'],
		['"or" turned to "and"', 'en', 'one copy or two', 'one copy and two'],
		['before turned to after', 'en', 'before', 'after'],
		[
			'a line left out',
			'vi',
			'\n– Cấp bản sao: 5.000 đồng / bản (Thông tư 157/2016/TT-BTC; chưa xác minh)',
			''
		],
		['a sentence added', 'vi', 'Nguồn:', 'Phí là 5 triệu. Nguồn:'],
		['a sentence added', 'en', 'Source:', 'You may also pay later. Source:'],
		['words added at the end', 'vi', '111/2011/NĐ-CP.', '111/2011/NĐ-CP. Miễn phí.'],
		['a sentence of its own words', 'vi', 'Nguồn:', 'Phí chưa có. Nguồn:'],
		['a colon that tears a sentence', 'vi', 'sau là 30', 'sau: 30'],
		['a question', 'en', 'does not say more.', 'does not say more?'],
		['a link', 'en', 'Source:', '[pay](https://pay.example) Source:'],
		['markup', 'en', 'Fees', '<b>Fees</b>']
	])('%s (%s)', (_what, language, from, to) => {
		const text = TEXTS[language];
		expect(text).toContain(from);
		expect(faithful(language, text.replace(from, to))).toBe(false);
	});

	it('amounts that changed places', () => {
		const swapped = VI.replace('30.000', '#').replace('5.000', '30.000').replace('#', '5.000');
		expect(faithful('vi', swapped)).toBe(false);
	});

	it('an answer to something else, an empty one, one without end', () => {
		for (const other of ['', ' \n', 'Phí là 5 triệu.', VI + VI, VI + ' vui lòng'.repeat(500)]) {
			expect(faithful('vi', other)).toBe(false);
		}
	});

	it('the same in the other language', () => {
		expect(faithful('vi', EN)).toBe(false);
		expect(faithful('en', VI)).toBe(false);
	});
});

const fixture = readFixture('tests/cases/assistant/fixture.json');
const ASKED = readQuestions('tests/cases/assistant/questions-development.jsonl');
const knowledge = readKnowledge(fixture.office, fixture.now);
const assistant = new Assistant(knowledge);
const told = knowledge.entries.flatMap(({ procedure }) =>
	FACETS.flatMap((facet) =>
		(['vi', 'en'] as const).flatMap((language) => {
			const reply = assistant.tell(procedure.slug, facet, language, fixture.now);
			return reply ? [{ ...reply, text: replyText(reply) }] : [];
		})
	)
);

describe('Of every answer about every procedure', () => {
	it('the unchanged text may be shown', () => {
		expect(told.length).toBeGreaterThan(200);
		expect(told.filter((reply) => !isFaithful(reply, reply.text))).toEqual([]);
	});

	const anAnswer = fc.constantFrom(...told);
	const aPlace = fc.nat();

	it('no digit can be changed', () => {
		fc.assert(
			fc.property(anAnswer, aPlace, fc.integer({ min: 1, max: 9 }), (reply, place, by) => {
				const digits = [...reply.text.matchAll(/\d/g)];
				const at = digits[place % digits.length]?.index ?? 0;
				const digit = String((Number(reply.text[at]) + by) % 10);
				const altered = reply.text.slice(0, at) + digit + reply.text.slice(at + 1);
				expect(isFaithful(reply, altered)).toBe(false);
			})
		);
	});

	it('no word that says something can be dropped, doubled, or change places with another', () => {
		const neutral = /^(?:[–:;.,/×-]+|là|thì|hãy|is|are|the|please)[.:,;]?$/i;
		fc.assert(
			fc.property(anAnswer, aPlace, aPlace, (reply, first, second) => {
				const words = reply.text.split(/(?<=\s)|(?=\s)/);
				const saying = [...words.keys()].filter((at) => {
					const word = (words[at] ?? '').trim();
					return word !== '' && !neutral.test(word);
				});
				const a = saying[first % saying.length] ?? 0;
				const b = saying[second % saying.length] ?? 0;
				const dropped = words.filter((_, at) => at !== a).join('');
				expect(isFaithful(reply, dropped)).toBe(false);
				const doubled = words.flatMap((word, at) => (at === a ? [word, ' ', word] : word)).join('');
				expect(isFaithful(reply, doubled)).toBe(false);
				const bare = (at: number) => (words[at] ?? '').toLowerCase();
				if (bare(a) === bare(b)) return;
				const swapped = [...words];
				[swapped[a], swapped[b]] = [words[b] ?? '', words[a] ?? ''];
				expect(isFaithful(reply, swapped.join(''))).toBe(false);
			}),
			{ numRuns: 500 }
		);
	});

	it('no line can be left out, and none of another answer slipped in', () => {
		fc.assert(
			fc.property(anAnswer, anAnswer, aPlace, aPlace, (reply, other, place, from) => {
				const lines = reply.text.split('\n');
				const at = place % lines.length;
				expect(isFaithful(reply, lines.filter((_, each) => each !== at).join('\n'))).toBe(false);
				const others = other.text.split('\n');
				const more = [
					...lines.slice(0, at),
					others[from % others.length] ?? '',
					...lines.slice(at)
				];
				expect(isFaithful(reply, more.join('\n'))).toBe(false);
			})
		);
	});
});

describe('What may leave the device', () => {
	const replies = askAll(ASKED, knowledge, fixture).flatMap(({ turns }) => turns);

	it('is an answer about a procedure, and nothing of the person', () => {
		expect(replies.length).toBeGreaterThan(100);
		for (const { reply, text } of replies) {
			if (!isRewordable({ ...reply, text })) continue;
			expect(reply.kind).toBe('answer');
			expect(reply.facts.map(({ source }) => source)).not.toContain('records');
			for (const { code } of fixture.records.dossiers) expect(text).not.toContain(code);
		}
	});

	it('are no records, contacts, refusals or questions asked back', () => {
		const kept = replies.filter(({ reply }) => reply.intent !== 'procedure-info');
		expect(kept.length).toBeGreaterThan(20);
		expect(kept.filter(({ reply, text }) => isRewordable({ ...reply, text }))).toEqual([]);
	});

	it('is nothing with a number or an address of a person in it', () => {
		const [reply] = told.filter((each) => isRewordable(each));
		if (!reply) throw new Error('Nothing can be put in other words.');
		const text = `${reply.text}\n– 079123456789`;
		expect(isRewordable({ ...reply, text })).toBe(false);
	});
});

describe('Words that are no part of the catalogue', () => {
	it('are none in an answer', () => {
		for (const { procedure: slug, text, facts } of told) {
			const entry = knowledge.entries.find(({ procedure }) => procedure.slug === slug);
			const given = JSON.stringify(entry);
			const more = `${daysIn(given)} ${countedDays(facts) ?? ''}`;
			expect(wordsNotIn(text, `${given} ${more} ${OWN_WORDS}`)).toEqual([]);
		}
	});

	it.each([
		['a name', 'Nguyễn Thị Hương', ['nguyễn', 'hương']],
		['a number', '30.001 đồng', ['30001']],
		['a word without its diacritics', 'phi', ['phi']],
		['another script', 'рay', ['рay']]
	])('%s is found', (_what, text, strange) => {
		expect(wordsNotIn(text, 'Phí 30.000 đồng, Thị xã')).toEqual(strange);
	});

	it('are read with any grouping, and days as replies write them', () => {
		expect(wordsNotIn('30,000 VND on 05/11/2026', `30000 vnd on ${daysIn('2026-11-05')}`)).toEqual(
			[]
		);
	});

	it('cannot be passed off as computed', () => {
		const fact = { value: '30/11/2026', source: 'a', path: 'processing.days' };
		expect(countedDays([{ ...fact, computed: '23/11/2026 + 5 working-days' }])).toContain(
			'30/11/2026'
		);
		expect(countedDays([fact])).toBe('');
		expect(countedDays([{ ...fact, computed: 'Nguyễn Văn A' }])).toBeNull();
		expect(
			countedDays([{ ...fact, value: 'Nguyễn', computed: '23/11/2026 + 5 working-days' }])
		).toBeNull();
	});
});
