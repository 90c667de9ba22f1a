import * as v from 'valibot';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OVERLAP_MS } from '../../pocketbase/hooks/lib/overlap.ts';
import { act, ask, codeOf, newId, NOBODY, taken, type Visitor } from '../support/api.ts';
import { startDisposableServer, type DisposableServer } from '../support/disposable-server.ts';
import { signInCast, sql, type Cast } from '../support/people.ts';
import {
	counterRegistration,
	Journey,
	readBack,
	send,
	uploadForm
} from '../support/travel-request.ts';

const Page = v.object({
	items: v.array(
		v.object({
			dossier: v.looseObject({
				id: v.string(),
				status: v.string(),
				seq: v.number(),
				caseOfficer: v.nullable(v.string())
			}),
			applicantName: v.string(),
			organisation: v.string(),
			caseOfficerName: v.string(),
			detail: v.nullable(
				v.looseObject({
					form: v.record(v.string(), v.string()),
					actions: v.array(v.looseObject({ seq: v.number(), type: v.string() })),
					attachments: v.array(v.looseObject({ id: v.string(), state: v.string() }))
				})
			)
		})
	),
	gone: v.array(v.string()),
	next: v.optional(v.string()),
	until: v.string(),
	witness: v.optional(v.string()),
	restored: v.optional(v.boolean()),
	confirmed: v.array(v.object({ id: v.string(), dossier: v.string(), seq: v.number() }))
});
type Page = v.InferOutput<typeof Page>;

let server: DisposableServer;
let cast: Cast;
let submitted: Journey;
let atWork: Journey;
let returned: Journey;
beforeAll(async () => {
	server = await startDisposableServer();
	cast = await signInCast(server);
	submitted = await Journey.submitted(server, cast);
	atWork = await Journey.submitted(server, cast);
	await atWork.take(cast.receivingOfficer, 'receive', { remark: '' });
	await atWork.take(cast.caseOfficer, 'take', {});
	returned = await Journey.submitted(server, cast);
	await returned.take(cast.receivingOfficer, 'refuse', {
		reason: 'Không thuộc thẩm quyền',
		legalGround: 'Nghị định 118/2025/NĐ-CP'
	});
});
afterAll(() => server.stop());

async function sync(as: Visitor, body: object): Promise<Page> {
	const answer = await ask(server, 'POST', '/api/app/sync', { as, body });
	if (answer.status !== 200) throw new Error(`${answer.status} ${answer.text}`);
	expect(answer.headers.get('cache-control')).toBe('no-store');
	return v.parse(Page, answer.body);
}

/** What a device holds after reading to the end. */
async function everything(as: Visitor, since = '', limit = 200) {
	const held = new Map<string, Page['items'][number]>();
	const told: string[] = [];
	let after: string | undefined;
	do {
		const page: Page = await sync(as, { since, limit, ...(after && { after }) });
		for (const item of page.items) {
			held.set(item.dossier.id, item);
			told.push(`${item.dossier.id} ${item.dossier.seq}`);
		}
		for (const id of page.gone) held.delete(id);
		after = page.next;
	} while (after !== undefined);
	return { held, told };
}

const dossiers = (where = 'TRUE') =>
	sql(server, cast.superuser, `SELECT id, seq FROM dossiers WHERE ${where} ORDER BY id`);

const agesAgo = (id: string, daysAgo: number) => {
	const at = new Date(Date.now() - daysAgo * 24 * 60 * 60_000).toISOString();
	return sql(server, cast.superuser, `UPDATE dossiers SET changedAt = '${at}' WHERE id = '${id}'`);
};

const audited = async (as: Visitor) =>
	(
		await sql(
			server,
			cast.superuser,
			`SELECT event, detail FROM audit_log WHERE actor = '${as.id}' AND event = 'read.sync' ORDER BY seq`
		)
	).map(({ detail }) => JSON.parse(detail ?? '') as unknown);

