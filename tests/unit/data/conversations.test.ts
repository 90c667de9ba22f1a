import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it } from 'vitest';
import { countRating } from '$data/assistant-outcomes.ts';
import {
	beginConversation,
	conversationOfToday,
	conversationRevision,
	dropUnasked,
	eraseConversation,
	findConversation,
	eraseConversations,
	keepConversation,
	keepUnasked,
	listConversations,
	unaskedText,
	type KeptConversation,
	type Said
} from '$data/conversations.ts';
import { NEW_CONVERSATION } from '$domain/assistant/dialogue.ts';
import type { Reply } from '$domain/assistant/reply.ts';
import { forgetDraftsOfNobody, forgetOwner } from '$data/storage/forget.ts';
import { holdKey, releaseKey } from '$data/storage/keys.ts';
import { rowsAtHand } from '$data/storage/rows-at-hand.ts';
import { NOBODY } from '$data/storage/rows.ts';

const ME = 'me';
const SECRET = 'a'.repeat(64);

const REPLY: Reply = {
	kind: 'smalltalk',
	language: 'vi',
	intent: 'greeting',
	procedure: null,
	facets: [],
	options: [],
	unknown: [],
	completeness: 'complete',
	parts: [],
	facts: [],
	citations: [],
	steps: [],
	referral: null,
	asOf: null,
	confidence: 1,
	reasons: []
};

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
	it.each([
		['a procedure', { text: 'phí', intent: 'procedure-info', facets: ['fee', 'form'] }],
		['the opening hours', { text: 'mấy giờ', intent: 'office-hours-contact', facets: [] }]
	] as const)(
		'about %s is there again, with what the assistant remembers of it',
		async (_, last) => {
			const conversation = {
				...about('hỏi phí'),
				thread: {
					procedure: 'su-dung-the-abtc',
					last,
					pending: { text: 'thẻ', facets: ['fee'], options: [] },
					checklist: null
				}
			} as const;
			await keepConversation(conversation);
			expect(await listConversations(NOBODY)).toEqual([conversation]);
		}
	);

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
		await keepConversation({ ...begun, owner: ME });
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

describe('A conversation that stands open in two tabs', () => {
	const question = (id: string): Said => ({ kind: 'question', id, at: '', text: id });
	const reply = (id: string, to: string | null): Said =>
		({ kind: 'reply', id, at: '', to, reply: REPLY, text: id, rating: null }) as const;
	const ids = (kept: KeptConversation | undefined) => kept?.said.map(({ id }) => id);
	const begun = { ...beginConversation(ME), said: [question('q1')] };

	it('keeps what each of them said, in the order it was kept', async () => {
		await keepConversation(begun);
		await keepConversation({ ...begun, said: [question('there')] }, true);
		await keepConversation({ ...begun, said: [question('here')] }, true);
		expect(ids(await findConversation(ME, begun.id))).toEqual(['q1', 'there', 'here']);
	});

	it('keeps each answer under its question, and one that names none at the end', async () => {
		await keepConversation({ ...begun, said: [question('q1'), question('q2')] });
		await keepConversation({ ...begun, said: [reply('a1', 'q1')] }, true);
		await keepConversation({ ...begun, said: [reply('of an earlier version', null)] }, true);
		expect(ids(await findConversation(ME, begun.id))).toEqual([
			'q1',
			'a1',
			'q2',
			'of an earlier version'
		]);
	});

	it('changes what was said without touching the rest', async () => {
		await keepConversation({ ...begun, said: [question('q1'), reply('a1', 'q1')] });
		await keepConversation({ ...begun, said: [question('there')] }, true);
		const rated = { ...reply('a1', 'q1'), rating: 'helpful' } as Said;
		await keepConversation({ ...begun, said: [rated] }, true);
		const kept = await findConversation(ME, begun.id);
		expect(kept?.said).toEqual([question('q1'), rated, question('there')]);
	});

	it('remembers what the last answer was about, whoever says something after it', async () => {
		const thread = (procedure: string) => ({ ...NEW_CONVERSATION, procedure });
		await keepConversation({ ...begun, thread: thread('before') });
		const answered = { ...begun, said: [reply('a1', 'q1')], thread: thread('answered') };
		await keepConversation(answered, true);
		await keepConversation({ ...begun, said: [question('q2')], thread: thread('before') }, true);
		expect((await findConversation(ME, begun.id))?.thread.procedure).toBe('answered');
	});

	it('does not come back when it was erased meanwhile', async () => {
		await keepConversation(begun);
		await eraseConversation(begun);
		const later = { ...begun, said: [question('q2')] };
		expect(await keepConversation(later, true)).toEqual({ ok: false, reason: 'erased' });
		expect(await listConversations(ME)).toEqual([]);
		expect(await conversationRevision(ME, begun.id)).toBeUndefined();
	});

	it('is found, gone on with and erased by who signed in, though another tab has taken it along', async () => {
		const nobodys = { ...begun, owner: NOBODY };
		await keepConversation(nobodys);
		await keepConversation({ ...nobodys, owner: ME, said: [question('there')] }, true);
		await keepConversation({ ...nobodys, owner: ME, said: [question('here')] }, true);
		expect(await listConversations(NOBODY)).toEqual([]);
		expect(ids(await findConversation(ME, begun.id))).toEqual(['q1', 'there', 'here']);
		await eraseConversation({ ...nobodys, owner: ME });
		expect(await listConversations(ME)).toEqual([]);
	});

	it('tells by a number whether there is something new, without being opened', async () => {
		await keepConversation(begun);
		const before = await conversationRevision(ME, begun.id);
		expect(await conversationRevision(ME, begun.id)).toBe(before);
		await keepConversation({ ...begun, said: [question('q2')] }, true);
		expect(await conversationRevision(ME, begun.id)).not.toBe(before);
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
