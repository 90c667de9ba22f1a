import * as v from 'valibot';
import { preferencesSchema, type Preferences } from '$domain/notification/preferences.ts';
import type { Answer } from './answer.ts';
import { ask } from './remote.ts';
import type { Envelope, Owner } from './storage/rows.ts';
import { commit, Shelf } from './storage/shelf.ts';

const ROUTE = '/api/app/notification-settings';

const typed = new Shelf<Envelope, unknown>('typed');
const ID = 'notification-settings';

/** How an account wants to be told, as the server has it. */
export function fetchPreferences(owner: Owner): Promise<Answer<Preferences>> {
	return ask(ROUTE, preferencesSchema, { as: owner });
}

/** Takes what was chosen here off the device once the server has it. */
export async function savePreferences(
	owner: Owner,
	preferences: Preferences
): Promise<Answer<Preferences>> {
	const answer = await ask(ROUTE, preferencesSchema, {
		method: 'PUT',
		as: owner,
		body: preferences
	});
	if (answer.ok) await commit([typed.remove(owner, ID)]);
	return answer;
}

/** Keeps a choice that is not saved yet, through a reload and an empty battery. */
export async function keepChoice(owner: Owner, preferences: Preferences): Promise<void> {
	await commit([typed.put({ owner, id: ID, dossier: '', content: preferences })]);
}

export async function recallChoice(owner: Owner): Promise<Preferences | undefined> {
	const kept = await typed.get(owner, ID);
	const parsed = v.safeParse(preferencesSchema, kept?.content);
	return parsed.success ? parsed.output : undefined;
}

/** Asks to be told something on every channel, by way of trial. @returns id of what is pushed */
export function askForTest(owner: Owner): Promise<Answer<{ readonly push: string | null }>> {
	return ask('/api/app/notifications/test', v.object({ push: v.nullable(v.string()) }), {
		method: 'POST',
		as: owner,
		body: {}
	});
}
