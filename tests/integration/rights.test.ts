import { readdirSync, readFileSync } from 'node:fs';
import * as v from 'valibot';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PART_BYTES } from '$domain/dossier/file-parts.ts';
import { DEFAULT_PREFERENCES } from '$domain/notification/preferences.ts';
import {
	COLLECTION_RIGHTS,
	ROUTE_RIGHTS,
	VERBS,
	WHO,
	type Verb,
	type Who
} from '../cases/rights.ts';
import { act, ask, newId, NOBODY, type Answer, type Visitor } from '../support/api.ts';
import { startDisposableServer, type DisposableServer } from '../support/disposable-server.ts';
import { announce, partOf, pdfOf, sendPart } from '../support/file-parts.ts';
import { listen } from '../support/live.ts';
import { PEOPLE, signInCast, sql, type Cast } from '../support/people.ts';
import { actOnQuestion, askConsular, newQuestion } from '../support/questions.ts';
import { subscription, VAPID_KEY } from '../support/push-subscription.ts';
import {
	counterRegistration,
	Journey,
	send,
	submission,
	upload,
	uploadForm
} from '../support/travel-request.ts';
import { feeOfSomeProcedure } from '../support/rewording.ts';
import { sharedBatch } from '../support/shared-batch.ts';

let server: DisposableServer;
let cast: Cast;
let visitors: Record<Who, Visitor>;
let journey: Journey;
/** Collection → id of the record that its row of the table is about. */
let targets: Record<string, string>;
let draft: string;
let question: string;
/** A file of the owner of which the first part came. */
let arriving: string;

const SCAN = pdfOf(2 * PART_BYTES);

/** From elsewhere: what a proxy on this machine says of a visitor. */
const ELSEWHERE = { 'X-Real-IP': '203.0.113.9' };

beforeAll(async () => {
	server = await startDisposableServer({
		environment: { BEHIND_PROXY: '1', VAPID_PUBLIC_KEY: VAPID_KEY }
	});
	cast = await signInCast(server);
	journey = await Journey.submitted(server, cast);
	await journey.take(cast.receivingOfficer, 'receive', { remark: '' });
	draft = newId();
	const draftFile = await upload(server, cast.applicant, draft, 'don');
	const announced = await announce(server, cast.applicant, SCAN);
	arriving = announced.id;
	await sendPart(server, cast.applicant, arriving, 0, partOf(SCAN, 0));
	question = await askConsular(server, cast.applicant);
	visitors = {
		guest: NOBODY,
		owner: cast.applicant,
		other: cast.stranger,
		reception: cast.receivingOfficer,
		case: cast.caseOfficer,
		"case'": cast.otherCaseOfficer,
		head: cast.head,
		"head'": cast.otherHead,
		leader: cast.leader,
		clerk: cast.clerk,
		admin: cast.administrator,
		left: await somebodyWhoLeft()
	};
	await ask(server, 'POST', '/api/app/assistant/counts', { body: sharedBatch() });
	const first = async (table: string) =>
		(await sql(server, cast.superuser, `SELECT id FROM ${table} LIMIT 1`))[0]?.['id'] ?? '';
	targets = {
		dossiers: journey.id,
		dossier_forms: journey.id,
		dossier_actions: await first('dossier_actions'),
		audit_log: await first('audit_log'),
		notifications: await first('notifications'),
		push_jobs: await first('push_jobs'),
		push_subscriptions: await first('push_subscriptions'),
		notification_settings: await first('notification_settings'),
		mail_outbox: await first('mail_outbox'),
		settings_entries: await first('settings_entries'),
		procedures: await first('procedures'),
		_superusers: await first('_superusers'),
		attachments: await first(`attachments WHERE dossier = '${journey.id}' AND paper = 'don'`),
		'attachments of a draft': draftFile.attachment,
		attachment_parts: await first('attachment_parts'),
		assistant_counts: await first('assistant_counts'),
		assistant_texts: await first('assistant_texts'),
		assistant_batches: await first('assistant_batches'),
		questions: question,
		question_acts: await first('question_acts'),
		applicants: cast.applicant.id,
		officers: cast.caseOfficer.id,
		_mfas: await signInRecord('_mfas', 'method', "'password'"),
		_otps: await signInRecord('_otps', 'password', "'x'"),
		_externalAuths: await signInRecord('_externalAuths', 'provider, providerId', "'oidc', 'x'"),
		_authOrigins: await signInRecord('_authOrigins', 'fingerprint', "'x'")
	};
});
afterAll(() => server.stop());

