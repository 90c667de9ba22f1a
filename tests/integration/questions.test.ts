/** Questions to the office over HTTP: who may ask, read and answer, and that it happens once. */
import * as v from 'valibot';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ENDED_QUESTION_KEPT_DAYS } from '$domain/question/retention.ts';
import { dueAt, receptionStart } from '$domain/time/working-time.ts';
import { calendarFrom, parseHolidays, parseWorkingHours } from '$domain/time/holidays.ts';
import { ask, codeOf, newId, NOBODY, type Visitor } from '../support/api.ts';
import { startDisposableServer, type DisposableServer } from '../support/disposable-server.ts';
import { signInCast, sql, type Cast } from '../support/people.ts';
import {
	actOnQuestion,
	askConsular,
	CONSULAR_PROCEDURE,
	newQuestion,
	nextAct,
	questionTaken,
	readQuestions
} from '../support/questions.ts';

let server: DisposableServer;
let cast: Cast;

beforeAll(async () => {
	server = await startDisposableServer();
	cast = await signInCast(server);
});
afterAll(() => server.stop());

const rows = (query: string) => sql(server, cast.superuser, query);
const count = async (table: string, where: string) =>
	Number((await rows(`SELECT COUNT(*) AS n FROM ${table} WHERE ${where}`))[0]?.['n']);
/** What this person asked until now is of yesterday: the day's amount is theirs again. */
const newDay = () =>
	rows("UPDATE question_acts SET at = '2026-01-01T00:00:00.000Z' WHERE type != 'x'");

const refusedTo = async (as: Visitor, act: object) => codeOf(await actOnQuestion(server, as, act));

/** Asked, and answered by the case officer. */
async function answered(): Promise<string> {
	await newDay();
	const id = await askConsular(server, cast.applicant);
	const answer = { text: 'Không cần.', sources: [] };
	questionTaken(
		await actOnQuestion(server, cast.caseOfficer, nextAct(id, 1, 'answer_question', answer))
	);
	return id;
}

