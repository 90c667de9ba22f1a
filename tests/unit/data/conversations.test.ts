import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it } from 'vitest';
import { countRating } from '$data/assistant-outcomes.ts';
import {
	beginConversation,
	conversationOfToday,
	dropUnasked,
	eraseConversation,
	eraseConversations,
	keepConversation,
	keepUnasked,
	listConversations,
	unaskedText,
	type KeptConversation
} from '$data/conversations.ts';
import { NEW_CONVERSATION } from '$domain/assistant/dialogue.ts';
import { forgetDraftsOfNobody, forgetOwner } from '$data/storage/forget.ts';
import { holdKey, releaseKey } from '$data/storage/keys.ts';
import { rowsAtHand } from '$data/storage/rows-at-hand.ts';
import { NOBODY } from '$data/storage/rows.ts';

const ME = 'me';
const SECRET = 'a'.repeat(64);

const about = (text: string, owner = NOBODY): KeptConversation => ({
	...beginConversation(owner),
	said: [{ kind: 'question', id: 'q', at: '2026-06-09T02:00:00.000Z', text }]
});
const texts = (conversations: readonly KeptConversation[]) =>
	conversations.flatMap(({ said }) => said.map((each) => 'text' in each && each.text));

beforeEach(async () => {
	await forgetOwner(ME);
	await forgetOwner(NOBODY);
	await holdKey(ME, SECRET);
});

describe('A conversation', () => {
	it('is there again, with what the assistant remembers of it', async () => {
		const conversation = {
			...about('hỏi phí'),
			thread: {
				procedure: 'su-dung-the-abtc',
				last: { text: 'phí', intent: 'procedure-info', facet: 'fee' },
				pending: { text: 'thẻ', facet: 'fee', options: [] },
				checklist: null
			}
		} as const;
		await keepConversation(conversation);
		expect(await listConversations(NOBODY)).toEqual([conversation]);
	});

	it('goes on within its day only', async () => {
		await keepConversation({ ...about('hôm nay'), updatedAt: '2026-06-09T10:00:00.000Z' });
		expect(await conversationOfToday(NOBODY, '2026-06-09')).toBeDefined();
		// 17:00 UTC is the next day in Việt Nam.
		expect(await conversationOfToday(NOBODY, '2026-06-10')).toBeUndefined();
	});

	it('cannot be read while its owner is signed out, and is sealed all the while', async () => {
		await keepConversation(about('chuyện riêng', ME));
		const rows = await (await rowsAtHand()).list('conversations', ME);
		expect(JSON.stringify(rows)).not.toContain('chuyện riêng');
		await releaseKey(ME);
		expect(texts(await listConversations(ME))).toEqual([]);
		await holdKey(ME, SECRET);
		expect(texts(await listConversations(ME))).toEqual(['chuyện riêng']);
	});

	it('of nobody becomes that of who goes on with it', async () => {
		const begun = about('trước khi đăng nhập');
		await keepConversation(begun);
		expect(texts(await listConversations(ME))).toEqual(['trước khi đăng nhập']);
		await keepConversation(begun, ME);
		expect(await listConversations(NOBODY)).toEqual([]);
		expect(texts(await listConversations(ME))).toEqual(['trước khi đăng nhập']);
	});

	it('keeps what is still understood of what another version wrote', async () => {
		const strange = { kind: 'invented_later', id: 'x', at: '' } as never;
		const conversation = about('hiểu được');
		const thread = { procedure: 'su-dung-the-abtc' } as never;
		await keepConversation({ ...conversation, thread, said: [strange, ...conversation.said] });
		const [kept] = await listConversations(NOBODY);
		expect(texts(kept ? [kept] : [])).toEqual(['hiểu được']);
		expect(kept?.thread).toEqual({ ...NEW_CONVERSATION, procedure: 'su-dung-the-abtc' });
	});
});

describe('Erasing', () => {
	it('takes one, and leaves the others', async () => {
		const one = about('một');
		await keepConversation(one);
		await keepConversation(about('hai'));
		await eraseConversation(one);
		expect(texts(await listConversations(NOBODY))).toEqual(['hai']);
	});

	it('takes all, with what was typed, what was begun before signing in and every count', async () => {
		await keepConversation(about('của tôi', ME));
		await keepConversation(about('của chưa ai'));
		await keepUnasked(ME, 'đang gõ');
		await countRating(ME, { outcome: 'helpful', procedure: null }, null);
		await eraseConversations(ME);
		const rows = await rowsAtHand();
		expect(await rows.list('conversations', ME)).toEqual([]);
		expect(await rows.list('conversations', NOBODY)).toEqual([]);
	});

	it('comes with signing out, and with clearing what nobody owns', async () => {
		await keepConversation(about('của tôi', ME));
		await keepConversation(about('của chưa ai'));
		await forgetOwner(ME);
		await forgetDraftsOfNobody();
		const rows = await rowsAtHand();
		expect(await rows.list('conversations', ME)).toEqual([]);
		expect(await rows.list('conversations', NOBODY)).toEqual([]);
	});
});

describe('Beside the conversations', () => {
	it('what was typed and not asked is kept until it is asked', async () => {
		await keepUnasked(ME, 'câu hỏi dở');
		expect(await unaskedText(ME)).toBe('câu hỏi dở');
		expect(await unaskedText(NOBODY)).toBe('');
		await dropUnasked(ME, 'câu hỏi dở');
		expect(await unaskedText(ME)).toBe('');
		expect(await listConversations(ME)).toEqual([]);
	});

	it('what was typed in another tab stays when something is asked in this one', async () => {
		await keepUnasked(ME, 'ở đây');
		await keepUnasked(ME, 'ở tab kia');
		await dropUnasked(ME, 'ở đây');
		expect(await unaskedText(ME)).toBe('ở tab kia');
	});
});
