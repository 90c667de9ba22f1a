import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startDisposableServer, type DisposableServer } from '../support/disposable-server.ts';
import { Ledger } from '../support/ledger.ts';
import { signInCast, type Cast } from '../support/people.ts';
import { actOnQuestion, askConsular, nextAct, questionTaken } from '../support/questions.ts';
import { Journey, PROCEDURE } from '../support/travel-request.ts';

let server: DisposableServer;
let cast: Cast;
let ledger: Ledger;

beforeAll(async () => {
	server = await startDisposableServer();
	cast = await signInCast(server);
	ledger = new Ledger(server, cast);
});
afterAll(() => server.stop());
beforeEach(() => ledger.clear());

async function inReview(): Promise<Journey> {
	const journey = await Journey.submitted(server, cast);
	await journey.take(cast.receivingOfficer, 'receive', { remark: '' });
	await journey.take(cast.caseOfficer, 'take', {});
	await ledger.clear();
	return journey;
}

/** Who is told what of it in the tray, when the server has looked at the calendar. */
async function toldOf({ id }: Journey): Promise<string[]> {
	await ledger.runCron('tell_of_time');
	const rows = await ledger.sql(
		`SELECT event || ' ' || recipient AS told FROM notifications
		WHERE dossier = '${id}' AND channel = 'tray' ORDER BY event, recipient`
	);
	return rows.map((row) => row['told'] ?? '');
}

const inHours = (hours: number): string => new Date(Date.now() + hours * 3_600_000).toISOString();

/** As if so much time had passed since it was promised. */
function promise({ id }: Journey, dueAt: string): Promise<unknown> {
	return ledger.sql(
		`UPDATE dossiers SET queueKey = '${dueAt}', clock = json_set(clock, '$.dueAt', '${dueAt}')
		WHERE id = '${id}'`
	);
}

describe('a promised day', () => {
	it('is told of once when it comes near, and once when it has passed', async () => {
		const journey = await inReview();
		const told = () => toldOf(journey);
		await promise(journey, inHours(1));
		const near = [`due_soon ${cast.caseOfficer.id}`];
		await expect.poll(told).toEqual(near);
		expect(await told()).toEqual(near);
		await promise(journey, inHours(-1));
		const late = [
			...near,
			...[cast.caseOfficer.id, cast.head.id].sort().map((id) => `overdue ${id}`)
		];
		await expect.poll(told).toEqual(late);
		expect(await told()).toEqual(late);
		const mailed = await ledger.sql(
			`SELECT event || ' ' || recipient AS told FROM notifications
			WHERE dossier = '${journey.id}' AND channel = 'mail' ORDER BY event, recipient`
		);
		expect(mailed.map((row) => row['told'])).toEqual(late);
	});

	it('that was moved is told of anew', async () => {
		const journey = await inReview();
		const told = () => toldOf(journey);
		await promise(journey, inHours(1));
		await expect.poll(told).toEqual([`due_soon ${cast.caseOfficer.id}`]);
		await promise(journey, inHours(2));
		await expect.poll(async () => (await told()).length).toBe(2);
	});
});

describe('papers that are awaited', () => {
	it('are asked for again before the last day, of the applicant, once', async () => {
		const journey = await inReview();
		const told = () => toldOf(journey);
		await journey.take(cast.caseOfficer, 'request_supplement', {
			papers: [{ paper: 'don', reason: 'Thiếu chữ ký' }],
			dueOn: null
		});
		await ledger.clear();
		await ledger.subscribe(cast.applicant.id);
		await ledger.sql(
			`UPDATE dossiers SET supplementDueOn = date('now', '+7 hours', '+1 day') WHERE id = '${journey.id}'`
		);
		const reminded = [`supplement_reminder ${cast.applicant.id}`];
		await expect.poll(told).toEqual(reminded);
		expect(await told()).toEqual(reminded);
		const [job] = await ledger.claimPush();
		expect(job).toMatchObject({ event: 'supplement_reminder', urgency: 'high', topic: '' });
	});
});

describe('a new version of the catalogue', () => {
	it('is told once to applicants with an open dossier of the procedure', async () => {
		await inReview();
		// As if the one of the seed had come out after this dossier began.
		await ledger.sql(`UPDATE procedures SET version = '2020-01-01' WHERE slug = '${PROCEDURE}'`);
		await ledger.sql("UPDATE dossiers SET procedureVersion = '2020-01-01'");
		await readSeedAgain();
		const rows = () =>
			ledger.sql(
				"SELECT recipient FROM notifications WHERE event = 'catalogue_changed' AND channel = 'tray'"
			);
		expect(await rows()).toEqual([{ recipient: cast.applicant.id }]);
		await readSeedAgain();
		expect(await rows()).toEqual([{ recipient: cast.applicant.id }]);
	});
});

async function readSeedAgain(): Promise<void> {
	await ledger.sql("UPDATE settings_entries SET value = '\"\"' WHERE key = 'seeded'");
	await server.killAndRestart();
}

describe('a question whose answer is due', () => {
	/** Who is told what of it in the tray, when the server has looked at the calendar. */
	const told = async (question: string) => {
		await ledger.runCron('tell_of_time');
		const rows = await ledger.sql(
			`SELECT event || ' ' || recipient AS told FROM notifications
			WHERE dossier = '${question}' AND channel = 'tray' ORDER BY event, recipient`
		);
		return rows.map((row) => row['told'] ?? '');
	};
	const due = (question: string, dueAt: string) =>
		ledger.sql(`UPDATE questions SET dueAt = '${dueAt}' WHERE id = '${question}'`);

	it('is told of once to the division when it comes near, to whoever took it when it is late', async () => {
		const question = await askConsular(server, cast.applicant);
		await ledger.clear();
		await due(question, inHours(1));
		const near = [cast.caseOfficer.id, cast.head.id].sort().map((id) => `question_due_soon ${id}`);
		await expect.poll(() => told(question)).toEqual(near);
		expect(await told(question)).toEqual(near);

		questionTaken(
			await actOnQuestion(server, cast.caseOfficer, nextAct(question, 1, 'take_question', {}))
		);
		await due(question, inHours(-1));
		const late = [cast.caseOfficer.id, cast.head.id].sort().map((id) => `question_overdue ${id}`);
		await expect.poll(() => told(question)).toEqual([...near, ...late]);

		// Whoever gets it late hears of it too.
		const pass = { division: 'phong-htqt', note: '' };
		questionTaken(
			await actOnQuestion(server, cast.head, nextAct(question, 2, 'pass_question', pass))
		);
		await expect
			.poll(() => told(question))
			.toContain(`question_overdue ${cast.otherCaseOfficer.id}`);
		const back = { division: 'phong-ls-nvnonn', note: '' };
		questionTaken(
			await actOnQuestion(
				server,
				cast.otherCaseOfficer,
				nextAct(question, 3, 'pass_question', back)
			)
		);

		const answer = { text: 'Không cần.', sources: [] };
		questionTaken(
			await actOnQuestion(server, cast.caseOfficer, nextAct(question, 4, 'answer_question', answer))
		);
		await ledger.clear();
		expect(await told(question)).toEqual([]);
	});
});
