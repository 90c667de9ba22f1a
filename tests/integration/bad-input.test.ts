import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { request, type IncomingMessage } from 'node:http';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ACTION_TYPES } from '$domain/dossier/intent.ts';
import { REFUSAL_CODES } from '$domain/refusal.ts';
import { act, ask, codeOf, newId, type Answer, type Visitor } from '../support/api.ts';
import { startDisposableServer, type DisposableServer } from '../support/disposable-server.ts';
import { signInCast, sql, type Cast } from '../support/people.ts';
import { counterRegistration, Journey, submission } from '../support/travel-request.ts';

let server: DisposableServer;
let cast: Cast;
let journey: Journey;
beforeAll(async () => {
	server = await startDisposableServer({ hooksPool: 16 });
	cast = await signInCast(server);
	journey = await Journey.submitted(server, cast);
});
afterAll(() => server.stop());

/** Refused in words that the app can say, and never with a fault of the server. */
function expectRefusal(answer: Answer): void {
	expect(answer.status, answer.text).toBeGreaterThanOrEqual(400);
	expect(answer.status, answer.text).toBeLessThan(500);
	expect(REFUSAL_CODES).toContain(codeOf(answer));
}

describe('an action that cannot be read', () => {
	it.each([
		['nothing', ''],
		['no JSON', '{"id":'],
		['a list', '[]'],
		['null', 'null'],
		['a number', '7'],
		['deep nesting', '['.repeat(5000)],
		['a prototype', '{"__proto__":{"id":"x"},"constructor":{"prototype":{}}}'],
		['broken letters', '{"id":"\ud800"}']
	])('is refused when it is %s', async (_what, body) => {
		const answer = await ask(server, 'POST', '/api/app/actions', { as: cast.applicant, body });
		expectRefusal(answer);
		expect(codeOf(answer)).toBe('action.malformed');
	});

	it('takes no memory by being nested deeply', async () => {
		const peak = () =>
			Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${server.pid()}/status`, 'utf8'))?.[1]);
		const before = peak();
		const body = '['.repeat(250_000) + ']'.repeat(250_000);
		const answers = await Promise.all(
			Array.from({ length: 6 }, () =>
				ask(server, 'POST', '/api/app/actions', { as: cast.applicant, body })
			)
		);
		for (const answer of answers) expect(codeOf(answer)).toBe('action.malformed');
		expect(peak() - before).toBeLessThan(150_000);
	});

	it('is refused when it is too long to be one', async () => {
		// On a connection of its own: what the server does not read of it would stay on a shared one.
		const sent = request(`${server.url}/api/app/actions`, { method: 'POST', agent: false });
		sent.end('x'.repeat(600_000));
		sent.on('error', () => undefined); // cut off while it is being sent
		const [answer] = (await once(sent, 'response')) as [IncomingMessage];
		expect(answer.statusCode).toBe(413);
		answer.resume();
	});

	it.each(['nobody', 'an officer'])(
		'at the counter is refused when the account named is that of %s',
		async (who) => {
			const applicant = who === 'an officer' ? cast.caseOfficer.id : newId();
			const intent = await counterRegistration(server, applicant);
			const answer = await act(server, cast.receivingOfficer, intent);
			expectRefusal(answer);
			expect(answer.body).toMatchObject({ data: { field: 'payload.applicant' } });
		}
	);

	it.each([
		[
			'a wrong date of birth',
			{ birthDate: '1990-02-30' },
			'payload.form.birthDate',
			'field.invalid'
		],
		['a wrong personal id', { personalId: '123' }, 'payload.form.personalId', 'field.invalid'],
		['no name', { fullName: '' }, 'payload.form.fullName', 'field.required'],
		[
			'a departure that is over',
			{ departOn: '2020-01-01' },
			'payload.form.departOn',
			'date.in_the_past'
		],
		['a field nobody asked for', { extra: 'x' }, 'payload.form.extra', 'field.invalid']
	])('names the field at fault: %s', async (_what, change, field, code) => {
		const intent = await submission(server, cast.applicant);
		const form = { ...intent.payload.form, ...change };
		const answer = await act(server, cast.applicant, {
			...intent,
			payload: { ...intent.payload, form }
		});
		expect(answer.body).toMatchObject({ status: 400, data: { code, field } });
	});

	it('names the paper that is missing', async () => {
		const intent = await submission(server, cast.applicant);
		const [first] = intent.payload.files;
		const payload = { ...intent.payload, files: first ? [first] : [] };
		const answer = await act(server, cast.applicant, { ...intent, payload });
		expect(answer.body).toMatchObject({ data: { code: 'papers.missing', subject: 'don' } });
	});
});

describe('whatever anybody sends', () => {
	const json = fc.jsonValue({ maxDepth: 4 });
	const text = fc.oneof(
		fc.string({ unit: 'binary', maxLength: 60 }),
		fc.constantFrom(
			"' OR 1=1 --",
			'{:id}',
			'%00',
			'"*',
			'NEAR(a b)',
			'../../x',
			'😀'.repeat(20),
			'H19-',
			'\u0000',
			'__proto__',
			'9'.repeat(400)
		)
	);

	it('an action is answered in words, and changes nothing', async () => {
		const before = await state();
		const people = [cast.applicant, cast.receivingOfficer, cast.caseOfficer, cast.leader];
		await fc.assert(
			fc.asyncProperty(
				fc.constantFrom(...ACTION_TYPES),
				json,
				fc.constantFrom(...people),
				async (type, payload, as) => {
					const intent = { id: newId(), dossier: journey.id, type, expectedSeq: 99, payload };
					expectRefusal(await act(server, as, intent));
				}
			),
			{ numRuns: 300 }
		);
		await fc.assert(
			fc.asyncProperty(json, async (body) =>
				expectRefusal(await act(server, cast.clerk, { body }))
			),
			{ numRuns: 100 }
		);
		expect(await state()).toEqual(before);
	});

	it.each([
		'/api/app/dossiers/',
		'/api/app/queue?q=',
		'/api/app/queue?cursor=',
		'/api/app/queue?limit=',
		'/api/app/queue?whose=all&status=',
		'/api/app/applicants?q=',
		'/api/app/officers?division=',
		'/api/worker/attachments/'
	])('%s… is answered without a fault of the server', async (path) => {
		await fc.assert(
			fc.asyncProperty(text, async (typed) => {
				// A lone surrogate is no address: the browser sends the replacement character.
				const sent = encodeURIComponent(typed.replace(/[\ud800-\udfff]/g, '\ufffd'));
				const answer = await ask(server, 'GET', path + sent, { as: cast.receivingOfficer });
				expect(answer.status, answer.text).toBeLessThan(500);
			}),
			{ numRuns: 60 }
		);
	});

	it.each(['/api/app/tracking', '/api/worker/attachments/x/verdict', '/api/realtime'])(
		'%s is answered without a fault of the server',
		async (path) => {
			await fc.assert(
				fc.asyncProperty(fc.oneof(json, text), async (body) => {
					const headers = { 'X-Worker-Key': server.environment.WORKER_KEY };
					const answer = await ask(server, 'POST', path, { headers, body });
					expect(answer.status, answer.text).toBeLessThan(500);
				}),
				{ numRuns: 100 }
			);
		}
	);

	it('a file with strange fields is answered without a fault of the server', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.dictionary(
					fc.constantFrom('id', 'dossier', 'paper', 'name', 'sha256', 'sizeBytes', 'file'),
					text
				),
				async (fields) => {
					const form = new FormData();
					for (const [name, value] of Object.entries(fields)) form.set(name, value);
					const answer = await upload(cast.applicant, form);
					expect(answer.status, answer.text).toBeLessThan(500);
				}
			),
			{ numRuns: 60 }
		);
	});

	function upload(as: Visitor, body: FormData): Promise<Answer> {
		return ask(server, 'POST', '/api/collections/attachments/records', { as, body });
	}

	async function state(): Promise<unknown> {
		return sql(
			server,
			cast.superuser,
			`SELECT (SELECT COUNT(*) FROM dossiers) AS dossiers, (SELECT COUNT(*) FROM dossier_actions) AS actions,
			(SELECT MAX(seq) FROM dossiers) AS seq`
		);
	}
});
