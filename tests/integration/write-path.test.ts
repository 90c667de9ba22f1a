import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { act, ask, codeOf, newId, taken } from '../support/api.ts';
import { startDisposableServer, type DisposableServer } from '../support/disposable-server.ts';
import { listen } from '../support/live.ts';
import { signInCast, sql, type Cast } from '../support/people.ts';
import {
	counterRegistration,
	Journey,
	RESULT_PAPER,
	submission,
	upload
} from '../support/travel-request.ts';

let server: DisposableServer;
let cast: Cast;

beforeAll(async () => {
	server = await startDisposableServer();
	cast = await signInCast(server);
});
afterAll(() => server.stop());

const count = async (table: string, where = '1'): Promise<number> =>
	Number(
		(await sql(server, cast.superuser, `SELECT COUNT(*) AS n FROM ${table} WHERE ${where}`))[0]?.[
			'n'
		]
	);

describe('an action that is sent twice', () => {
	it('happens once and gets its first answer again, word for word', async () => {
		const intent = await submission(server, cast.applicant);
		const first = await act(server, cast.applicant, intent);
		const again = await act(server, cast.applicant, intent);
		expect(first.status).toBe(200);
		expect(again.text).toBe(first.text);
		expect(await count('dossier_actions', `dossier = '${intent.dossier}'`)).toBe(1);
		expect(await count('audit_log', `subject = '${intent.dossier}'`)).toBe(1);
	});

	it('is the same whatever the order of its keys', async () => {
		const intent = await submission(server, cast.applicant);
		const first = await act(server, cast.applicant, intent);
		const turned = Object.fromEntries(Object.entries(intent).reverse());
		expect((await act(server, cast.applicant, turned)).text).toBe(first.text);
	});

	it('happens once when twenty devices send it together', async () => {
		const intent = await submission(server, cast.applicant);
		const answers = await Promise.all(
			Array.from({ length: 20 }, () => act(server, cast.applicant, intent))
		);
		expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
		expect(answers[0]?.status).toBe(200);
		expect(await count('dossier_actions', `dossier = '${intent.dossier}'`)).toBe(1);
	});

	it('gets the first answer even after the dossier moved on', async () => {
		const journey = await Journey.submitted(server, cast);
		const intent = journey.intent('receive', { remark: '' });
		const first = await act(server, cast.receivingOfficer, intent);
		await act(server, cast.caseOfficer, { ...journey.intent('take', {}), expectedSeq: 2 });
		expect((await act(server, cast.receivingOfficer, intent)).text).toBe(first.text);
	});
});

describe('an id that was used before', () => {
	it('is refused with another body', async () => {
		const intent = await submission(server, cast.applicant);
		await act(server, cast.applicant, intent);
		const other = { ...intent, payload: { ...intent.payload, resultReturn: 'post' } };
		const answer = await act(server, cast.applicant, other);
		expect([answer.status, codeOf(answer)]).toEqual([409, 'action.id_reused']);
	});

	it('is refused to somebody else, who learns nothing of the first answer', async () => {
		const intent = await submission(server, cast.applicant);
		await act(server, cast.applicant, intent);
		const answer = await act(server, cast.stranger, intent);
		expect([answer.status, codeOf(answer)]).toEqual([409, 'action.id_reused']);
		expect(answer.text).not.toContain('NS-');
	});

	it('does not hide that another id collides: that is a refusal, not "already saved"', async () => {
		const intent = await submission(server, cast.applicant);
		await act(server, cast.applicant, intent);
		const sameDossier = await act(server, cast.applicant, { ...intent, id: newId() });
		expect([sameDossier.status, codeOf(sameDossier)]).toEqual([409, 'dossier.exists']);

		// Our own number follows from the first eight characters of the id.
		const twin = intent.dossier.slice(0, 8) + newId().slice(0, 7);
		const sameNumber = await act(
			server,
			cast.applicant,
			await submission(server, cast.applicant, twin)
		);
		expect([sameNumber.status, codeOf(sameNumber)]).toEqual([409, 'dossier.exists']);
		expect(await count('dossiers', `id = '${twin}'`)).toBe(0);
	});
});

describe('two officers at once', () => {
	it('lets the first act and tells the second that something changed', async () => {
		const journey = await Journey.submitted(server, cast);
		const answers = await Promise.all([
			act(server, cast.receivingOfficer, journey.intent('receive', { remark: '' })),
			act(server, cast.receivingOfficer, journey.intent('receive', { remark: 'another' }))
		]);
		expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
		expect(answers.map(codeOf).sort()).toEqual(['', 'dossier.changed_meanwhile']);
	});
});