describe('a first fill', () => {
	it('gives an applicant all own dossiers as they may see them', async () => {
		const { held } = await everything(cast.applicant);
		expect([...held.keys()].sort()).toEqual(
			(await dossiers(`applicant = '${cast.applicant.id}'`)).map(({ id }) => id)
		);
		const { body } = await ask(server, 'GET', `/api/app/dossiers/${atWork.id}`, {
			as: cast.applicant
		});
		const item = held.get(atWork.id);
		expect({ dossier: item?.dossier, ...item?.detail }).toEqual(body);
		expect(item?.dossier.caseOfficer).toBeNull();
		expect(JSON.stringify(item)).not.toContain('Thụ Lý');
	});

	it('gives an officer what they may see, with forms and history of what waits for them', async () => {
		const { held } = await everything(cast.caseOfficer);
		expect(held.get(atWork.id)).toMatchObject({
			applicantName: 'Trần Thị Đặc Biệt',
			caseOfficerName: 'Nguyễn Văn Thụ Lý',
			detail: { form: { fullName: 'Trần Thị Đặc Biệt' } }
		});
		expect(held.get(submitted.id)).toMatchObject({ detail: null });
		const { body } = await ask(server, 'GET', `/api/app/dossiers/${atWork.id}`, {
			as: cast.caseOfficer
		});
		const item = held.get(atWork.id);
		expect({ dossier: item?.dossier, ...item?.detail }).toEqual(body);
	});

	it('leaves out of it what ended more than thirty days ago', async () => {
		await agesAgo(returned.id, 31);
		await agesAgo(submitted.id, 400);
		const { held } = await everything(cast.leader);
		expect(held.has(returned.id)).toBe(false);
		expect(held.has(submitted.id)).toBe(true);
		await agesAgo(returned.id, 29);
		expect((await everything(cast.leader)).held.has(returned.id)).toBe(true);
	});
});

describe('what changed since', () => {
	it('is everything, and nothing else, for every role', async () => {
		const readers = [
			cast.applicant,
			cast.caseOfficer,
			cast.head,
			cast.leader,
			cast.receivingOfficer
		];
		const devices = await Promise.all(
			readers.map(async (as) => ({ as, ...(await firstFill(as)) }))
		);
		const another = await Journey.submitted(server, cast);
		await another.take(cast.receivingOfficer, 'receive', { remark: '' });
		await atWork.take(cast.caseOfficer, 'note', { text: 'Ghi chú' });
		for (const { as, held, until } of devices) {
			const news = await everything(as, until);
			for (const [id, item] of news.held) held.set(id, item);
			const fresh = (await everything(as)).held;
			expect(Object.fromEntries(held)).toEqual(Object.fromEntries(fresh));
			expect(held.get(another.id)?.dossier.status).toBe('received');
		}
	});

	it('is nothing once the overlap has passed, and leaves no line in the record', async () => {
		const before = (await audited(cast.leader)).length;
		await sql(server, cast.superuser, `UPDATE dossiers SET changedAt = '2026-01-01T00:00:00.000Z'`);
		const page = await sync(cast.leader, { since: new Date().toISOString() });
		expect(page).toMatchObject({ items: [], gone: [], confirmed: [] });
		expect(page.next).toBeUndefined();
		expect(await audited(cast.leader)).toHaveLength(before);
	});

	it('goes back far enough for a change that was stamped before and seen after', async () => {
		const since = new Date().toISOString();
		const stamped = new Date(Date.parse(since) - OVERLAP_MS + 1000).toISOString();
		await sql(
			server,
			cast.superuser,
			`UPDATE dossiers SET changedAt = '${stamped}' WHERE id = '${atWork.id}'`
		);
		const { items } = await sync(cast.leader, { since });
		expect(items.map(({ dossier }) => dossier.id)).toEqual([atWork.id]);
	});

	it('includes a dossier of which a file was read back', async () => {
		const supplement = await Journey.submitted(server, cast);
		await supplement.take(cast.receivingOfficer, 'ask_completion', {
			papers: [{ paper: 'don', reason: 'Mờ' }],
			remark: ''
		});
		const { id, form } = uploadForm(supplement.id, 'don');
		await send(server, cast.applicant, form);
		await agesAgo(supplement.id, 1);
		const { until } = await sync(cast.applicant, { since: '' });
		await readBack(server);
		const { items } = await sync(cast.applicant, { since: until });
		const item = items.find(({ dossier }) => dossier.id === supplement.id);
		expect(item?.detail?.attachments).toContainEqual(
			expect.objectContaining({ id, state: 'verified' })
		);
	});

	it('tells a division by id only what left it, and never what it did not have', async () => {
		const moved = await Journey.submitted(server, cast);
		const never = await Journey.submitted(server, cast);
		const { until } = await sync(cast.caseOfficer, { since: '' });
		await sql(
			server,
			cast.superuser,
			`UPDATE dossiers SET division = 'phong-htqt', changedAt = '${new Date().toISOString()}'
			WHERE id IN ('${moved.id}', '${never.id}')`
		);
		// As if it had begun there.
		await sql(
			server,
			cast.superuser,
			`UPDATE dossier_actions SET answer = replace(answer, 'phong-ls-nvnonn', 'phong-htqt') WHERE dossier = '${never.id}'`
		);
		const page = await sync(cast.caseOfficer, { since: until });
		expect(page.gone).toEqual([moved.id]);
		expect(JSON.stringify(page)).not.toContain(never.id);
		const there = await sync(cast.otherCaseOfficer, { since: until });
		expect(there.items.map(({ dossier }) => dossier.id).sort()).toEqual(
			[moved.id, never.id].sort()
		);
		expect((await sync(cast.caseOfficer, { since: '' })).gone).toEqual([]);
	});
});

