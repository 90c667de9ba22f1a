/** Counts of the assistant: anybody may add some, nobody learns from whom, only the editor reads them. */
import 'fake-indexeddb/auto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { addDays } from '$domain/time/plain-date.ts';
import { NOBODY as OF_NOBODY } from '$data/storage/rows.ts';
import { ask, codeOf, newId, NOBODY, type Visitor } from '../support/api.ts';
import { memoryStorage } from '../support/device-of-a-test.ts';
import { startDisposableServer, type DisposableServer } from '../support/disposable-server.ts';
import { limitRates, signInCast, sql, type Cast } from '../support/people.ts';
import { sharedBatch, yesterday } from '../support/shared-batch.ts';

const COUNTS = '/api/app/assistant/counts';
const COLLECTIONS = ['assistant_counts', 'assistant_texts', 'assistant_batches'];

let server: DisposableServer;
let cast: Cast;
beforeAll(async () => {
	server = await startDisposableServer({});
	cast = await signInCast(server);
});
afterAll(() => server.stop());
beforeEach(async () => {
	for (const table of COLLECTIONS) await rows(`DELETE FROM ${table}`);
});

const rows = (query: string) => sql(server, cast.superuser, query);
const share = (body: unknown, as = NOBODY) => ask(server, 'POST', COUNTS, { as, body });
const read = (as: Visitor) => ask(server, 'GET', COUNTS, { as });
const sums = async () => (await read(cast.administrator)).body;

describe('Counts that arrive', () => {
	it('are summed by day, outcome and procedure', async () => {
		expect((await share(sharedBatch())).status).toBe(200);
		expect((await share(sharedBatch({ texts: [] }))).status).toBe(200);
		expect(
			await rows('SELECT day, outcome, procedure, count FROM assistant_counts ORDER BY outcome')
		).toMatchObject([
			{ day: yesterday(), outcome: 'declined', procedure: '', count: '4' },
			{ day: yesterday(), outcome: 'unclear', procedure: 'su-dung-the-abtc', count: '2' }
		]);
	});

	it('count once, however often they are sent, also at the same time', async () => {
		const batch = sharedBatch();
		const answers = await Promise.all([1, 2, 3, 4].map(() => share(batch)));
		expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
		expect(await sums()).toMatchObject({ counts: [{ count: 2 }, { count: 1 }] });
		expect(await rows('SELECT id FROM assistant_texts')).toHaveLength(1);
	});

	it('leave nothing of who sent them', async () => {
		await share(sharedBatch(), cast.applicant);
		for (const table of COLLECTIONS) {
			const stored = JSON.stringify(await rows(`SELECT * FROM ${table}`));
			expect(stored).not.toContain(cast.applicant.id);
			expect(stored).not.toContain('127.0.0.1');
		}
		const logged = await rows("SELECT id FROM audit_log WHERE event LIKE 'assistant.count%'");
		expect(logged).toEqual([]);
		const columns = await rows('SELECT * FROM assistant_counts LIMIT 1');
		expect(Object.keys(columns[0] ?? {}).sort()).toEqual([
			'count',
			'day',
			'id',
			'outcome',
			'procedure'
		]);
	});

	it('bring no more texts in a day than somebody reads', async () => {
		const day = yesterday();
		for (let time = 0; time < 11; time += 1) {
			const texts = Array.from({ length: 20 }, (_, at) => ({
				day,
				text: `câu ${String(time)} ${String(at)}`
			}));
			expect((await share(sharedBatch({ texts }))).status).toBe(200);
		}
		expect(await rows('SELECT id FROM assistant_texts')).toHaveLength(200);
		expect(await sums()).toMatchObject({ counts: [{ count: 22 }, { count: 11 }] });
	});

	it.each<[what: string, body: () => unknown]>([
		['no JSON', () => '{"id":'],
		['a list', () => []],
		['null', () => null],
		['an unknown field', () => ({ ...sharedBatch(), who: 'x' })],
		['an unknown procedure', () => sharedBatch({ counts: [row({ procedure: 'xin-viec' })] })],
		['SQL for a procedure', () => sharedBatch({ counts: [row({ procedure: "' OR 1=1 --" })] })],
		['a count beyond all measure', () => sharedBatch({ counts: [row({ count: 1_000_000 })] })],
		['a negative count', () => sharedBatch({ counts: [row({ count: -1 })] })],
		[
			'a day before the last 31',
			() => sharedBatch({ counts: [row({ day: addDays(yesterday(), -31) })] })
		],
		['a day to come', () => sharedBatch({ counts: [row({ day: addDays(yesterday(), 2) })] })],
		['an identity number in a text', () => text('căn cước 001190012345')],
		['a phone number in a text', () => text('gọi 0912 345 678')],
		['nested without end', () => `${'['.repeat(20_000)}${']'.repeat(20_000)}`]
	])('are refused whole: %s', async (_what, body) => {
		// Made now: between the listing of the tests and this one midnight may have passed.
		const answer = await share(body());
		expect(answer.status).toBe(400);
		expect(codeOf(answer)).toBe('field.invalid');
		for (const table of COLLECTIONS) expect(await rows(`SELECT id FROM ${table}`)).toEqual([]);
	});

	it('are not read beyond 64 KB', async () => {
		const answer = await share(text('a'.repeat(100 * 1024)));
		expect([400, 413]).toContain(answer.status);
		expect(await rows('SELECT id FROM assistant_batches')).toEqual([]);
	});

	it('are limited for each address', async () => {
		await limitRates(server, cast.superuser, true);
		const statuses: number[] = [];
		// Whichever minute it begins in, one of them has more than 30.
		for (let time = 0; time < 62; time += 1) statuses.push((await share({})).status);
		await limitRates(server, cast.superuser, false);
		expect(statuses.slice(0, 30)).toEqual(Array(30).fill(400));
		expect(statuses).toContain(429);
	});
});