describe('official codes', () => {
	it('run without gap or double through refusals and simultaneous receptions', async () => {
		const before = await lastNumbers();
		const intents = await Promise.all(
			Array.from({ length: 12 }, () => counterRegistration(server, cast.applicant.id))
		);
		const answers = await Promise.all(
			intents.flatMap((intent) => [
				act(server, cast.receivingOfficer, intent),
				act(server, cast.clerk, { ...intent, id: newId() })
			])
		);
		const codes = answers
			.filter(({ status }) => status === 200)
			.map((answer) => taken(answer).dossier.code ?? '');
		expect(codes).toHaveLength(12);
		expect(codes.every((code) => /^H19-\d{6}-\d{4}$/.test(code))).toBe(true);
		// Each day has a series of its own, and the day may end at any moment.
		const usedUp = [...(await lastNumbers())].flatMap(([series, last]) => {
			const first = (before.get(series) ?? 0) + 1;
			return Array.from({ length: last + 1 - first }, (_, at) => codeOfSeries(series, first + at));
		});
		expect(codes.sort()).toEqual(usedUp.sort());
	});

	it('end at 9999: the day is full, and nothing is saved', async () => {
		const { dossier } = taken(
			await act(server, cast.receivingOfficer, await counterRegistration(server))
		);
		const [, series = '', number = ''] = /^(.*)-(\d{4})$/.exec(dossier.code ?? '') ?? [];
		const stands = (last: number) =>
			sql(server, cast.superuser, `UPDATE counters SET last = ${last} WHERE id = '${series}'`);
		await stands(9999);
		const intent = await counterRegistration(server);
		const answer = await act(server, cast.receivingOfficer, intent);
		expect(codeOf(answer)).toBe('number.exhausted');
		expect(await count('dossiers', `id = '${intent.dossier}'`)).toBe(0);
		await stands(Number(number));
		expect((await act(server, cast.receivingOfficer, intent)).status).toBe(200);
	});

	/** Of each day. */
	async function lastNumbers(): Promise<ReadonlyMap<string, number>> {
		const rows = await sql(server, cast.superuser, 'SELECT id, last FROM counters');
		return new Map(rows.map(({ id = '', last }) => [id, Number(last)]));
	}

	const codeOfSeries = (series: string, number: number): string =>
		`${series}-${String(number).padStart(4, '0')}`;
});

describe('a version of a procedure', () => {
	it('is kept by the dossiers that began with it, and no longer taken by new ones', async () => {
		const journey = await Journey.submitted(server, cast);
		const late = await submission(server, cast.applicant);
		const { procedure, procedureVersion } = late.payload;
		const older = `slug = '${procedure}' AND version = '${procedureVersion}'`;
		await sql(
			server,
			cast.superuser,
			`INSERT INTO procedures (id, slug, version, data)
				SELECT 'newerversion001', slug, '2099-01-01',
					json_set(data, '$.procedure.validFrom', '2026-01-01')
				FROM procedures WHERE ${older}`
		);
		expect(codeOf(await act(server, cast.applicant, late))).toBe('procedure.not_in_force');
		const received = await act(
			server,
			cast.receivingOfficer,
			journey.intent('receive', { remark: '' })
		);
		expect(taken(received).dossier.procedureVersion).toBe(procedureVersion);
		await sql(server, cast.superuser, "DELETE FROM procedures WHERE id = 'newerversion001'");
		expect((await act(server, cast.applicant, late)).status).toBe(200);
	});
});

describe('one transaction', () => {
	it.each(['dossiers', 'dossier_forms', 'dossier_actions', 'notifications', 'audit_log'])(
		'leaves nothing behind when writing %s fails, and the same action succeeds later',
		async (table) => {
			const intent = await counterRegistration(server, cast.applicant.id);
			const traces = async () => [
				await count('dossiers'),
				await count('dossier_forms'),
				await count('dossier_names'),
				await count('dossier_actions'),
				await count('notifications'),
				await count('audit_log'),
				(await sql(server, cast.superuser, 'SELECT last FROM counters'))[0]?.['last']
			];
			const before = await traces();
			await sql(
				server,
				cast.superuser,
				`CREATE TRIGGER broken BEFORE INSERT ON ${table} BEGIN SELECT RAISE(ABORT, 'disk on fire'); END`
			);
			const failed = await act(server, cast.receivingOfficer, intent);
			await sql(server, cast.superuser, 'DROP TRIGGER broken');
			expect(failed.status).toBe(500);
			expect(failed.text).not.toContain('disk on fire');
			expect(await traces()).toEqual(before);
			expect((await act(server, cast.receivingOfficer, intent)).status).toBe(200);
		}
	);

	it('survives a killed server: what was acknowledged is there, once', async () => {
		const intent = await counterRegistration(server, cast.applicant.id);
		const first = await act(server, cast.receivingOfficer, intent);
		await server.killAndRestart();
		const again = await act(server, cast.receivingOfficer, intent);
		expect(again.text).toBe(first.text);
		expect(await count('dossier_actions', `dossier = '${intent.dossier}'`)).toBe(1);
	});
});

describe('whoever is told', () => {
	it('is told once of an action and an event, and the row names the action', async () => {
		const journey = await Journey.submitted(server, cast);
		const { id } = journey.last.action;
		const rows = await sql(
			server,
			cast.superuser,
			`SELECT event, recipient FROM notifications WHERE cause = '${id}' AND channel = 'tray'
			ORDER BY recipient`
		);
		expect(rows).toEqual(
			[cast.applicant.id, cast.receivingOfficer.id]
				.sort()
				.map((recipient) => ({ event: 'submitted', recipient }))
		);
		const again = sql(
			server,
			cast.superuser,
			`INSERT INTO notifications (id, dossier, cause, event, recipientKind, recipient, channel, at, state)
			SELECT '${newId()}', dossier, cause, event, recipientKind, recipient, channel, at, state
			FROM notifications WHERE cause = '${id}' LIMIT 1`
		);
		await expect(again).rejects.toThrow('UNIQUE');
	});
});

