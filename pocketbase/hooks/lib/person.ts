import { STAFF_ROLES, type Actor, type StaffRole } from '../../../src/lib/domain/identity/actor.ts';

/** Who is signed in: the actor that rules judge, and the name that history keeps. */
export interface Person {
	readonly actor: Actor;
	readonly name: string;
}

export type Officer = Person & { readonly actor: Extract<Actor, { division: string }> };

/** `null`: nobody, a superuser (who does no daily work here), or an officer who has left. */
export function personOf(record: PocketRecord | undefined): Person | null {
	if (!record) return null;
	const name = record.getString('name');
	switch (record.collection().name) {
		case 'applicants':
			return { actor: { role: 'applicant', id: record.id }, name };
		case 'officers': {
			const role = roleOf(record.getString('role'));
			if (role === undefined || !record.getBool('active')) return null;
			return { actor: { role, id: record.id, division: record.getString('division') }, name };
		}
		default:
			return null;
	}
}

export function officerOf(record: PocketRecord | undefined): Officer | null {
	const person = personOf(record);
	return person && 'division' in person.actor ? { ...person, actor: person.actor } : null;
}

function roleOf(text: string): StaffRole | undefined {
	return STAFF_ROLES.find((role) => role === text);
}
