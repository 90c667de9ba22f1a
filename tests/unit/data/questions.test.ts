/** Questions to the office on the device: written down, sent once, read back, and read offline. */
import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { QuestionView } from '$data/question-schema.ts';
import { heldQuestions, keepQuestions, questionsReadAt } from '$data/questions.ts';
import { forgetOwner } from '$data/storage/forget.ts';
import { holdKey, releaseKey } from '$data/storage/keys.ts';
import { rowsAtHand } from '$data/storage/rows-at-hand.ts';
import { deliver, settle } from '$data/sync/delivery.ts';
import { discard, enqueue, outboxItems, outboxOf } from '$data/sync/outbox.ts';
import type { Question } from '$domain/question/question.ts';
import { signInHere } from '../../support/device-of-a-test.ts';
import { aQuestion, payloadOf, QUESTION_ID } from '../../support/question-makers.ts';

const ANNA = 'account-a';
const NEW = { id: QUESTION_ID, seq: 0 };

/** The server as the device meets it. */
let server: {
	items: QuestionView[];
	gone: string[];
	acts: Map<string, object>;
	asked: { path: string; body: Record<string, unknown> }[];
	reachable: boolean;
};

beforeEach(async () => {
	server = { items: [], gone: [], acts: new Map(), asked: [], reachable: true };
	vi.stubGlobal('fetch', serve);
	await forgetOwner(ANNA);
	signInHere(ANNA);
	await holdKey(ANNA, 'a'.repeat(64));
});
afterEach(() => vi.unstubAllGlobals());

function serve(path: string, { body: text = '{}' }: { body?: string }): Promise<Response> {
	if (!server.reachable) return Promise.reject(new TypeError('Failed to fetch'));
	const body = JSON.parse(text) as Record<string, unknown>;
	server.asked.push({ path, body });
	if (path === '/api/app/questions') {
		server.acts.set(String(body['id']), body);
		const question = aQuestion();
		server.items = [view(question)];
		return Promise.resolve(Response.json({ action: { id: body['id'], seq: 1 }, question }));
	}
	const confirm = (body['confirm'] ?? []) as string[];
	return Promise.resolve(
		Response.json({
			items: server.items,
			gone: server.gone,
			whole: body['since'] === '',
			confirmed: confirm.filter((id) => server.acts.has(id)),
			until: new Date().toISOString()
		})
	);
}

function view(question: Question, answer?: string): QuestionView {
	const act = { mine: false, division: '', officerName: '', at: question.askedAt };
	const said = (text: string) => ({
		text,
		reason: '',
		division: '',
		note: '',
		excerpt: [],
		sources: []
	});
	return {
		question,
		acts: [
			{ ...act, id: 'a1', seq: 1, type: 'ask_question', mine: true, payload: said('Hỏi') },
			...(answer === undefined
				? []
				: [{ ...act, id: 'a2', seq: 2, type: 'answer_question' as const, payload: said(answer) }])
		]
	};
}

const askNow = () =>
	enqueue({
		owner: ANNA,
		subject: NEW,
		type: 'ask_question',
		payload: payloadOf('ask_question')
	});
const states = async () => (await outboxOf(ANNA)).map(({ state }) => state);

async function deliverAll(): Promise<void> {
	for (const entry of await outboxOf(ANNA)) await deliver(entry);
}

