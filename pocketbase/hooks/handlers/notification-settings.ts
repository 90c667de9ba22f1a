import * as v from 'valibot';
import {
	DEFAULT_PREFERENCES,
	preferencesSchema
} from '../../../src/lib/domain/notification/preferences.ts';
import { refuse } from '../../../src/lib/domain/refusal.ts';
import { writeDurably } from '../lib/durable.ts';
import { keepPreferences, preferencesOf } from '../lib/notification-settings.ts';
import { personOf } from '../lib/person.ts';
import { readJson, reply, respond } from '../lib/reply.ts';

/** How whoever asks wants to be told. */
export function showNotificationSettings(e: RequestEvent): void {
	respond(e, () => {
		const person = personOf(e.auth);
		if (!person) return refuse('actor.signed_out');
		const { id } = person.actor;
		return reply(preferencesOf(e.app.db(), [id]).get(id) ?? DEFAULT_PREFERENCES);
	});
}

export function saveNotificationSettings(e: RequestEvent): void {
	respond(e, () => {
		const person = personOf(e.auth);
		if (!person) return refuse('actor.signed_out');
		const parsed = v.safeParse(preferencesSchema, readJson(e));
		if (!parsed.success) return refuse('field.invalid', v.getDotPath(parsed.issues[0]) ?? '');
		const preferences = parsed.output;
		writeDurably(e.app, (tx) => keepPreferences(tx, person.actor, preferences));
		return reply(preferences);
	});
}