async function firstFill(as: Visitor) {
	const { until } = await sync(as, { since: '', limit: 1 });
	return { until, held: (await everything(as)).held };
}

describe('reading page by page', () => {
	it('loses and doubles nothing while somebody writes', async () => {
		const counted = [];
		for (let at = 0; at < 12; at += 1) {
			const intent = await counterRegistration(server);
			counted.push(taken(await act(server, cast.receivingOfficer, intent)).dossier);
		}
		let writing = true;
		const writer = (async () => {
			for (let turn = 0; writing; turn += 1) {
				const { id } = counted[turn % counted.length] ?? { id: '' };
				const note = { id: newId(), dossier: id, type: 'note', expectedSeq: 0 };
				taken(await act(server, cast.clerk, { ...note, payload: { text: 'Ghi chú' } }));
			}
		})();
		const { until } = await sync(cast.leader, { since: '', limit: 1 });
		const { held, told } = await everything(cast.leader, '', 3);
		writing = false;
		await writer;
		// The same state is never told twice.
		expect(new Set(told).size).toBe(told.length);
		for (const [id, item] of (await everything(cast.leader, until)).held) held.set(id, item);
		const open = await dossiers("status != 'refused'");
		expect([...held.values()].map(({ dossier }) => `${dossier.id} ${dossier.seq}`).sort()).toEqual(
			open.map(({ id, seq }) => `${id} ${seq}`)
		);
	});
});

describe('a backup that was put back', () => {
	it('is noticed: what was told before is not known any more', async () => {
		const { until, witness } = await sync(cast.leader, { since: '' });
		await atWork.take(cast.caseOfficer, 'note', { text: 'Ghi chú' });
		const known = await sync(cast.leader, { since: until, witness });
		expect(known.restored).toBeUndefined();
		expect(known.items.map(({ dossier }) => dossier.id)).toContain(atWork.id);
		const lost = await sync(cast.leader, { since: until, witness: newId() });
		expect([lost.restored, lost.items]).toEqual([true, []]);
	});
});