describe('a question that is asked', () => {
	it('travels as an act, and leaves the outbox once it was read back', async () => {
		await askNow();
		await deliverAll();
		const [sent] = server.asked;
		expect(sent).toMatchObject({
			path: '/api/app/questions',
			body: { question: QUESTION_ID, type: 'ask_question', expectedSeq: 0 }
		});
		expect(sent?.body).not.toHaveProperty('dossier');
		expect(await states()).toEqual(['answered']);

		const entries = await outboxOf(ANNA);
		const kept = await keepQuestions(
			ANNA,
			entries.map(({ id }) => id)
		);
		const confirmed = kept.ok && kept.value !== 'overtaken' ? kept.value : [];
		await settle(entries, (id) => confirmed.includes(id));
		expect(await outboxOf(ANNA)).toEqual([]);
		expect((await heldQuestions(ANNA)).map(({ question }) => question.id)).toEqual([QUESTION_ID]);
	});

	it('is written down once, however often it is pressed, and waits for a line', async () => {
		server.reachable = false;
		await askNow();
		await askNow();
		await deliverAll();
		expect(await states()).toEqual(['waiting']);
		expect((await outboxItems(ANNA))[0]?.content.intent.payload).toEqual(payloadOf('ask_question'));
	});

	it('that the server lost is sent again', async () => {
		await askNow();
		await deliverAll();
		await settle(await outboxOf(ANNA), () => false);
		expect(await states()).toEqual(['waiting']);
	});

	it('takes along what was built upon it when it is taken back', async () => {
		await askNow();
		await enqueue({
			owner: ANNA,
			subject: { id: QUESTION_ID, seq: 0 },
			type: 'close_question',
			payload: { reason: '' }
		});
		const [first] = await outboxOf(ANNA);
		if (first) await discard(first);
		expect((await outboxOf(ANNA)).map(({ state, refusal }) => [state, refusal?.code])).toEqual([
			['refused', 'question.changed_meanwhile']
		]);
	});
});

describe('what the device holds', () => {
	it('can be read without a line, and says how fresh it is', async () => {
		server.items = [view(aQuestion({ state: 'answered', seq: 2 }), 'Không cần dịch.')];
		await keepQuestions(ANNA, []);
		server.reachable = false;
		expect((await keepQuestions(ANNA, [])).ok).toBe(false);
		const [held] = await heldQuestions(ANNA);
		expect(held?.acts.map(({ payload }) => payload.text)).toEqual(['Hỏi', 'Không cần dịch.']);
		expect(await questionsReadAt(ANNA)).not.toBeNull();
	});

	it('is sealed: nothing that was said stands in the open', async () => {
		server.items = [view(aQuestion(), 'Không cần dịch.')];
		await keepQuestions(ANNA, []);
		const rows = await rowsAtHand();
		const stored = JSON.stringify(await rows.list('questions', ANNA));
		expect(stored).toContain(QUESTION_ID);
		expect(stored).not.toMatch(/Không cần|Hỏi|su-dung/);
		await releaseKey(ANNA);
		expect(await heldQuestions(ANNA)).toEqual([]);
	});

	it('asks for news only, and drops nothing that was not told again', async () => {
		server.items = [view(aQuestion())];
		await keepQuestions(ANNA, []);
		server.items = [];
		await keepQuestions(ANNA, []);
		expect(server.asked.map(({ body }) => body['since'] === '')).toEqual([true, false]);
		expect(await heldQuestions(ANNA)).toHaveLength(1);
	});

	it('drops what was passed on to another division', async () => {
		server.items = [view(aQuestion())];
		await keepQuestions(ANNA, []);
		server.items = [];
		server.gone = [QUESTION_ID];
		await keepQuestions(ANNA, []);
		expect(await heldQuestions(ANNA)).toEqual([]);
	});

	it('never goes back to an older state', async () => {
		server.items = [view(aQuestion({ state: 'answered', seq: 2 }), 'Không.')];
		await keepQuestions(ANNA, []);
		server.items = [view(aQuestion({ seq: 1 }))];
		await keepQuestions(ANNA, []);
		expect((await heldQuestions(ANNA))[0]?.question.state).toBe('answered');
	});

	it('lies in the order of work', async () => {
		const due = (id: string, dueAt: string) => view(aQuestion({ id, dueAt }));
		server.items = [
			due('q00000000000002', '2026-11-20T09:30:00.000Z'),
			due('q00000000000003', '2026-11-18T09:30:00.000Z')
		];
		await keepQuestions(ANNA, []);
		expect((await heldQuestions(ANNA)).map(({ question }) => question.id)).toEqual([
			'q00000000000003',
			'q00000000000002'
		]);
	});
});