describe('asking', () => {
	it('happens once, however often it is sent, and gets its first answer again', async () => {
		const act = newQuestion();
		const answers = await Promise.all(
			Array.from({ length: 12 }, () => actOnQuestion(server, cast.applicant, act))
		);
		expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
		expect(questionTaken(await actOnQuestion(server, cast.applicant, act)).action.id).toBe(act.id);
		expect(await count('question_acts', `question = '${act.question}'`)).toBe(1);
		expect(await count('audit_log', `subject = '${act.question}'`)).toBe(1);
	});

	it('goes to the division that handles the procedure, else to the Office', async () => {
		const of = async (procedure: string | null) =>
			questionTaken(await actOnQuestion(server, cast.applicant, newQuestion({ procedure })))
				.question.division;
		expect(await of('su-dung-the-abtc')).toBe('phong-htqt');
		expect(await of('cbccvc-di-nuoc-ngoai-viec-rieng')).toBe('phong-ls-nvnonn');
		expect(await of(null)).toBe('van-phong');
		const unknown = newQuestion({ procedure: 'khong-co' });
		expect(await refusedTo(cast.applicant, unknown)).toBe('procedure.unknown');
	});

	it('promises the day that the phone said, by the same calendar', async () => {
		await newDay();
		const { question } = questionTaken(await actOnQuestion(server, cast.applicant, newQuestion()));
		const { body } = await ask(server, 'GET', '/api/app/settings');
		const settings = v.parse(
			v.object({
				holidays: v.unknown(),
				openingHours: v.object({ hours: v.unknown() }),
				questionDesk: v.object({
					limit: v.object({ days: v.number(), unit: v.literal('working-days') })
				})
			}),
			body
		);
		const hours = parseWorkingHours(settings.openingHours.hours);
		const calendar = calendarFrom(parseHolidays(settings.holidays), hours, 'test');
		const askedAt = v.parse(v.string(), question['askedAt']);
		const start = receptionStart(askedAt, calendar);
		expect(question.dueAt).toBe(dueAt(start, settings.questionDesk.limit, calendar));
	});

	it('is refused to nobody, to officers, and under an id that is used', async () => {
		await newDay();
		expect(await refusedTo(NOBODY, newQuestion())).toBe('actor.signed_out');
		for (const officer of [cast.caseOfficer, cast.leader, cast.administrator]) {
			expect(await refusedTo(officer, newQuestion())).toBe('question.wrong_role');
		}
		const act = newQuestion();
		questionTaken(await actOnQuestion(server, cast.applicant, act));
		const other = { ...act, payload: { ...act.payload, text: 'Khác' } };
		expect(await refusedTo(cast.applicant, other)).toBe('action.id_reused');
		expect(await refusedTo(cast.stranger, act)).toBe('action.id_reused');
		const sameQuestion = { ...act, id: newId() };
		expect(await refusedTo(cast.applicant, sameQuestion)).toBe('question.exists');
		expect(await refusedTo(cast.stranger, sameQuestion)).toBe('question.not_found');
	});

	it('carries personal data only where the person agreed to each', async () => {
		await newDay();
		const text = 'Tôi là 075 099 012 345';
		expect(await refusedTo(cast.applicant, newQuestion({ text }))).toBe('question.personal_data');
		const excerpt = [{ by: 'person' as const, text: 'gọi 0912345678' }];
		expect(await refusedTo(cast.applicant, newQuestion({ excerpt }))).toBe(
			'question.personal_data'
		);
		questionTaken(
			await actOnQuestion(server, cast.applicant, newQuestion({ text, agreedPersonalData: true }))
		);
		const code = newQuestion({ text: 'Hồ sơ H19.14-261113-0031 theo Luật 49/2019/QH14?' });
		questionTaken(await actOnQuestion(server, cast.applicant, code));
	});

	it('is refused for today after ten, and says when to try again', async () => {
		await newDay();
		for (let asked = 0; asked < 10; asked += 1) await askConsular(server, cast.stranger);
		const eleventh = await actOnQuestion(server, cast.stranger, newQuestion());
		expect([eleventh.status, codeOf(eleventh)]).toEqual([429, 'question.day_full']);
		expect(Number(eleventh.headers.get('retry-after'))).toBeGreaterThan(0);
	});

	it.each([
		['no JSON', '{'],
		['a list', []],
		['brackets without end', '['.repeat(100_000)],
		['another form', { id: newId(), question: newId(), type: 'ask_question' }]
	])('answers %s with a refusal', async (_what, body) => {
		const answer = await ask(server, 'POST', '/api/app/questions', { as: cast.applicant, body });
		expect(answer.status).toBe(400);
		expect(codeOf(answer)).not.toBe('');
	});
});