describe('a rating', () => {
	it('is given once, by the applicant, after the outcome, and officers read it', async () => {
		const journey = await Journey.submitted(server, cast);
		const rating = journey.intent('rate', { score: 4, remark: 'Nhanh' });
		expect(codeOf(await act(server, cast.applicant, rating))).toBe('dossier.wrong_status');
		await journey.take(cast.receivingOfficer, 'refuse', {
			reason: 'Không thuộc thẩm quyền',
			legalGround: 'Nghị định 118/2025/NĐ-CP'
		});
		expect(codeOf(await act(server, cast.receivingOfficer, rating))).toBe('dossier.wrong_role');
		// Made before the refusal was known: it stands for itself.
		const { dossier } = taken(await act(server, cast.applicant, rating));
		expect(dossier).toMatchObject({ status: 'refused', seq: 3 });
		const second = await act(server, cast.applicant, { ...rating, id: newId() });
		expect([second.status, codeOf(second)]).toEqual([409, 'dossier.already_rated']);
		for (const score of [0, 6, 4.5, '5']) {
			const wrong = { ...rating, id: newId(), payload: { score, remark: '' } };
			expect(codeOf(await act(server, cast.applicant, wrong))).toBe('field.invalid');
		}
		const { text } = await ask(server, 'GET', `/api/app/dossiers/${journey.id}`, {
			as: cast.leader
		});
		expect(text).toContain('"score":4');
	});
});

describe('durability', () => {
	it('waits for the disk in every writing transaction, even when the connection forgot it', async () => {
		await sql(server, cast.superuser, 'CREATE TABLE seen (level INTEGER)');
		await sql(
			server,
			cast.superuser,
			`CREATE TRIGGER watch AFTER INSERT ON dossier_actions BEGIN
			INSERT INTO seen SELECT synchronous FROM pragma_synchronous; END`
		);
		// What an idle connection that was opened anew looks like.
		await sql(server, cast.superuser, 'PRAGMA synchronous = NORMAL');
		await act(server, cast.receivingOfficer, await counterRegistration(server));
		expect(await sql(server, cast.superuser, 'SELECT level FROM seen')).toEqual([{ level: '2' }]);
	});
});

describe('what a reader is told', () => {
	it('the history of the applicant names units and hides talk among officers', async () => {
		const journey = await Journey.submitted(server, cast);
		await journey.take(cast.receivingOfficer, 'receive', { remark: 'PRIVATE-1' });
		await journey.take(cast.receivingOfficer, 'note', { text: 'PRIVATE-2' });
		await journey.take(cast.caseOfficer, 'take', {});
		await journey.take(cast.caseOfficer, 'propose', { proposal: 'reject', remark: 'PRIVATE-3' });
		const mine = await ask(server, 'GET', `/api/app/dossiers/${journey.id}`, {
			as: cast.applicant
		});
		expect(mine.text).not.toMatch(/PRIVATE-|Tiếp Nhận|Thụ Lý|"proposal":"reject"/);
		expect(mine.text).toContain('Văn phòng Sở');
		const theirs = await ask(server, 'GET', `/api/app/dossiers/${journey.id}`, { as: cast.leader });
		for (const words of ['PRIVATE-1', 'PRIVATE-2', 'PRIVATE-3', 'Nguyễn Văn Thụ Lý']) {
			expect(theirs.text).toContain(words);
		}
	});

	it('no record tells the applicant which officer it is, be it read or heard live', async () => {
		const journey = await Journey.submitted(server, cast);
		await journey.take(cast.receivingOfficer, 'receive', { remark: '' });
		const listener = await listen(server, cast.applicant, [`dossiers/${journey.id}`]);
		await journey.take(cast.caseOfficer, 'take', {});
		await journey.take(cast.caseOfficer, 'propose', { proposal: 'approve', remark: 'Đủ' });
		await journey.take(cast.leader, 'sign', { remark: '' });
		const { attachment } = await upload(server, cast.clerk, journey.id, RESULT_PAPER);
		const result = { number: '12/QĐ-SNgV', issuedOn: '2026-01-05', attachment };
		await journey.take(cast.clerk, 'issue_result', result);
		await expect.poll(listener.heard).toContain('"status":"result_ready"');
		listener.close();
		const read = (path: string) =>
			ask(server, 'GET', `/api/collections/${path}`, { as: cast.applicant });
		const dossier = await read(`dossiers/records/${journey.id}`);
		const file = await read(`attachments/records/${attachment}`);
		expect([dossier.status, file.status]).toEqual([200, 200]);
		const all = [listener.heard(), dossier.text, file.text].join('\n');
		for (const { id } of [cast.caseOfficer, cast.clerk]) expect(all).not.toContain(id);
	});
});
