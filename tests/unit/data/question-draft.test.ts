/** A question handed over by a conversation: kept, taken along into an account, and never lost. */
import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it } from 'vitest';
import { writeStoredSession } from '$data/account.ts';
import {
	emptyQuestionDraft,
	handOver,
	keptQuestion,
	questionDraftSchema,
	takeOverFromNobody,
	type HandedOver
} from '$data/question-draft.ts';
import { forgetOwner } from '$data/storage/forget.ts';
import { holdKey } from '$data/storage/keys.ts';
import { NOBODY } from '$data/storage/rows.ts';
import { TypedForm } from '$data/typed.ts';
import { MOST_TURNS } from '$domain/question/act.ts';
import { signInHere } from '../../support/device-of-a-test.ts';

const ANNA = 'account-a';

const HANDED: HandedOver = {
	text: 'Bản dịch có cần công chứng không?',
	procedure: 'su-dung-the-abtc',
	facet: 'papers',
	turns: [
		{ by: 'person', text: 'Cần giấy gì?' },
		{ by: 'assistant', text: 'Ba loại giấy tờ.' }
	]
};

const draftOf = async (owner: string) =>
	(await new TypedForm(owner, '', 'ask_question', questionDraftSchema).recall())?.content;

beforeEach(async () => {
	await forgetOwner(ANNA);
	await forgetOwner(NOBODY);
	signInHere(ANNA);
	await holdKey(ANNA, 'a'.repeat(64));
});

describe('a conversation that is handed over', () => {
	it('is a question of whoever is signed in, and sends no turn by itself', async () => {
		await handOver(HANDED);
		expect(await draftOf(ANNA)).toEqual({
			...emptyQuestionDraft(),
			text: HANDED.text,
			procedure: HANDED.procedure,
			facet: HANDED.facet,
			turns: HANDED.turns.map((turn) => ({ ...turn, chosen: false }))
		});
	});

	it('keeps no more turns than may be sent, the newest', async () => {
		const turns = Array.from({ length: MOST_TURNS + 5 }, (_, at) => ({
			by: 'person' as const,
			text: `Câu ${String(at)}`
		}));
		await handOver({ ...HANDED, turns });
		const kept = (await draftOf(ANNA))?.turns ?? [];
		expect(kept).toHaveLength(MOST_TURNS);
		expect(kept.at(-1)?.text).toBe(`Câu ${String(MOST_TURNS + 4)}`);
	});

	it('leaves what was typed before, and is not doubled when it is handed over again', async () => {
		await handOver({ ...HANDED, text: 'Viết trước.' });
		await handOver(HANDED);
		await handOver(HANDED);
		expect(await keptQuestion(ANNA)).toBe(`Viết trước.\n\n${HANDED.text}`);
	});

	it('of nobody waits until somebody signs in, and is theirs then', async () => {
		writeStoredSession(null);
		await handOver(HANDED);
		expect(await keptQuestion(NOBODY)).toBe(HANDED.text);

		signInHere(ANNA);
		await takeOverFromNobody(ANNA);
		expect(await keptQuestion(ANNA)).toBe(HANDED.text);
		expect(await keptQuestion(NOBODY)).toBe('');
	});
});
