/** Everybody who works with the measured server, signed in. */
import { randomInt } from 'node:crypto';
import * as v from 'valibot';
import type { StaffRole } from '../src/lib/domain/identity/actor.ts';
import type { Call, Connections } from './load.ts';

/** A server with its people, each signed in: tokens. */
export interface Staffed {
	readonly connections: Connections;
	readonly superuser: string;
	/** One officer per role; the case officer and the head are of the same division. */
	readonly officers: Readonly<Record<StaffRole, string>>;
}

/** Where the dossiers of the measurements are handled. */
const DIVISION = 'phong-ls-nvnonn';

const Token = v.object({ token: v.string() });
const Officers = v.object({
	items: v.array(v.object({ id: v.string(), role: v.string(), division: v.string() }))
});

export async function signInSuperuser(
	connections: Connections,
	{ email, password }: { email: string; password: string }
): Promise<string> {
	const call: Call = {
		method: 'POST',
		path: '/api/collections/_superusers/auth-with-password',
		body: { identity: email, password }
	};
	return v.parse(Token, await answer(connections, call)).token;
}

export async function signInOfficers(
	connections: Connections,
	superuser: string
): Promise<Record<StaffRole, string>> {
	const { items } = v.parse(
		Officers,
		await answer(connections, {
			method: 'GET',
			path: '/api/collections/officers/records?perPage=200&skipTotal=1',
			token: superuser
		})
	);
	const signIn = async (role: StaffRole, division?: string): Promise<string> => {
		const officer = items.find(
			(item) => item.role === role && (division === undefined || item.division === division)
		);
		if (!officer) throw new Error(`The demonstration has no ${role}.`);
		return impersonate(connections, superuser, 'officers', officer.id);
	};
	return {
		receiving_officer: await signIn('receiving_officer'),
		case_officer: await signIn('case_officer', DIVISION),
		head_of_division: await signIn('head_of_division', DIVISION),
		leader: await signIn('leader'),
		clerk: await signIn('clerk'),
		administrator: await signIn('administrator')
	};
}

/** A token as the person would have after signing in. */
export async function impersonate(
	connections: Connections,
	superuser: string,
	collection: 'officers' | 'applicants',
	id: string
): Promise<string> {
	const call: Call = {
		method: 'POST',
		path: `/api/collections/${collection}/impersonate/${id}`,
		token: superuser,
		body: { duration: 7_200 }
	};
	return v.parse(Token, await answer(connections, call)).token;
}

export async function answer(connections: Connections, call: Call): Promise<unknown> {
	return JSON.parse((await connections.succeed(call)).text);
}

/** An id as devices make them. */
export function newId(): string {
	const letters = 'abcdefghijklmnopqrstuvwxyz0123456789';
	return Array.from({ length: 15 }, () => letters.charAt(randomInt(letters.length))).join('');
}
