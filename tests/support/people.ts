import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import * as v from 'valibot';
import { SEED_DIR } from '../../scripts/pocketbase-server.ts';
import { ask, type Answer, type Visitor } from './api.ts';
import type { DisposableServer } from './disposable-server.ts';

/** Where to knock: more is not needed by those who only ask. */
export type Address = Pick<DisposableServer, 'url'>;

const Person = v.object({ name: v.string(), email: v.string() });
const People = v.object({
	password: v.string(),
	applicants: v.array(Person),
	officers: v.array(v.object({ ...Person.entries, role: v.string(), division: v.string() }))
});

/** The invented people of the seed. */
export const PEOPLE = v.parse(
	People,
	JSON.parse(readFileSync(join(SEED_DIR, 'demo-people.json'), 'utf8'))
);

const SignedIn = v.object({ token: v.string(), record: v.object({ id: v.string() }) });

function visitor(answer: Answer): Visitor {
	if (answer.status !== 200) throw new Error(`Not signed in: ${answer.status} ${answer.text}`);
	const { token, record } = v.parse(SignedIn, answer.body);
	return { id: record.id, token };
}

export async function signInApplicant(server: Address, email: string): Promise<Visitor> {
	return visitor(
		await ask(server, 'POST', '/api/collections/applicants/auth-with-password', {
			body: { identity: email, password: PEOPLE.password }
		})
	);
}

const Mfa = v.object({ mfaId: v.string() });
const Otp = v.object({ otpId: v.string() });
const Outbox = v.object({
	items: v.array(v.object({ at: v.string(), recipient: v.string(), text: v.string() }))
});

/** Password first, then the code from the mail outbox. */
export async function signInOfficer(server: Address, email: string): Promise<Visitor> {
	const { mfaId } = v.parse(Mfa, (await firstFactor(server, email)).body);
	const { otpId, code } = await requestCode(server, email);
	return visitor(await secondFactor(server, { mfaId, otpId, password: code }));
}

export function firstFactor(server: Address, email: string): Promise<Answer> {
	return ask(server, 'POST', '/api/collections/officers/auth-with-password', {
		body: { identity: email, password: PEOPLE.password }
	});
}

export function secondFactor(server: Address, body: object): Promise<Answer> {
	return ask(server, 'POST', '/api/collections/officers/auth-with-otp', { body });
}

/** Asks for a sign-in code and takes it out of the mail outbox, where it lies a moment later. */
export async function requestCode(
	server: Address,
	email: string
): Promise<{ readonly otpId: string; readonly code: string }> {
	const since = new Date().toISOString();
	const asked = await ask(server, 'POST', '/api/collections/officers/request-otp', {
		body: { email }
	});
	const { otpId } = v.parse(Otp, asked.body);
	for (let attempt = 0; attempt < 200; attempt += 1) {
		const { body } = await ask(server, 'GET', '/api/app/mail-outbox');
		const mail = v
			.parse(Outbox, body)
			.items.find(({ recipient, at }) => recipient === email && at >= since);
		const code = mail && /\b\d{6}\b/.exec(mail.text)?.[0];
		if (code) return { otpId, code };
		await pause(20);
	}
	throw new Error(`No code was mailed to ${email}.`);
}

export async function signInSuperuser(server: DisposableServer): Promise<Visitor> {
	const { email, password } = server.superuser;
	return visitor(
		await ask(server, 'POST', '/api/collections/_superusers/auth-with-password', {
			body: { identity: email, password }
		})
	);
}

/** Everybody a journey needs, signed in. */
export interface Cast {
	readonly superuser: Visitor;
	readonly applicant: Visitor;
	readonly stranger: Visitor;
	readonly receivingOfficer: Visitor;
	readonly caseOfficer: Visitor;
	/** A case officer of another division. */
	readonly otherCaseOfficer: Visitor;
	readonly head: Visitor;
	readonly otherHead: Visitor;
	readonly leader: Visitor;
	readonly clerk: Visitor;
	readonly administrator: Visitor;
}

/** Signs everybody in. Rate limits are lifted first: a test is more people than an office. */
export async function signInCast(server: DisposableServer): Promise<Cast> {
	const superuser = await signInSuperuser(server);
	await limitRates(server, superuser, false);
	const applicants = PEOPLE.applicants.map(({ email }) => email);
	const [applicant = '', stranger = ''] = applicants;
	const officer = (role: string, division?: string): Promise<Visitor> => {
		const found = PEOPLE.officers.find(
			(person) => person.role === role && (division === undefined || person.division === division)
		);
		if (!found) throw new Error(`The seed has no ${role}.`);
		return signInOfficer(server, found.email);
	};
	return {
		superuser,
		applicant: await signInApplicant(server, applicant),
		stranger: await signInApplicant(server, stranger),
		receivingOfficer: await officer('receiving_officer'),
		caseOfficer: await officer('case_officer', 'phong-ls-nvnonn'),
		otherCaseOfficer: await officer('case_officer', 'phong-htqt'),
		head: await officer('head_of_division', 'phong-ls-nvnonn'),
		otherHead: await officer('head_of_division', 'phong-htqt'),
		leader: await officer('leader'),
		clerk: await officer('clerk'),
		administrator: await officer('administrator')
	};
}

export async function limitRates(
	server: DisposableServer,
	superuser: Visitor,
	enabled: boolean
): Promise<void> {
	const answer = await ask(server, 'PATCH', '/api/settings', {
		as: superuser,
		body: { rateLimits: { enabled } }
	});
	if (answer.status !== 200) throw new Error(`Rate limits stayed: ${answer.text}`);
}

const Rows = v.object({
	columns: v.array(v.object({ name: v.string() })),
	rows: v.array(v.array(v.nullable(v.string())))
});

/** Looks into the database past every rule, as the superuser's console does. */
export async function sql(
	server: DisposableServer,
	superuser: Visitor,
	query: string
): Promise<Record<string, string>[]> {
	const answer = await ask(server, 'POST', '/api/sql', { as: superuser, body: { query } });
	if (answer.status !== 200) throw new Error(`SQL failed: ${answer.text}`);
	const { columns, rows } = v.parse(Rows, answer.body);
	return rows.map((row) =>
		Object.fromEntries(columns.map(({ name }, at) => [name, row[at] ?? '']))
	);
}