describe('reading', () => {
	it('shows whoever asked their own, with the unit that answered and no names', async () => {
		const id = await answered();
		const { items } = await readQuestions(server, cast.applicant);
		const mine = items.find(({ question }) => question.id === id);
		expect(mine?.question).toMatchObject({ asker: cast.applicant.id, officer: null });
		expect(mine?.acts.map(({ type, mine: own }) => [type, own])).toEqual([
			['ask_question', true],
			['answer_question', false]
		]);
		expect(mine?.acts[1]).toMatchObject({ division: 'phong-ls-nvnonn', officerName: '' });
		const theirs = await readQuestions(server, cast.stranger);
		expect(theirs.items.map(({ question }) => question.id)).not.toContain(id);
	});

	it('shows officers those of their division, leaders all, others none; nobody learns who asked', async () => {
		await newDay();
		const id = await askConsular(server, cast.applicant);
		const seen = async (as: Visitor) =>
			(await readQuestions(server, as)).items.some(({ question }) => question.id === id);
		expect(await seen(cast.caseOfficer)).toBe(true);
		expect(await seen(cast.head)).toBe(true);
		expect(await seen(cast.leader)).toBe(true);
		expect(await seen(cast.otherCaseOfficer)).toBe(false);
		expect(await seen(cast.receivingOfficer)).toBe(false);
		const { items } = await readQuestions(server, cast.caseOfficer);
		expect(JSON.stringify(items)).not.toContain(cast.applicant.id);
		for (const as of [NOBODY, cast.administrator]) {
			const answer = await ask(server, 'POST', '/api/app/questions/sync', {
				as,
				body: { since: '' }
			});
			expect(answer.status).toBeGreaterThanOrEqual(400);
		}
	});

	it('keeps texts out of the records that PocketBase shows, and officers out of those of others', async () => {
		await newDay();
		const id = await askConsular(server, cast.applicant);
		const record = `/api/collections/questions/records/${id}`;
		const own = await ask(server, 'GET', record, { as: cast.applicant });
		expect(own.status).toBe(200);
		expect(own.text).not.toContain('công chứng');
		const asOfficer = await ask(server, 'GET', record, { as: cast.caseOfficer });
		expect(asOfficer.status).toBe(200);
		expect(asOfficer.text).not.toContain(cast.applicant.id);
		for (const as of [NOBODY, cast.stranger, cast.otherCaseOfficer, cast.administrator]) {
			expect((await ask(server, 'GET', record, { as })).status).toBe(404);
			const patched = await ask(server, 'PATCH', record, { as, body: { state: 'closed' } });
			expect(patched.status).toBeGreaterThanOrEqual(400);
		}
		const acts = await ask(server, 'GET', '/api/collections/question_acts/records', {
			as: cast.caseOfficer
		});
		expect(acts.text).not.toContain(id);
	});

	it('by an officer is recorded; asking for news that is not there is not', async () => {
		await newDay();
		const id = await askConsular(server, cast.applicant);
		const { until } = await readQuestions(server, cast.caseOfficer);
		const logged = () =>
			count(
				'audit_log',
				`event = 'read.questions' AND actor = '${cast.caseOfficer.id}' AND detail LIKE '%${id}%'`
			);
		expect(await logged()).toBe(1);
		const later = new Date(Date.parse(until) + 60_000).toISOString();
		expect((await readQuestions(server, cast.caseOfficer, { since: later })).items).toEqual([]);
		expect(await logged()).toBe(1);
		expect(await count('audit_log', `event = 'read.questions' AND actorRole = 'applicant'`)).toBe(
			0
		);
	});

	it('confirms the own acts that are kept, and no others', async () => {
		await newDay();
		const act = newQuestion();
		questionTaken(await actOnQuestion(server, cast.applicant, act));
		const confirm = [act.id, newId()];
		expect((await readQuestions(server, cast.applicant, { confirm })).confirmed).toEqual([act.id]);
		expect((await readQuestions(server, cast.stranger, { confirm })).confirmed).toEqual([]);
	});
});

describe('answering', () => {
	it('is for the division, one officer at a time, and told to whoever asked', async () => {
		await newDay();
		const id = await askConsular(server, cast.applicant);
		const answer = { text: 'Không cần công chứng.', sources: [] };
		const answering = (seq: number) => nextAct(id, seq, 'answer_question', answer);
		for (const as of [cast.otherCaseOfficer, cast.receivingOfficer]) {
			expect(await refusedTo(as, answering(1))).toBe('question.wrong_division');
		}
		expect(await refusedTo(cast.leader, answering(1))).toBe('question.wrong_role');
		expect(await refusedTo(cast.stranger, answering(1))).toBe('question.not_found');
		expect(await refusedTo(cast.applicant, answering(1))).toBe('question.wrong_role');

		questionTaken(
			await actOnQuestion(server, cast.caseOfficer, nextAct(id, 1, 'take_question', {}))
		);
		expect(await refusedTo(cast.head, answering(1))).toBe('question.changed_meanwhile');
		const act = answering(2);
		const first = await actOnQuestion(server, cast.caseOfficer, act);
		expect(questionTaken(first).question).toMatchObject({
			state: 'answered',
			officer: cast.caseOfficer.id,
			asker: ''
		});
		expect((await actOnQuestion(server, cast.caseOfficer, act)).text).toBe(first.text);

		const told = await rows(
			`SELECT event, recipient, recipientKind, channel FROM notifications
			WHERE dossier = '${id}' AND channel = 'tray' ORDER BY event`
		);
		expect(told.filter(({ event }) => event === 'question_answered')).toEqual([
			{
				event: 'question_answered',
				recipient: cast.applicant.id,
				recipientKind: 'applicant',
				channel: 'tray'
			}
		]);
		const officers = told.filter(({ event }) => event === 'question_asked');
		expect(officers.map(({ recipient }) => recipient).sort()).toEqual(
			[cast.caseOfficer.id, cast.head.id].sort()
		);
		const log = await rows(
			`SELECT event, detail FROM audit_log WHERE subject = '${id}' ORDER BY seq`
		);
		expect(log.map(({ event }) => event)).toEqual([
			'question.ask_question',
			'question.take_question',
			'question.answer_question'
		]);
		expect(JSON.stringify(log)).not.toContain('công chứng');
	});

	it('leads back to asked by one follow-up of whoever asked', async () => {
		const id = await answered();
		const followUp = (seq: number) =>
			nextAct(id, seq, 'follow_up', { text: 'Còn bản sao?', agreedPersonalData: false });
		expect(await refusedTo(cast.stranger, followUp(2))).toBe('question.not_found');
		const { question } = questionTaken(await actOnQuestion(server, cast.applicant, followUp(2)));
		expect(question).toMatchObject({ state: 'asked', seq: 3 });
		const answer = { text: 'Cũng không.', sources: [] };
		questionTaken(
			await actOnQuestion(server, cast.head, nextAct(id, 3, 'answer_question', answer))
		);
		expect(await refusedTo(cast.applicant, followUp(4))).toBe('question.already_followed_up');
	});

	it('is proposed for the catalogue without the person, and listed to the administrator alone', async () => {
		const id = await answered();
		const proposal = (text: string) =>
			nextAct(id, 2, 'propose_answer', {
				procedure: 'chung-nhan-lanh-su-hop-phap-hoa-lanh-su',
				question: { vi: text, en: '' },
				answer: { vi: 'Không cần.', en: '' }
			});
		expect(await refusedTo(cast.caseOfficer, proposal('Hộ chiếu C1234567?'))).toBe(
			'question.personal_data'
		);
		questionTaken(
			await actOnQuestion(server, cast.caseOfficer, proposal('Có cần công chứng không?'))
		);
		const listed = await ask(server, 'GET', '/api/app/question-proposals', {
			as: cast.administrator
		});
		expect(listed.text).toContain('Có cần công chứng không?');
		for (const as of [NOBODY, cast.applicant, cast.caseOfficer, cast.leader]) {
			const answer = await ask(server, 'GET', '/api/app/question-proposals', { as });
			expect(answer.status).toBeGreaterThanOrEqual(400);
		}
		const seen = await readQuestions(server, cast.applicant);
		expect(JSON.stringify(seen)).not.toContain('propose_answer');
	});
});

