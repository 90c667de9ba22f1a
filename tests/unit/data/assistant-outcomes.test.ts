/** What a device counts of the assistant's answers, and what of it goes out. */
import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
	chooseSharing,
	countHandedOver,
	countRating,
	countReply,
	dropText,
	endBatch,
	outcomesKept,
	takeBatch
} from '$data/assistant-outcomes.ts';
import { countConversations } from '$data/conversations.ts';
import { forgetOwner } from '$data/storage/forget.ts';
import { holdKey, releaseKey } from '$data/storage/keys.ts';
import { rowsAtHand } from '$data/storage/rows-at-hand.ts';
import type { Reply } from '$domain/assistant/reply.ts';

const ME = 'me';
const ABTC = 'su-dung-the-abtc';
const MONDAY = '2026-06-08';
const TUESDAY = '2026-06-09';

type Told = Pick<Reply, 'kind' | 'unknown' | 'procedure'>;
const answer: Told = { kind: 'answer', unknown: [], procedure: ABTC };
const declined: Told = { kind: 'decline', unknown: [], procedure: null };
const askedBack: Told = { kind: 'clarify', unknown: [], procedure: null };

/** Ten in the morning in Việt Nam. */
const itIs = (day: string) => vi.setSystemTime(`${day}T03:00:00.000Z`);
const counts = async () => (await outcomesKept(ME)).counts;
const texts = async () => (await outcomesKept(ME)).texts.map(({ text }) => text);
const COUNTS_ONLY = { shared: true, withTexts: false };
const ALL = { shared: true, withTexts: true };

beforeEach(async () => {
	vi.useFakeTimers({ toFake: ['Date'] });
	itIs(MONDAY);
	await forgetOwner(ME);
	await holdKey(ME, 'a'.repeat(64));
});
afterEach(() => vi.useRealTimers());

describe('What is counted', () => {
	it('is what was not answered, by day and procedure, and nothing of what was', async () => {
		await countReply(ME, answer, 'phí thẻ ABTC');
		await countReply(ME, declined, 'đổi biển số xe');
		await countReply(ME, declined, 'làm căn cước');
		await countReply(ME, askedBack, 'thẻ');
		await countReply(ME, { ...answer, unknown: ['fee'] }, 'lệ phí thẻ');
		await countHandedOver(ME, ABTC);
		itIs(TUESDAY);
		await countReply(ME, declined, 'làm căn cước');
		expect(await counts()).toEqual([
			{ day: MONDAY, outcome: 'declined', procedure: null, count: 2 },
			{ day: MONDAY, outcome: 'asked_back', procedure: null, count: 1 },
			{ day: MONDAY, outcome: 'unknown_facet', procedure: ABTC, count: 1 },
			{ day: MONDAY, outcome: 'handed_over', procedure: ABTC, count: 1 },
			{ day: TUESDAY, outcome: 'declined', procedure: null, count: 1 }
		]);
	});

	it('holds no wording unless that was allowed', async () => {
		await countReply(ME, declined, 'đổi biển số xe');
		await chooseSharing(ME, COUNTS_ONLY);
		await countReply(ME, declined, 'làm căn cước');
		expect(await texts()).toEqual([]);
	});

	it('tells of each answer what was said of it last', async () => {
		const rate = (outcome: 'helpful' | 'not_helpful' | 'unclear') => ({ outcome, procedure: ABTC });
		await countRating(ME, rate('not_helpful'), null);
		await countRating(ME, rate('unclear'), 'not_helpful');
		await countRating(ME, rate('helpful'), null);
		expect(await counts()).toEqual([
			{ day: MONDAY, outcome: 'unclear', procedure: ABTC, count: 1 },
			{ day: MONDAY, outcome: 'helpful', procedure: ABTC, count: 1 }
		]);
	});

	it('is dropped after 31 days', async () => {
		await countReply(ME, declined);
		itIs('2026-07-09');
		await countReply(ME, askedBack);
		expect(await counts()).toHaveLength(2);
		itIs('2026-07-10');
		await countReply(ME, askedBack);
		expect((await counts()).map(({ day }) => day)).toEqual(['2026-07-09', '2026-07-10']);
	});

	it('is sealed, is no conversation, and cannot be read once its owner has left', async () => {
		await countReply(ME, declined);
		const rows = await (await rowsAtHand()).list('conversations', ME);
		expect(JSON.stringify(rows)).not.toContain('declined');
		expect(await countConversations(ME)).toBe(0);
		await releaseKey(ME);
		expect(await counts()).toEqual([]);
		await countReply(ME, declined);
		await holdKey(ME, 'a'.repeat(64));
		expect(await counts()).toEqual([
			{ day: MONDAY, outcome: 'declined', procedure: null, count: 1 }
		]);
	});
});

