/** One question may ask for several things, and then each of them is answered. */
import { describe, expect, it } from 'vitest';
import { NEW_CONVERSATION } from '$domain/assistant/dialogue.ts';
import { Assistant } from '$domain/assistant/engine.ts';
import type { Reply } from '$domain/assistant/reply.ts';
import { requestsIn } from '$domain/assistant/requests.ts';
import { replyText } from '$i18n/assistant-texts.ts';
import { readFixture } from '../../../scripts/assistant/fixture.ts';
import { readKnowledge } from '../../../scripts/assistant/knowledge.ts';

const { office, now } = readFixture('tests/cases/assistant/fixture.json');
const knowledge = readKnowledge(office, now);
const assistant = new Assistant(knowledge);

const ask = (text: string, conversation = NEW_CONVERSATION) =>
	assistant.ask(text, conversation, { now, records: null });
const facetsOf = ({ facets }: Reply) => facets.toSorted();

describe('A clause that asks something', () => {
	const words = (text: string) =>
		requestsIn(text, knowledge.models.lexicon).map((request) => request.words.join(' '));

	it.each([
		['has a word that asks', 'Giấy tờ gì, nộp ở đâu?', ['giay to gi', 'nop o dau']],
		['is nothing but a name of what is asked for', 'phí và thời hạn', ['phi', 'thoi han']],
		['asks in English', 'How much and how long?', ['how much', 'how long']],
		['stands beside what is only told', 'Tôi ở Bù Đăng, phí bao nhiêu?', ['phi bao nhieu']],
		['is not looked for in a text of one clause', 'phí bao nhiêu', []]
	])('%s', (_, text, requests) => {
		expect(words(text)).toEqual(requests);
	});
});

describe('A question for several things', () => {
	it.each([
		['Hợp pháp hóa lãnh sự cần giấy tờ gì và phí bao nhiêu?', ['documents', 'fee']],
		['lam ho chieu cong vu het bao nhieu tien, may ngay xong', ['fee', 'processing-time']],
		['How much is legalisation and how long does it take?', ['fee', 'processing-time']],
		[
			'Xin thẻ ABTC cần giấy gì, nộp ở đâu, bao lâu có?',
			['documents', 'processing-time', 'where-how-to-submit']
		],
		['Gia hạn hộ chiếu công vụ: phí, thời hạn', ['fee', 'processing-time']]
	])('“%s” is answered with each of them', (text, facets) => {
		expect(facetsOf(ask(text).reply)).toEqual(facets);
	});

	it('is answered with each once, under its own heading', () => {
		const text = replyText(ask('Hợp pháp hóa lãnh sự cần giấy tờ gì và phí bao nhiêu?').reply);
		expect(text.match(/^Phí, lệ phí:$/gm)).toHaveLength(1);
		expect(text.match(/^Giấy tờ cần có:$/gm)).toHaveLength(1);
	});

	it('does not tell a line again that another of them has told', () => {
		const { reply } = ask('Làm hộ chiếu công vụ cần giấy tờ gì, theo mẫu nào?');
		expect(facetsOf(reply)).toEqual(['documents', 'form']);
		const paths = reply.facts.map(({ path }) => path);
		expect(new Set(paths).size).toBe(paths.length);
	});

	it('is answered with what is there, and with what the catalogue does not record', () => {
		const { reply } = ask('Xin phép đi công tác nước ngoài mất mấy ngày và dùng mẫu đơn nào?');
		expect(facetsOf(reply)).toEqual(['form', 'processing-time']);
		expect(reply.unknown).toContain('form');
		expect(replyText(reply)).toContain('“Mẫu đơn”');
	});

	it('is remembered while it is asked back which procedure is meant', () => {
		const first = ask('phí bao nhiêu, mấy ngày xong?');
		expect(first.reply.kind).toBe('clarify');
		const { reply } = ask('cái thứ nhất', first.conversation);
		expect(reply.kind).toBe('answer');
		expect(facetsOf(reply)).toEqual(['fee', 'processing-time']);
	});
});

describe('A question for one thing', () => {
	it.each([
		['Phí hợp pháp hóa lãnh sự bao nhiêu?', 'fee'],
		['Tôi có bằng đại học Hàn Quốc, hợp pháp hóa phí bao nhiêu?', 'fee'],
		['Làm công hàm bao lâu thì có?', 'processing-time']
	])('“%s” is answered with that alone', (text, facet) => {
		expect(ask(text).reply.facets).toEqual([facet]);
	});
});
