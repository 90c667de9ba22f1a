import type { Actor } from '../../../src/lib/domain/identity/actor.ts';
import {
	DEFAULT_PREFERENCES,
	type Preferences
} from '../../../src/lib/domain/notification/preferences.ts';
import { kindOf } from './push-subscriptions.ts';
import { allRows } from './rows.ts';

/**
 * How people want to be told: as they chose, else as proposed to everybody, in the language that
 * applicants named when they made their account.
 */
export function preferencesOf(
	db: Database,
	people: readonly string[]
): ReadonlyMap<string, Preferences> {
	const rows = allRows(
		db,
		{ id: '', chosen: '', locale: '' },
		`SELECT person.value AS id, COALESCE(settings.value, '') AS chosen,
			COALESCE(applicants.locale, '') AS locale
		FROM json_each({:people}) person
		LEFT JOIN notification_settings settings ON settings.id = person.value
		LEFT JOIN applicants ON applicants.id = person.value`,
		{ people: JSON.stringify(people) }
	);
	return new Map(rows.map(({ id, chosen, locale }) => [id, read(chosen) ?? proposed(locale)]));
}

/** Parsed when it was stored. */
const read = (chosen: string): Preferences | undefined =>
	chosen === '' ? undefined : (JSON.parse(chosen) as Preferences);

const proposed = (locale: string): Preferences => ({
	...DEFAULT_PREFERENCES,
	locale: locale === 'en' ? 'en' : 'vi'
});

export function keepPreferences(tx: App, actor: Actor, preferences: Preferences): void {
	tx.db()
		.newQuery(
			`INSERT INTO notification_settings (id, recipientKind, value)
			VALUES ({:id}, {:recipientKind}, {:value})
			ON CONFLICT (id) DO UPDATE SET value = {:value}`
		)
		.bind({ id: actor.id, recipientKind: kindOf(actor), value: JSON.stringify(preferences) })
		.execute();
}