/** The token of an officer whose account was closed afterwards, past the hook that ends tokens. */
async function somebodyWhoLeft(): Promise<Visitor> {
	const { body } = await ask(server, 'POST', '/api/collections/officers/records', {
		as: cast.administrator,
		body: officer()
	});
	const { id } = v.parse(v.object({ id: v.string() }), body);
	const answer = await ask(server, 'POST', `/api/collections/officers/impersonate/${id}`, {
		as: cast.superuser,
		body: { duration: 3600 }
	});
	await sql(server, cast.superuser, `UPDATE officers SET active = FALSE WHERE id = '${id}'`);
	return { id, token: v.parse(v.object({ token: v.string() }), answer.body).token };
}

function officer(): object {
	return {
		name: 'Người Mới',
		email: `${newId()}@example.vn`,
		role: 'leader',
		division: 'phong-ls-nvnonn',
		active: true,
		password: PEOPLE.password,
		passwordConfirm: PEOPLE.password
	};
}

function applicant(): object {
	const { password } = PEOPLE;
	const email = `${newId()}@example.vn`;
	return { name: 'Người Mới', email, kind: 'citizen', password, passwordConfirm: password };
}

async function signInRecord(table: string, columns: string, values: string): Promise<string> {
	const id = newId();
	const collection = `(SELECT id FROM _collections WHERE name = 'officers')`;
	await sql(
		server,
		cast.superuser,
		`INSERT INTO ${table} (id, collectionRef, recordRef, ${columns}, created, updated)
		VALUES ('${id}', ${collection}, '${cast.caseOfficer.id}', ${values}, '2099-01-01 00:00:00.000Z', '2099-01-01 00:00:00.000Z')`
	);
	return id;
}

function cells(row: string): Record<Who, boolean> {
	const marks = row.split(' ');
	if (marks.length !== WHO.length) throw new Error(`"${row}" has ${marks.length} cells.`);
	if (marks.some((mark) => mark !== 'y' && mark !== '.')) throw new Error(`"${row}" is unclear.`);
	return Object.fromEntries(WHO.map((who, at) => [who, marks[at] === 'y'])) as Record<Who, boolean>;
}

describe('the table of rights', () => {
	it('has a row for every collection there is', async () => {
		const answer = await ask(server, 'GET', '/api/collections?perPage=200', { as: cast.superuser });
		const { items } = v.parse(
			v.object({ items: v.array(v.object({ name: v.string() })) }),
			answer.body
		);
		const listed = Object.keys(COLLECTION_RIGHTS).map((name) => name.split(' ')[0]);
		expect(items.map(({ name }) => name).filter((name) => !listed.includes(name))).toEqual([]);
	});

	it('has a row for every route we add', () => {
		const folder = 'pocketbase/hooks/register';
		const source = readdirSync(folder)
			.map((name) => readFileSync(`${folder}/${name}`, 'utf8'))
			.join('\n');
		const routes = [...source.matchAll(/routerAdd\(\s*'(\w+)',\s*'([^']+)'/g)].map(
			([, method, path]) => `${method} ${path}`
		);
		const listed = Object.keys(ROUTE_RIGHTS).map((name) => name.replace(/ \(.*\)$/, ''));
		expect(routes.length).toBeGreaterThan(10);
		expect(routes.filter((route) => !listed.includes(route))).toEqual([]);
	});

	it('leaves no cell open', () => {
		for (const verbs of Object.values(COLLECTION_RIGHTS)) {
			expect(Object.keys(verbs).sort()).toEqual([...VERBS].sort());
			for (const verb of VERBS) cells(verbs[verb]);
		}
		for (const row of Object.values(ROUTE_RIGHTS)) cells(row);
	});
});

