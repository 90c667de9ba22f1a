import type { DepartmentSettings } from './department.ts';
import { newId } from './rows.ts';

/** Where the worker has replies put in other words; empty: this server has no model. */
export const rewordingUrl = (): string => $os.getenv('REWORDING_URL');

/** Both are needed: an administrator who wants it, and a model. */
export const isRewordingOn = (settings: DepartmentSettings): boolean =>
	rewordingUrl() !== '' && settings.assistant_rewording === true;

/** To be followed by `settingsChanged` once it is committed. */
export function setRewording(tx: App, on: boolean): void {
	tx.db()
		.newQuery(
			`INSERT INTO settings_entries (id, key, value) VALUES ({:id}, 'assistant_rewording', {:value})
			ON CONFLICT (key) DO UPDATE SET value = excluded.value`
		)
		.bind({ id: newId(), value: JSON.stringify(on) })
		.execute();
}