function row(changed: object) {
	return { day: yesterday(), outcome: 'declined' as const, procedure: null, count: 1, ...changed };
}

function text(words: string) {
	return sharedBatch({ texts: [{ day: yesterday(), text: words }] });
}

describe('Who reads', () => {
	it('is the administrator: sums and texts of the last 31 days', async () => {
		await share(sharedBatch());
		await rows(`INSERT INTO assistant_counts (id, day, outcome, procedure, count)
			VALUES ('${newId()}', '${addDays(yesterday(), -31)}', 'declined', '', 50)`);
		expect(await sums()).toEqual({
			counts: [
				{ outcome: 'declined', procedure: null, count: 2 },
				{ outcome: 'unclear', procedure: 'su-dung-the-abtc', count: 1 }
			],
			texts: [{ day: yesterday(), text: 'đổi biển số xe ở đâu' }]
		});
	});

	it('is nobody else, by the route or past it', async () => {
		await share(sharedBatch());
		const others = [cast.leader, cast.head, cast.caseOfficer, cast.clerk, cast.applicant];
		for (const other of others) expect((await read(other)).status).toBe(403);
		expect((await read(NOBODY)).status).toBe(401);
		for (const as of [NOBODY, ...others, cast.administrator]) {
			for (const name of COLLECTIONS) {
				const records = `/api/collections/${name}/records`;
				const listed = await ask(server, 'GET', records, { as });
				expect(listed.text).not.toContain(yesterday());
				const made = await ask(server, 'POST', records, { as, body: row({}) });
				expect(made.status).toBeGreaterThanOrEqual(400);
			}
		}
		expect(await rows('SELECT id FROM assistant_counts')).toHaveLength(2);
	});
});

describe('A device', () => {
	/** Real requests, and what each carried; the line can be cut. */
	let requests: RequestInit[];
	let lineIsCut: boolean;
	const toServer = fetch;
	beforeEach(() => {
		requests = [];
		lineIsCut = false;
		vi.useFakeTimers({ toFake: ['Date'] });
		vi.stubGlobal('localStorage', memoryStorage());
		vi.stubGlobal('fetch', async (path: string, init: RequestInit) => {
			requests.push(init);
			if (lineIsCut) throw new TypeError('Failed to fetch');
			return toServer(path.startsWith('/') ? server.url + path : path, init);
		});
	});
	afterEach(() => {
		vi.useRealTimers();
		vi.unstubAllGlobals();
	});

	async function deviceThatCounted() {
		const outcomes = await import('$data/assistant-outcomes.ts');
		const { shareOutcomes } = await import('$data/assistant-sharing.ts');
		const today = Date.now();
		vi.setSystemTime(today - 24 * 60 * 60_000);
		await outcomes.chooseSharing(OF_NOBODY, { shared: true, withTexts: true });
		await outcomes.countReply(
			OF_NOBODY,
			{ kind: 'decline', unknown: [], procedure: null },
			'đổi biển số xe ở đâu'
		);
		vi.setSystemTime(today);
		return { ...outcomes, send: () => shareOutcomes(OF_NOBODY) };
	}

	it('keeps what could not be sent, sends it once, and tells nothing of who it is', async () => {
		const { send, outcomesKept } = await deviceThatCounted();
		lineIsCut = true;
		await send();
		expect((await outcomesKept(OF_NOBODY)).sending?.counts).toHaveLength(1);
		lineIsCut = false;
		await send();
		await send();
		expect(requests).toHaveLength(2);
		expect(new Headers(requests[1]?.headers).has('authorization')).toBe(false);
		expect(requests[1]?.credentials).toBe('omit');
		expect(await outcomesKept(OF_NOBODY)).toMatchObject({ counts: [], texts: [], sending: null });
		vi.unstubAllGlobals();
		expect(await sums()).toEqual({
			counts: [{ outcome: 'declined', procedure: null, count: 1 }],
			texts: [{ day: yesterday(), text: 'đổi biển số xe ở đâu' }]
		});
	});

	it('does not send what was turned off meanwhile', async () => {
		const { send, chooseSharing } = await deviceThatCounted();
		lineIsCut = true;
		await send();
		lineIsCut = false;
		await chooseSharing(OF_NOBODY, { shared: false, withTexts: false });
		await send();
		expect(requests).toHaveLength(1);
	});
});
