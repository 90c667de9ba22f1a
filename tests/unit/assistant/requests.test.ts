/** One question may ask for several things, and then each of them is answered. */
import { describe, expect, it } from 'vitest';
import { answer, holdsConfirmed, type Asked } from '$domain/assistant/answer.ts';
import { NEW_CONVERSATION } from '$domain/assistant/dialogue.ts';
import { Assistant } from '$domain/assistant/engine.ts';
import { FACETS } from '$domain/assistant/reply.ts';
import { requestsIn } from '$domain/assistant/requests.ts';
import type { CatalogueEntry } from '$domain/procedure/catalogue.ts';
import { dayOf } from '$domain/time/plain-date.ts';
import { announcementOf } from '$features/assistant/announcement.ts';
import { replyText } from '$i18n/assistant-texts.ts';
import { readFixture } from '../../../scripts/assistant/fixture.ts';
import { readKnowledge } from '../../../scripts/assistant/knowledge.ts';

const { office, now } = readFixture('tests/cases/assistant/fixture.json');
const knowledge = readKnowledge(office, now);
const assistant = new Assistant(knowledge);

const ask = (text: string, conversation = NEW_CONVERSATION) =>
	assistant.ask(text, conversation, { now, records: null });

type Told = Pick<Asked, 'facets'> & Partial<Pick<Asked, 'maybe'>>;
const tell = (entry: CatalogueEntry, told: Told) =>
	answer(entry, {
		maybe: [],
		...told,
		passages: [],
		notSettled: [],
		language: 'vi',
		terms: knowledge.terms.vi,
		today: dayOf(now),
		calendar: knowledge.calendar
	});

describe('A clause that asks something', () => {
	const words = (text: string) =>
		requestsIn(text, knowledge.models.lexicon).map(({ read }) => read.words.join(' '));

	it.each([
		['has a word that asks', 'Giấy tờ gì, nộp ở đâu?', ['giay to gi', 'nop o dau']],
		['is nothing but a name of what is asked for', 'phí với thời hạn', ['phi', 'thoi han']],
		['begins with a word that asks', 'Who decides, and how much?', ['who decides', 'how much']],
		['asks for yes or no', 'Nộp qua mạng được không? Phí?', ['nop qua mang duoc khong', 'phi']],
		['is parted by a sign', 'phí bao nhiêu❓mấy ngày xong❓', ['phi bao nhieu', 'may ngay xong']],
		[
			'is read alike in any form',
			'PHÍ BAO NHIÊU + MẤY NGÀY'.normalize('NFD'),
			['phi bao nhieu', 'may ngay']
		],
		['is not looked for in a text of one clause', 'phí bao nhiêu', []]
	])('%s', (_, text, requests) => {
		expect(words(text)).toEqual(requests);
	});

	it.each([
		'Tôi ở Long Khánh đã đóng lệ phí',
		'Chị tôi đã nộp đủ giấy tờ',
		'Lần đầu tôi nộp ở bưu điện',
		'lan dau toi nop o buu dien',
		'I have paid the fee'
	])('is not “%s”, which only tells', (told) => {
		expect(words(`${told}, bao lâu có hộ chiếu công vụ?`)).toHaveLength(1);
	});

	it('is not parted within a number, and is no part of an address', () => {
		expect(words('mẫu 01.02/2026 nào, nộp ở đâu')).toEqual(['mau 01 02 2026 nao', 'nop o dau']);
		expect(words('https://dichvucong.gov.vn/le-phi/giay-to, nộp ở đâu')).toEqual([]);
	});
});