describe.each(Object.keys(COLLECTION_RIGHTS))('%s', (name) => {
	// Deleting comes last, and only a refusal leaves something to be refused to the next.
	it.each(VERBS)('%s is allowed to exactly those of the table', async (verb) => {
		const expected = cells(COLLECTION_RIGHTS[name]?.[verb] ?? '');
		const actual: Partial<Record<Who, boolean>> = {};
		const denied = WHO.filter((who) => !expected[who]);
		for (const who of [...denied, ...WHO.filter((who) => expected[who])]) {
			const answer = await tryVerb(name, verb, visitors[who]);
			expect(answer.status, `${who}: ${answer.text}`).toBeLessThan(500);
			actual[who] = isAllowed(name, verb, answer);
		}
		expect(actual).toEqual(expected);
	});
});

async function tryVerb(name: string, verb: Verb, as: Visitor): Promise<Answer> {
	const records = `/api/collections/${name.split(' ')[0]}/records`;
	const target = `${records}/${targets[name]}`;
	switch (verb) {
		case 'list':
			return ask(server, 'GET', `${records}?perPage=500`, { as });
		case 'view':
			return ask(server, 'GET', target, { as });
		case 'create':
			return create(name, records, as);
		case 'update':
			return ask(server, 'PATCH', target, { as, body: { name: 'Tên Mới' } });
		case 'delete':
			return ask(server, 'DELETE', target, { as });
	}
}

function create(name: string, records: string, as: Visitor): Promise<Answer> {
	if (name.startsWith('attachments')) {
		const dossier = name === 'attachments' ? journey.id : newId();
		return send(server, as, uploadForm(dossier, 'don').form);
	}
	const body =
		name === 'applicants' ? applicant() : name === 'officers' ? officer() : { id: newId() };
	return ask(server, 'POST', records, { as, body });
}

const Listed = v.object({ items: v.array(v.object({ id: v.string() })) });

/** A list is an answer to everybody: what counts is whether the thing is in it. */
function isAllowed(name: string, verb: Verb, answer: Answer): boolean {
	const succeeded = answer.status >= 200 && answer.status < 300;
	if (verb !== 'list') return succeeded;
	const listed = v.safeParse(Listed, answer.body);
	return succeeded && listed.success && listed.output.items.some(({ id }) => id === targets[name]);
}

describe.each(Object.keys(ROUTE_RIGHTS))('%s', (route) => {
	it('answers exactly those of the table', async () => {
		const expected = cells(ROUTE_RIGHTS[route] ?? '');
		const actual: Partial<Record<Who, boolean>> = {};
		for (const who of [...WHO].reverse()) {
			actual[who] = route.startsWith('realtime')
				? await hears(route, visitors[who], expected[who])
				: await tryRoute(route, visitors[who]);
		}
		expect(actual).toEqual(expected);
	});
});

async function tryRoute(route: string, as: Visitor): Promise<boolean> {
	const answer = await callRoute(route, as);
	expect(answer.status, answer.text).toBeLessThan(500);
	return answer.status >= 200 && answer.status < 300;
}

async function callRoute(route: string, as: Visitor): Promise<Answer> {
	const [, method = '', path = '', variant = ''] = /^(\w+) (\S+)(?: \((\w+)\))?$/.exec(route) ?? [];
	if (path === '/api/app/questions') return actOnQuestion(server, as, await questionAct(variant));
	if (variant) return act(server, as, await intentOf(variant, as));
	if (path === '/{path...}') return ask(server, 'GET', '/thu-tuc', { as }).then(served);
	if (path.startsWith('/api/files')) return download(as);
	if (method === 'PUT' && path.includes('/parts/'))
		return sendPart(server, as, arriving, 1, partOf(SCAN, 1));
	const id = path.includes('applicants') ? cast.applicant.id : subjectOf(path);
	return ask(server, method, path.replace(/\{(id|dossier)\}/, id).replace('{part}', '0'), {
		as,
		headers: ELSEWHERE,
		...(method === 'GET' ? {} : { body: bodyFor(path) })
	});
}