describe('actions that are asked after', () => {
	it('are confirmed when they are kept, and to nobody but who took them', async () => {
		const own = taken(
			await act(server, cast.caseOfficer, atWork.intent('note', { text: 'Ghi chú' }))
		).action;
		const others = submitted.last.action.id;
		const confirm = [own.id, others, newId()];
		const since = new Date(Date.now() + OVERLAP_MS).toISOString();
		const { confirmed } = await sync(cast.caseOfficer, { since, confirm });
		expect(confirmed).toEqual([{ id: own.id, dossier: atWork.id, seq: own.seq }]);
		expect((await sync(cast.stranger, { since, confirm })).confirmed).toEqual([]);
		expect((await sync(cast.applicant, { since, confirm })).confirmed).toEqual([
			{ id: others, dossier: submitted.id, seq: 1 }
		]);
	});
});

describe('rights and records', () => {
	it('answers nobody and administrators not at all, and a stranger with nothing', async () => {
		const refused = async (as: Visitor) => {
			const answer = await ask(server, 'POST', '/api/app/sync', { as, body: { since: '' } });
			return [answer.status, codeOf(answer)];
		};
		expect(await refused(NOBODY)).toEqual([401, 'actor.signed_out']);
		expect(await refused(cast.administrator)).toEqual([403, 'dossier.wrong_role']);
		expect((await everything(cast.stranger)).held.size).toBe(0);
	});

	it('writes one line for each page that hands something to an officer', async () => {
		const before = await audited(cast.head);
		const { items } = await sync(cast.head, { since: '' });
		const [line, ...more] = (await audited(cast.head)).slice(before.length);
		expect(more).toEqual([]);
		const ids = (detailed: boolean) =>
			items.filter(({ detail }) => (detail !== null) === detailed).map(({ dossier }) => dossier.id);
		expect(line).toEqual({ listed: ids(false), opened: ids(true) });
		expect(ids(true).length).toBeGreaterThan(0);
	});

	it('hands out nothing that it could not record', async () => {
		await sql(
			server,
			cast.superuser,
			"CREATE TRIGGER broken BEFORE INSERT ON audit_log BEGIN SELECT RAISE(ABORT, 'no'); END"
		);
		const answer = await ask(server, 'POST', '/api/app/sync', {
			as: cast.leader,
			body: { since: '' }
		});
		await sql(server, cast.superuser, 'DROP TRIGGER broken');
		expect(answer.status).toBe(500);
		expect(answer.text).not.toContain('Đặc Biệt');
	});
});

describe('a question that cannot be read', () => {
	it.each<[what: string, body: unknown, field: string]>([
		['no cursor', {}, 'since'],
		['a day', { since: '2026-11-25' }, 'since'],
		['no day at all', { since: '2026-99-99T00:00:00.000Z' }, 'since'],
		['a list', [], ''],
		['another place', { since: '', after: "x' OR 1" }, 'after'],
		['no page', { since: '', limit: 0 }, 'limit'],
		['too long a page', { since: '', limit: 201 }, 'limit'],
		['half a page', { since: '', limit: 1.5 }, 'limit'],
		['another id', { since: '', confirm: ['x'] }, 'confirm.0'],
		['too many ids', { since: '', confirm: Array<string>(101).fill(newId()) }, 'confirm']
	])('is refused: %s', async (_what, body, field) => {
		const answer = await ask(server, 'POST', '/api/app/sync', { as: cast.leader, body });
		expect([answer.status, codeOf(answer)]).toEqual([400, 'field.invalid']);
		expect(answer.body).toMatchObject(field ? { data: { field } } : {});
	});

	it('is refused when it is too long to be one', async () => {
		const answer = await ask(server, 'POST', '/api/app/sync', {
			as: cast.leader,
			body: { since: '', padding: 'x'.repeat(9000) }
		});
		expect(answer.status).toBe(413);
	});
});
