import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { SEED_DIR } from './pocketbase-server.ts';

const Person = v.object({ email: v.string(), name: v.string() });
const DemoPeople = v.object({
	password: v.string(),
	applicants: v.array(Person),
	officers: v.array(v.object({ ...Person.entries, role: v.string() }))
});

/** One line for each account that `SEED=demo` makes, with the password they share. */
export function demoAccounts(): string[] {
	const file = join(SEED_DIR, 'demo-people.json');
	if (!existsSync(file)) return [];
	const people = v.parse(DemoPeople, JSON.parse(readFileSync(file, 'utf8')));
	const line = (role: string, person: v.InferOutput<typeof Person>): string =>
		`  ${role.padEnd(18)} ${person.email.padEnd(34)} ${person.name}`;
	return [
		`Demonstration accounts, all with the password ${people.password}`,
		...people.applicants.map((person) => line('applicant', person)),
		...people.officers.map((person) => line(person.role, person))
	];
}