function bodyFor(path: string): object {
	const { last } = journey;
	const bodies: Readonly<Record<string, object>> = {
		'/api/app/tracking': { number: last.dossier.draftNumber, secret: last.trackingSecret },
		'/api/sql': { query: 'SELECT 1' },
		'/api/app/sync': { since: '' },
		'/api/app/questions/sync': { since: '' },
		'/api/app/push-subscription': subscription(),
		'/api/app/push-subscription/forget': { endpoint: subscription().endpoint },
		'/api/app/notification-settings': DEFAULT_PREFERENCES,
		'/api/app/notifications/read': { ids: [newId()] },
		'/api/app/notification-switch': { channel: 'push', on: true },
		'/api/app/assistant/reword': feeOfSomeProcedure(),
		'/api/app/assistant/rewording-switch': { on: false },
		'/api/app/assistant/counts': sharedBatch()
	};
	return bodies[path] ?? {};
}

/** Without a built app every page is missing, for everybody alike. */
function served(answer: Answer): Answer {
	return answer.text === 'Not found' ? { ...answer, status: 200 } : answer;
}

function subjectOf(path: string): string {
	if (path.startsWith('/api/app/attachments')) return arriving;
	return path.includes('worker') ? (targets['attachments'] ?? '') : journey.id;
}

async function intentOf(type: string, as: Visitor): Promise<object> {
	switch (type) {
		case 'note':
			return journey.intent('note', { text: 'Ghi chú' });
		case 'write_message':
			return journey.intent('write_message', { text: 'Xin hỏi' });
		case 'submit':
			// Complete, with files of the sender where the sender can have any.
			return submission(server, as === cast.stranger ? cast.stranger : cast.applicant);
		case 'register_at_counter':
			return counterRegistration(server);
		default: {
			const seq = await sql(
				server,
				cast.superuser,
				`SELECT seq FROM dossiers WHERE id = '${journey.id}'`
			);
			return { ...journey.intent('take', {}), expectedSeq: Number(seq[0]?.['seq']) };
		}
	}
}

async function questionAct(type: string): Promise<object> {
	if (type === 'ask_question') return newQuestion();
	const found = await sql(
		server,
		cast.superuser,
		`SELECT seq FROM questions WHERE id = '${question}'`
	);
	const expectedSeq = Number(found[0]?.['seq']);
	return { id: newId(), question, type, expectedSeq, payload: {} };
}

async function download(as: Visitor): Promise<Answer> {
	const { body } = await ask(server, 'POST', '/api/files/token', { as });
	const token = v.safeParse(v.object({ token: v.string() }), body);
	const [file] = await sql(
		server,
		cast.superuser,
		`SELECT file FROM attachments WHERE id = '${targets['attachments']}'`
	);
	const address = `/api/files/attachments/${targets['attachments']}/${file?.['file']}`;
	return ask(server, 'GET', `${address}?token=${token.success ? token.output.token : ''}`);
}

/**
 * Whether a visitor hears of a note on the dossier. Who should is waited for; who should not is
 * given as long as somebody else needs to hear of it twice.
 */
async function hears(route: string, as: Visitor, should: boolean): Promise<boolean> {
	const topic = route.replace('realtime ', '').replace('{id}', journey.id);
	const listener = await listen(server, as, [topic]);
	const witness = await listen(server, cast.leader, [`dossiers/${journey.id}`]);
	const isHeard = () => listener.heard().includes(`"id":"${journey.id}"`);
	const heardTimes = () => witness.heard().split(`"id":"${journey.id}"`).length - 1;
	try {
		for (const times of [1, 2]) {
			await act(server, cast.leader, journey.intent('note', { text: 'Ghi chú' }));
			await expect.poll(heardTimes).toBe(times);
		}
		if (should) await expect.poll(isHeard).toBe(true);
		return isHeard();
	} finally {
		listener.close();
		witness.close();
	}
}