describe('The wording, once allowed,', () => {
	beforeEach(() => chooseSharing(ME, ALL));

	it('is that of questions which were not understood', async () => {
		await countReply(ME, askedBack, '  thẻ\n gì đó ');
		await countReply(ME, declined, 'đổi biển số xe');
		await countReply(ME, declined, 'đổi biển số xe');
		await countReply(ME, { ...answer, unknown: ['fee'] }, 'lệ phí thẻ');
		await countReply(ME, answer, 'giấy tờ thẻ ABTC');
		// A tap has no words of the person's own.
		await countReply(ME, declined);
		expect(await texts()).toEqual(['thẻ gì đó', 'đổi biển số xe']);
	});

	it.each([
		'căn cước 001190012345 làm lại ở đâu',
		'gọi tôi 0912 345 678',
		'gửi qua hanh@example.vn nhé',
		'hộ chiếu B1234567 hết hạn',
		'H19.14-261113-0031 là gì',
		'a'.repeat(301)
	])('is held back, though the answer counts: %s', async (text) => {
		await countReply(ME, declined, text);
		expect(await texts()).toEqual([]);
		expect(await counts()).toHaveLength(1);
	});

	it('can be taken out again, one question at a time', async () => {
		await countReply(ME, declined, 'hỏi hộ chị Hạnh');
		await countReply(ME, declined, 'đổi biển số xe');
		await dropText(ME, 'hỏi hộ chị Hạnh');
		expect(await texts()).toEqual(['đổi biển số xe']);
	});

	it('goes with its switch, and the counts stay', async () => {
		await countReply(ME, declined, 'đổi biển số xe');
		itIs(TUESDAY);
		await takeBatch(ME);
		await chooseSharing(ME, COUNTS_ONLY);
		expect(await takeBatch(ME)).toMatchObject({ texts: [], counts: [{ outcome: 'declined' }] });
	});
});

describe('What is sent', () => {
	it('is nothing until it is allowed', async () => {
		await countReply(ME, declined, 'đổi biển số xe');
		itIs(TUESDAY);
		expect(await takeBatch(ME)).toBeNull();
	});

	it('is the days that are over, and stays one batch until the server has answered', async () => {
		await chooseSharing(ME, ALL);
		await countReply(ME, declined, 'đổi biển số xe');
		expect(await takeBatch(ME)).toBeNull();
		itIs(TUESDAY);
		await countReply(ME, askedBack, 'thẻ');
		const batch = await takeBatch(ME);
		expect(batch).toEqual({
			id: expect.stringMatching(/^[a-z0-9]{15}$/) as string,
			counts: [{ day: MONDAY, outcome: 'declined', procedure: null, count: 1 }],
			texts: [{ day: MONDAY, text: 'đổi biển số xe' }]
		});
		expect(await takeBatch(ME)).toEqual(batch);
		await endBatch(ME, batch?.id ?? '');
		expect(await takeBatch(ME)).toBeNull();
		itIs('2026-06-10');
		const next = await takeBatch(ME);
		expect(next?.id).not.toBe(batch?.id);
		expect(next?.texts).toEqual([{ day: TUESDAY, text: 'thẻ' }]);
	});

	it('is one batch for two tabs that begin together', async () => {
		await chooseSharing(ME, COUNTS_ONLY);
		await countReply(ME, declined);
		itIs(TUESDAY);
		const [one, other] = await Promise.all([takeBatch(ME), takeBatch(ME)]);
		expect(one?.counts).toHaveLength(1);
		expect(other).toEqual(one);
	});

	it('ends with turning it off: what waits and what is on its way is deleted', async () => {
		await chooseSharing(ME, ALL);
		await countReply(ME, declined, 'đổi biển số xe');
		itIs(TUESDAY);
		await takeBatch(ME);
		await countReply(ME, askedBack, 'thẻ');
		await chooseSharing(ME, { shared: false, withTexts: true });
		expect(await outcomesKept(ME)).toEqual({
			shared: false,
			withTexts: false,
			counts: [],
			texts: [],
			sending: null
		});
	});
});