describe('passing on', () => {
	const passed = (id: string, seq: number, division = 'phong-htqt') =>
		nextAct(id, seq, 'pass_question', { division, note: 'Việc của phòng mình.' });
	const seenBy = async (as: Visitor) =>
		(await readQuestions(server, as)).items.map(({ question }) => question.id);

	it('hands the question to the other division, which is told of it and alone answers then', async () => {
		await newDay();
		const id = await askConsular(server, cast.applicant);
		const before = questionTaken(
			await actOnQuestion(server, cast.caseOfficer, nextAct(id, 1, 'take_question', {}))
		);
		const { question } = questionTaken(
			await actOnQuestion(server, cast.caseOfficer, passed(id, 2))
		);
		expect(question).toMatchObject({
			division: 'phong-htqt',
			state: 'asked',
			dueAt: before.question.dueAt
		});
		expect(await seenBy(cast.caseOfficer)).not.toContain(id);
		expect(await seenBy(cast.otherCaseOfficer)).toContain(id);
		expect(
			await count(
				'notifications',
				`dossier = '${id}' AND channel = 'tray' AND recipient = '${cast.otherCaseOfficer.id}'`
			)
		).toBe(1);
		const answer = nextAct(id, 3, 'answer_question', { text: 'Không cần.', sources: [] });
		expect(await refusedTo(cast.caseOfficer, answer)).toBe('question.wrong_division');
		questionTaken(await actOnQuestion(server, cast.otherCaseOfficer, answer));
	});

	it('leaves the devices of the division that passed it on, and shows whoever asked no note', async () => {
		await newDay();
		const id = await askConsular(server, cast.applicant);
		const { until } = await readQuestions(server, cast.head);
		questionTaken(await actOnQuestion(server, cast.caseOfficer, passed(id, 1)));
		const since = await readQuestions(server, cast.head, { since: until });
		expect(since.gone).toContain(id);
		const theirs = await readQuestions(server, cast.otherCaseOfficer, { since: until });
		expect(theirs.gone).not.toContain(id);
		const asker = (await readQuestions(server, cast.applicant)).items.find(
			({ question }) => question.id === id
		);
		expect(asker?.question.division).toBe('phong-htqt');
		expect(asker?.acts.map(({ type }) => type)).toEqual(['ask_question']);

		// And back again: it is theirs as before.
		questionTaken(
			await actOnQuestion(server, cast.otherCaseOfficer, passed(id, 2, 'phong-ls-nvnonn'))
		);
		expect((await readQuestions(server, cast.head, { since: until })).gone).not.toContain(id);
		expect(await seenBy(cast.head)).toContain(id);
	});

	it('is refused to others, to a unit without anybody who answers, and back to itself', async () => {
		await newDay();
		const id = await askConsular(server, cast.applicant);
		expect(await refusedTo(NOBODY, passed(id, 1))).toBe('actor.signed_out');
		expect(await refusedTo(cast.applicant, passed(id, 1))).toBe('question.wrong_role');
		expect(await refusedTo(cast.stranger, passed(id, 1))).toBe('question.not_found');
		expect(await refusedTo(cast.leader, passed(id, 1))).toBe('question.wrong_role');
		expect(await refusedTo(cast.otherCaseOfficer, passed(id, 1))).toBe('question.wrong_division');
		for (const division of ['ban-giam-doc', 'phong-ls-nvnonn', 'khong-co', '']) {
			expect(await refusedTo(cast.caseOfficer, passed(id, 1, division))).toMatch(/^field\./);
		}
	});
});

