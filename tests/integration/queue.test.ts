import * as v from 'valibot';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dossierSchema } from '$data/mappers.ts';
import {
	chosenForWork,
	compareForWork,
	DUE_FILTERS,
	readFilter,
	STAGES,
	type FindableItem
} from '$domain/official/worklist.ts';
import { foldedWords } from '$domain/procedure/fold.ts';
import { act, ask, taken, type Visitor } from '../support/api.ts';
import { CALENDAR } from '../support/dossier-makers.ts';
import { startDisposableServer, type DisposableServer } from '../support/disposable-server.ts';
import { signInCast, sql, type Cast } from '../support/people.ts';
import { counterRegistration, Journey } from '../support/travel-request.ts';

const Page = v.object({
	items: v.array(
		v.object({
			dossier: v.object({ id: v.string(), status: v.string() }),
			applicantName: v.string(),
			caseOfficerName: v.string()
		})
	),
	next: v.optional(v.string())
});

let server: DisposableServer;
let cast: Cast;
let submitted: Journey;
let atWork: Journey;
let waiting: Journey;
let counter: string[];
beforeAll(async () => {
	server = await startDisposableServer();
	cast = await signInCast(server);
	submitted = await Journey.submitted(server, cast);
	atWork = await Journey.submitted(server, cast);
	await atWork.take(cast.receivingOfficer, 'receive', { remark: '' });
	await atWork.take(cast.caseOfficer, 'take', {});
	waiting = await Journey.submitted(server, cast);
	await waiting.take(cast.receivingOfficer, 'receive', { remark: '' });
	await waiting.take(cast.caseOfficer, 'take', {});
	await waiting.take(cast.caseOfficer, 'request_supplement', {
		papers: [{ paper: 'don', reason: 'Mờ' }],
		dueOn: null
	});
	counter = [];
	for (let at = 0; at < 7; at += 1) {
		const intent = await counterRegistration(server);
		counter.push(taken(await act(server, cast.receivingOfficer, intent)).dossier.id);
	}
});
afterAll(() => server.stop());

async function page(as: Visitor, query: string) {
	const answer = await ask(server, 'GET', `/api/app/queue?${query}`, { as });
	if (answer.status !== 200) throw new Error(answer.text);
	return v.parse(Page, answer.body);
}

const ids = async (as: Visitor, query: string): Promise<string[]> =>
	(await page(as, query)).items.map(({ dossier }) => dossier.id);

describe('the work queue', () => {
	it('is read page by page: everything once, in order of the promised time', async () => {
		const all = await ids(cast.leader, 'whose=all&limit=100');
		expect(all).toHaveLength(10);
		expect(all[0]).toBe(submitted.id);
		const paged: string[] = [];
		let cursor = '';
		do {
			const { items, next = '' } = await page(cast.leader, `whose=all&limit=3&cursor=${cursor}`);
			expect(items.length).toBeLessThanOrEqual(3);
			paged.push(...items.map(({ dossier }) => dossier.id));
			cursor = encodeURIComponent(next);
		} while (cursor !== '');
		expect(paged).toEqual(all);
	});

	it('shows each role what waits for it', async () => {
		expect(await ids(cast.receivingOfficer, 'whose=mine')).toEqual([submitted.id]);
		const mine = await ids(cast.caseOfficer, 'whose=mine&limit=100');
		expect(mine).toContain(atWork.id);
		expect(mine).toEqual(expect.arrayContaining(counter));
		expect(mine).not.toContain(waiting.id);
		expect(await ids(cast.leader, 'whose=mine')).toEqual([]);
	});

	it('shows a role without a list of a division everything, where that is asked for', async () => {
		for (const who of [cast.leader, cast.clerk, cast.receivingOfficer]) {
			const all = await ids(who, 'whose=all&limit=100');
			expect(all).not.toEqual([]);
			expect(await ids(who, 'whose=division&limit=100')).toEqual(all);
		}
	});

	it('shows nobody what is not theirs to see, whatever is asked for', async () => {
		for (const query of ['whose=all', 'whose=mine', 'whose=division', 'q=NS', 'q=Đặc Biệt']) {
			expect(await ids(cast.otherCaseOfficer, query), query).toEqual([]);
			expect(await ids(cast.otherHead, `${query}&status=working`), query).toEqual([]);
		}
	});

	it('finds by official code, draft number and name, with and without diacritics', async () => {
		const { code, draftNumber } = atWork.last.dossier;
		expect(await ids(cast.leader, `whose=all&q=${code}`)).toEqual([atWork.id]);
		expect(await ids(cast.leader, `whose=all&q=${draftNumber.toLowerCase()}`)).toEqual([atWork.id]);
		for (const name of ['Đặc Biệt', 'dac biet', 'BIET TRAN', 'tran thi d']) {
			expect(
				await ids(cast.leader, `whose=all&limit=100&q=${encodeURIComponent(name)}`)
			).toHaveLength(10);
		}
		expect(await ids(cast.leader, 'whose=all&q=khong co ai')).toEqual([]);
	});

	it('filters by stage, procedure and how near the promised day is', async () => {
		expect(await ids(cast.leader, 'whose=all&status=supplement')).toEqual([waiting.id]);
		expect(await ids(cast.leader, 'whose=all&procedure=khong-co')).toEqual([]);
		expect(await ids(cast.leader, 'whose=all&due=overdue')).toEqual([]);
		// As if the promised moment had passed; the paused one was not late when it was paused.
		await sql(
			server,
			cast.superuser,
			`UPDATE dossiers SET queueKey = '2020-01-01T00:00:00.000Z' WHERE id = '${atWork.id}'`
		);
		expect(await ids(cast.leader, 'whose=all&due=overdue')).toEqual([atWork.id]);
	});

	it('names applicant and case officer', async () => {
		const { items } = await page(cast.leader, 'whose=all&limit=100');
		const item = items.find(({ dossier }) => dossier.id === waiting.id);
		expect(item).toMatchObject({
			applicantName: 'Trần Thị Đặc Biệt',
			caseOfficerName: 'Nguyễn Văn Thụ Lý'
		});
	});
});

