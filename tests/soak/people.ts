import * as v from 'valibot';
import { STAFF_ROLES, type Actor, type StaffRole } from '$domain/identity/actor.ts';
import type { StoredSession } from '$data/account.ts';
import { ask, type Answer } from '../support/api.ts';
import { firstFactor, PEOPLE, requestCode, secondFactor, type Address } from '../support/people.ts';

/** Somebody who signed in: what the server gave for it, to be carried to their devices. */
export interface Person {
	readonly actor: Actor;
	readonly session: StoredSession;
	/** From which a device makes the key of what it keeps for them. */
	readonly deviceSecret: string;
}

const text = v.optional(v.string(), '');
const common = { token: v.string(), meta: v.object({ deviceSecret: v.string() }) };
const ApplicantAnswer = v.object({
	...common,
	record: v.object({ id: v.string(), name: text, email: text, phone: text })
});
const OfficerAnswer = v.object({
	...common,
	record: v.object({
		id: v.string(),
		name: text,
		email: text,
		role: v.picklist(STAFF_ROLES),
		division: v.string()
	})
});

/** Whose device comes next: a team on one division's dossiers, then again with more applicants. */
const TEAM: readonly (StaffRole | 'applicant' | 'same applicant')[] = [
	'applicant',
	'receiving_officer',
	'case_officer',
	'head_of_division',
	'applicant',
	'leader',
	'clerk',
	// The second device of one person.
	'same applicant',
	'receiving_officer',
	'case_officer'
];
const DIVISION = 'phong-ls-nvnonn';

/** @returns who sits before each device; some before two */
export async function peopleFor(server: Address, devices: number): Promise<Person[]> {
	const known = new Map<string, Promise<Person>>();
	const once = (key: string, enter: () => Promise<Person>): Promise<Person> => {
		const person = known.get(key) ?? enter();
		known.set(key, person);
		return person;
	};
	const people: Person[] = [];
	for (let device = 0; device < devices; device += 1) {
		const part = TEAM[device % TEAM.length] ?? 'applicant';
		if (part === 'applicant' || part === 'same applicant') {
			const of = part === 'applicant' ? device : device - (device % TEAM.length);
			people.push(await once(`applicant ${of}`, () => signUp(server, of)));
		} else people.push(await once(part, () => signInOfficer(server, part)));
	}
	return people;
}

async function signUp(server: Address, number: number): Promise<Person> {
	const email = `nguoi-nop-${number}@example.vn`;
	const { password } = PEOPLE;
	const name = `Người Nộp ${number}`;
	const made = await ask(server, 'POST', '/api/collections/applicants/records', {
		body: { name, email, password, passwordConfirm: password, kind: 'citizen' }
	});
	if (made.status !== 200) throw new Error(`No account for ${email}: ${made.text}`);
	const answer = await ask(server, 'POST', '/api/collections/applicants/auth-with-password', {
		body: { identity: email, password }
	});
	const { token, record, meta } = read(ApplicantAnswer, answer);
	return {
		actor: { role: 'applicant', id: record.id },
		session: { token, account: { type: 'applicant', kind: 'citizen', ...record } },
		deviceSecret: meta.deviceSecret
	};
}

const Mfa = v.object({ mfaId: v.string() });

async function signInOfficer(server: Address, role: StaffRole): Promise<Person> {
	const found = PEOPLE.officers.find(
		(officer) =>
			officer.role === role &&
			(officer.division === DIVISION || !['case_officer', 'head_of_division'].includes(role))
	);
	if (!found) throw new Error(`The seed has no ${role}.`);
	const { mfaId } = v.parse(Mfa, (await firstFactor(server, found.email)).body);
	const { otpId, code } = await requestCode(server, found.email);
	const answer = await secondFactor(server, { mfaId, otpId, password: code });
	const { token, record, meta } = read(OfficerAnswer, answer);
	const { id, division } = record;
	return {
		actor: { role: record.role, id, division },
		session: { token, account: { type: 'officer', ...record } },
		deviceSecret: meta.deviceSecret
	};
}

function read<T>(schema: v.GenericSchema<unknown, T>, answer: Answer): T {
	if (answer.status !== 200) throw new Error(`Not signed in: ${answer.status} ${answer.text}`);
	return v.parse(schema, answer.body);
}
