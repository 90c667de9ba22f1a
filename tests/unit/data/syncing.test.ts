import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { holdKey } from '$data/storage/keys.ts';
import { syncStatus, whenSyncStatusChanges } from '$data/sync/status.ts';
import { enqueue, outboxOf } from '$data/sync/outbox.ts';
import { startSyncing, wakeFetching } from '$data/sync/syncing.ts';
import { signInHere } from '../../support/device-of-a-test.ts';
import { aQuestion, payloadOf, QUESTION_ID } from '../../support/question-makers.ts';

const ANNA = 'account-a';

let asked: string[];
beforeEach(async () => {
	asked = [];
	vi.stubGlobal('fetch', (path: string) => {
		asked.push(path);
		const page = { items: [], gone: [], confirmed: [], until: new Date().toISOString() };
		return Promise.resolve(Response.json(page));
	});
	// A browser without locks: this tab does it.
	vi.stubGlobal('navigator', {});
	signInHere(ANNA);
	await holdKey(ANNA, 'a'.repeat(64));
});
afterEach(() => {
	vi.unstubAllGlobals();
	vi.useRealTimers();
});

const readings = () => asked.filter((path) => path === '/api/app/sync').length;

/** What is sent arrives once `lineIsBack` was called. */
function brokenLine(): { line: Promise<void>; lineIsBack: () => void } {
	let lineIsBack: () => void = () => undefined;
	const line = new Promise<void>((resolve) => (lineIsBack = resolve));
	return { line, lineIsBack };
}

it('Begun anew for the next account, syncing goes on where the browser has no locks', async () => {
	const endFirst = startSyncing();
	await expect.poll(readings).toBe(1);
	await expect.poll(() => syncStatus().pull).toBe('idle');
	endFirst();
	const end = startSyncing();
	await expect.poll(readings).toBe(2);
	await expect.poll(() => syncStatus().pull).toBe('idle');
	wakeFetching();
	await expect.poll(readings).toBe(3);
	end();
});

it('What was done to a question is read back at once, also when questions were just being read', async () => {
	const { line, lineIsBack } = brokenLine();
	let questionReadings = 0;
	vi.stubGlobal('fetch', async (path: string, request?: { body: string | null }) => {
		asked.push(path);
		const body: unknown = JSON.parse(request?.body ?? '{}');
		const { id, confirm = [] } = body as { id?: string; confirm?: string[] };
		if (path === '/api/app/questions') {
			return Response.json({ action: { id, seq: 1 }, question: aQuestion() });
		}
		if (path === '/api/app/questions/sync') {
			questionReadings += 1;
			await line;
		}
		const until = new Date().toISOString();
		return Response.json({ items: [], gone: [], confirmed: confirm, until, whole: true });
	});
	const end = startSyncing();
	await expect.poll(() => questionReadings).toBe(1);

	const subject = { id: QUESTION_ID, seq: 0 };
	const payload = payloadOf('ask_question');
	await enqueue({ owner: ANNA, subject, type: 'ask_question', payload });
	const states = async () => (await outboxOf(ANNA)).map(({ state }) => state);
	await expect.poll(states).toEqual(['answered']);
	await expect.poll(readings).toBeGreaterThan(1);
	await expect.poll(() => syncStatus().pull).toBe('idle');
	lineIsBack();
	await expect.poll(states).toEqual([]);
	end();
});

it('Questions that could not be read are not asked for again while nobody looks', async () => {
	vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
	const page = Object.assign(new EventTarget(), { visibilityState: 'visible' });
	vi.stubGlobal('document', page);
	vi.stubGlobal('addEventListener', () => undefined);
	const serve = globalThis.fetch;
	vi.stubGlobal('fetch', async (path: string) => {
		const answer = await serve(path);
		return path === '/api/app/questions/sync' ? new Response('', { status: 500 }) : answer;
	});
	const questionReadings = () => asked.filter((path) => path === '/api/app/questions/sync').length;
	const pass = async (minutes: number) => {
		for (let left = minutes * 60; left > 0; left -= 5) {
			await vi.advanceTimersByTimeAsync(5_000);
			await new Promise((resolve) => setImmediate(resolve));
		}
	};
	const end = startSyncing();
	await expect.poll(questionReadings).toBeGreaterThan(1);

	page.visibilityState = 'hidden';
	await pass(5);
	const before = questionReadings();
	await pass(5);
	expect(questionReadings()).toBe(before);
	page.visibilityState = 'visible';
	page.dispatchEvent(new Event('visibilitychange'));
	await expect.poll(questionReadings).toBeGreaterThan(before);
	end();
});

it('Notifications are read one reading at a time, and once more for what was told meanwhile', async () => {
	const { line, lineIsBack } = brokenLine();
	const serve = globalThis.fetch;
	vi.stubGlobal('fetch', async (path: string) => {
		const answer = await serve(path);
		if (path.startsWith('/api/app/notifications')) await line;
		return answer;
	});
	const told = () => asked.filter((path) => path.startsWith('/api/app/notifications')).length;
	const end = startSyncing();
	await expect.poll(told).toBe(1);
	for (const reading of [1, 2]) {
		await expect.poll(readings).toBe(reading);
		await expect.poll(() => syncStatus().pull).toBe('idle');
		wakeFetching();
	}
	await expect.poll(readings).toBe(3);
	expect(told()).toBe(1);
	lineIsBack();
	await expect.poll(told).toBe(2);
	end();
});

it('A tab takes no status of another account’s tab for its own', async () => {
	const seen: number[] = [];
	const end = whenSyncStatusChanges(() => seen.push(syncStatus().pulled));
	const otherTab = new BroadcastChannel('ngoai-vu-so.sync-status');
	for (const [owner, pulled] of [
		['account-b', 7],
		[ANNA, 8]
	] as const) {
		otherTab.postMessage({ owner, status: { ...syncStatus(), pulled } });
	}
	await expect.poll(() => seen).toEqual([8]);
	otherTab.close();
	end();
});