describe('A question for several things', () => {
	it.each([
		['Hợp pháp hóa lãnh sự cần giấy tờ gì và phí bao nhiêu?', ['documents', 'fee']],
		['lam ho chieu cong vu het bao nhieu tien, may ngay xong', ['fee', 'processing-time']],
		['How much is legalisation and how long does it take?', ['fee', 'processing-time']],
		['Ai được cấp thẻ ABTC và phí bao nhiêu?', ['eligibility', 'fee']],
		['Gia hạn hộ chiếu công vụ: phí, thời hạn', ['fee', 'processing-time']],
		[
			'Làm công hàm cần giấy tờ gì, nộp ở đâu, bao lâu, phí bao nhiêu?',
			['documents', 'where-how-to-submit', 'processing-time', 'fee']
		]
	])('“%s” is answered with each', (text, facets) => {
		expect(ask(text).reply.facets.toSorted()).toEqual(facets.toSorted());
	});

	it('is answered with the likeliest first, then in the order of the text', () => {
		const { facets } = ask('Công hàm xin visa: giấy tờ, phí, thời hạn').reply;
		expect(facets).toEqual(['fee', 'documents', 'processing-time']);
	});

	it('is answered and announced under a heading for each, and none is offered again', () => {
		const { reply } = ask('Hợp pháp hóa lãnh sự cần giấy tờ gì và phí bao nhiêu?');
		for (const text of [replyText(reply), announcementOf(reply)]) {
			expect(text.match(/Giấy tờ cần có:/g)).toHaveLength(1);
			expect(text.match(/Phí, lệ phí:/g)).toHaveLength(1);
		}
		const offered = reply.steps.flatMap((step) => (step.kind === 'facet' ? [step.facet] : []));
		expect(offered).not.toContain('documents');
		expect(offered).not.toContain('fee');
	});

	it('is remembered while it is asked back which procedure is meant', () => {
		const asked = ask('phí bao nhiêu, mấy ngày xong?');
		expect(asked.reply.kind).toBe('clarify');
		const { reply } = ask('cái thứ nhất', asked.conversation);
		expect(reply.kind).toBe('answer');
		expect(reply.facets.toSorted()).toEqual(['fee', 'processing-time']);
	});

	it.each(['còn thẻ ABTC thì sao?', 'and for the ABTC card?'])(
		'is asked again of another procedure by “%s”',
		(further) => {
			const { conversation } = ask('Gia hạn hộ chiếu công vụ cần giấy tờ gì, phí bao nhiêu?');
			const { reply } = ask(further, conversation);
			expect(reply.procedure).toBe('su-dung-the-abtc');
			expect(reply.facets.toSorted()).toEqual(['documents', 'fee']);
		}
	);

	it('is not asked again where the further question asks for something itself', () => {
		const { conversation } = ask('Gia hạn hộ chiếu công vụ cần giấy tờ gì, phí bao nhiêu?');
		const { reply } = ask('còn thẻ ABTC thì bao lâu có?', conversation);
		expect(reply.procedure).toBe('su-dung-the-abtc');
		expect(reply.facets).toEqual(['processing-time']);
	});

	const pairs = FACETS.flatMap((first) =>
		FACETS.filter((second) => second !== first).map((second) => [first, second] as const)
	);

	it('is answered with what is there, and with what the catalogue does not record', () => {
		const withoutForm = knowledge.entries.filter(
			({ procedure }) =>
				holdsConfirmed(procedure, 'documents') && !holdsConfirmed(procedure, 'form')
		);
		const [reply] = withoutForm.map((entry) => tell(entry, { facets: ['documents', 'form'] }));
		expect(reply?.unknown).toEqual(['form']);
		expect(replyText({ parts: reply?.draft.parts ?? [], language: 'vi' })).toMatch(
			/Giấy tờ cần có:[^]*Danh mục chưa ghi “Biểu mẫu”/
		);
	});

	it.each(pairs)('%s and %s: no line is told twice, and each facet is', (...facets) => {
		for (const entry of knowledge.entries) {
			const { draft, told } = tell(entry, { facets });
			expect(told).toEqual(facets);
			const lines = draft.facts.filter(({ computed }) => computed === undefined);
			const paths = lines.map(({ path }) => path);
			expect(paths).toEqual([...new Set(paths)]);
		}
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

describe('What may have been meant instead', () => {
	const [entry] = knowledge.entries.filter(({ procedure }) => procedure.fees.length === 0);
	if (!entry) throw new Error('Every procedure has fees.');
	const told = tell(entry, { facets: ['documents'], maybe: ['fee', 'result'] });

	it('is told after what was asked for, where the catalogue has it', () => {
		expect(told.told).toEqual(['documents', 'result']);
	});

	it('is not said to be missing', () => {
		expect(told.unknown).toEqual([]);
	});
});