describe('A question that ended', () => {
	const forgotten = async () => {
		const run = await ask(server, 'POST', '/api/crons/forget_questions', { as: cast.superuser });
		expect(run.status).toBe(204);
	};
	const lastChanged = (id: string, daysAgo: number) =>
		rows(
			`UPDATE questions SET changedAt = '${new Date(Date.now() - daysAgo * 86_400_000).toISOString()}' WHERE id = '${id}'`
		);

	it('is removed with its words when nobody can read it any more, and not before', async () => {
		const [old, young, open] = [
			await answered(),
			await answered(),
			await askConsular(server, cast.applicant)
		];
		await lastChanged(old, ENDED_QUESTION_KEPT_DAYS + 1);
		await lastChanged(young, ENDED_QUESTION_KEPT_DAYS - 1);
		await lastChanged(open, ENDED_QUESTION_KEPT_DAYS + 1);
		await forgotten();
		await expect.poll(() => count('questions', `id = '${old}'`)).toBe(0);
		expect(await count('question_acts', `question = '${old}'`)).toBe(0);
		const seen = (await readQuestions(server, cast.applicant)).items.map(
			({ question }) => question.id
		);
		expect(seen).toEqual(expect.arrayContaining([young, open]));
		expect(await count('question_acts', `question = '${young}'`)).toBe(2);
	});

	it('takes along what was proposed for the catalogue, and leaves the audit log', async () => {
		const id = await answered();
		questionTaken(
			await actOnQuestion(
				server,
				cast.caseOfficer,
				nextAct(id, 2, 'propose_answer', {
					procedure: CONSULAR_PROCEDURE,
					question: { vi: 'Có cần dịch không?', en: '' },
					answer: { vi: 'Không cần.', en: '' }
				})
			)
		);
		const audited = await count('audit_log', `subject = '${id}'`);
		await lastChanged(id, ENDED_QUESTION_KEPT_DAYS + 1);
		await forgotten();
		await expect.poll(() => count('questions', `id = '${id}'`)).toBe(0);
		expect(await count('question_acts', `question = '${id}'`)).toBe(0);
		expect(await count('audit_log', `subject = '${id}'`)).toBe(audited);
	});
});

describe('the notification', () => {
	it('says nothing of the question', async () => {
		await rows(
			`INSERT INTO push_subscriptions (id, endpoint, p256dh, auth, vapidKey, recipientKind, recipient, createdAt, seenAt)
			VALUES ('${newId()}', 'https://fcm.googleapis.com/x', 'k', 'a', 'v', 'applicant', '${cast.applicant.id}', '2026-01-01', '2026-01-01')`
		);
		const id = await answered();
		const claimed = await ask(server, 'POST', '/api/worker/push/claim', {
			headers: { 'X-Worker-Key': server.environment.WORKER_KEY },
			body: { limit: 50 }
		});
		expect(claimed.text).toContain(id);
		expect(claimed.text).toContain('question_answered');
		expect(claimed.text).not.toMatch(/công chứng|Không cần/);
	});
});