describe('the queue on a device', () => {
	const Synced = v.object({
		items: v.array(
			v.object({
				dossier: dossierSchema,
				applicantName: v.string(),
				organisation: v.string(),
				caseOfficerName: v.string()
			})
		)
	});

	beforeAll(() =>
		// As a promise that is kept in two places says the same in both.
		sql(
			server,
			cast.superuser,
			`UPDATE dossiers SET clock = json_set(clock, '$.dueAt', queueKey) WHERE receivedAt != ''`
		)
	);

	async function held(as: Visitor): Promise<FindableItem[]> {
		const answer = await ask(server, 'POST', '/api/app/sync', {
			as,
			body: { since: '', limit: 200 }
		});
		return v
			.parse(Synced, answer.body)
			.items.map((item) => ({
				...item,
				words: foldedWords(`${item.applicantName} ${item.organisation}`)
			}))
			.sort((a, b) => compareForWork(a.dossier, b.dossier));
	}

	const QUERIES = [
		...['mine', 'division', 'all'].map((whose) => `whose=${whose}`),
		...[...STAGES].map((stage) => `whose=all&status=${stage}`),
		...[...DUE_FILTERS].map((due) => `whose=all&due=${due}`),
		...[
			'NS',
			'ns-',
			'H19',
			'dac biet',
			'Đặc Biệt',
			'BIET TRAN',
			'tr',
			'b',
			'khong co ai',
			'%',
			'*'
		].map((text) => `whose=all&q=${encodeURIComponent(text)}`),
		'whose=all&procedure=cbccvc-di-nuoc-ngoai-viec-rieng',
		'whose=all&procedure=khong-co'
	];

	it.each([
		'receivingOfficer',
		'caseOfficer',
		'otherCaseOfficer',
		'head',
		'leader',
		'clerk'
	] as const)('is for a %s that of the server, whatever is asked for', async (role) => {
		const visitor = cast[role];
		const items = await held(visitor);
		const actor = actors[role];
		for (const query of QUERIES) {
			const filter = readFilter((name) => new URLSearchParams(query).get(name), actor.role);
			const chosen = chosenForWork(
				items,
				filter,
				{ ...actor, id: visitor.id },
				new Date().toISOString(),
				CALENDAR
			);
			expect(
				chosen.map(({ dossier }) => dossier.id),
				query
			).toEqual(await ids(visitor, `${query}&limit=100`));
		}
	});

	const actors = {
		receivingOfficer: { role: 'receiving_officer', division: 'van-phong' },
		caseOfficer: { role: 'case_officer', division: 'phong-ls-nvnonn' },
		otherCaseOfficer: { role: 'case_officer', division: 'phong-htqt' },
		head: { role: 'head_of_division', division: 'phong-ls-nvnonn' },
		leader: { role: 'leader', division: 'ban-giam-doc' },
		clerk: { role: 'clerk', division: 'van-phong' }
	} as const;
});

describe('the counter', () => {
	it('finds applicants by address, phone and name, a few at a time', async () => {
		const found = async (query: string) => {
			const { body } = await ask(
				server,
				'GET',
				`/api/app/applicants?q=${encodeURIComponent(query)}`,
				{
					as: cast.receivingOfficer
				}
			);
			const Items = v.object({ items: v.array(v.object({ name: v.string() })) });
			return v.parse(Items, body).items.map(({ name }) => name);
		};
		for (const query of ['congdan@example.vn', '0900 000 001', 'tran mau', 'Trần Thị Mẫu']) {
			expect(await found(query), query).toEqual(['Trần Thị Mẫu']);
		}
		expect(await found('t')).toEqual([]);
		expect(await found('%')).toEqual([]);
	});
});
