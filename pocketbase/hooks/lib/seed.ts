import * as v from 'valibot';
import { loadCatalogue } from '../../../src/lib/domain/procedure/catalogue.ts';
import { foldedWords } from '../../../src/lib/domain/procedure/fold.ts';
import { isDemo } from './demo.ts';
import { firstRow, insertRow, newId } from './rows.ts';
import { now } from './time.ts';
import { tellOfVersion } from './timed-events.ts';

/**
 * Fills the database from the seed folder: the Department's settings where none are, versions of
 * the catalogue that are new, holidays, and in a demonstration invented people. Doing it again
 * changes nothing; files that did not change are not even parsed.
 */
export function seed(app: App): void {
	const folder = $os.getenv('SEED_DIR');
	if (folder === '') return;
	const rules = namesIn(`${folder}/rules`).map((name) => readText(`${folder}/rules/${name}`));
	const files = {
		department: readText(`${folder}/department.json`),
		holidays: readText(`${folder}/holidays.json`),
		procedures: readText(`${folder}/procedures.json`)
	};
	const print = $security.sha256(JSON.stringify([files, rules]));
	if (readEntry(app, 'seeded') !== JSON.stringify(print)) {
		seedSettings(app, JSON.parse(files.department) as object);
		writeEntry(app, 'holidays', files.holidays);
		const published = publish(app, parseList(files.procedures), parseList(`[${rules.join(',')}]`));
		if (published) writeEntry(app, 'seeded', JSON.stringify(print));
	}
	if (isDemo()) seedPeople(app, readText(`${folder}/demo-people.json`));
}

/** Settings that the Department has changed are its own: only missing ones are added. */
function seedSettings(app: App, settings: object): void {
	for (const [key, value] of Object.entries(settings)) {
		if (readEntry(app, key) === undefined) writeEntry(app, key, JSON.stringify(value));
	}
}

/** A version once published is never changed: dossiers began with it. */
function publish(app: App, procedures: unknown[], rules: unknown[]): boolean {
	const loaded = loadCatalogue(procedures, rules);
	if (!loaded.ok) {
		// Those already published go on serving: a typing error must not stop the house.
		console.error(`The catalogue was not published:\n${loaded.faults.join('\n')}`);
		return false;
	}
	for (const entry of loaded.catalogue) {
		const { slug, version } = entry.procedure;
		const sql = 'SELECT id FROM procedures WHERE slug = {:slug} AND version = {:version}';
		if (firstRow(app.db(), { id: '' }, sql, { slug, version })) continue;
		const row = { id: newId(), slug, version, data: JSON.stringify(entry) };
		// Whom it concerns is told with it, or neither happens.
		app.runInTransaction((tx) => {
			insertRow(tx.db(), 'procedures', row);
			tellOfVersion(tx, slug, version, now());
		});
	}
	return true;
}

const Person = v.object({ name: v.string(), email: v.string() });
const People = v.object({
	password: v.string(),
	applicants: v.array(v.object({ ...Person.entries, kind: v.string(), phone: v.string() })),
	officers: v.array(v.object({ ...Person.entries, role: v.string(), division: v.string() }))
});

function seedPeople(app: App, text: string): void {
	const { password, applicants, officers } = v.parse(People, JSON.parse(text));
	for (const { name, ...person } of applicants) {
		const nameKey = foldedWords(name).join(' ');
		addPerson(app, 'applicants', password, { name, nameKey, locale: 'vi', ...person });
	}
	for (const person of officers) addPerson(app, 'officers', password, { active: true, ...person });
}

function addPerson(
	app: App,
	collection: 'applicants' | 'officers',
	password: string,
	fields: { readonly email: string } & Record<string, string | boolean>
): void {
	const sql = `SELECT id FROM ${collection} WHERE email = {:email}`;
	if (firstRow(app.db(), { id: '' }, sql, { email: fields.email })) return;
	const record = new Record(app.findCachedCollectionByNameOrId(collection));
	for (const [field, value] of Object.entries(fields)) record.set(field, value);
	record.set('verified', true);
	record.setPassword(password);
	app.save(record);
}

function readEntry(app: App, key: string): string | undefined {
	const sql = 'SELECT value FROM settings_entries WHERE key = {:key}';
	return firstRow(app.db(), { value: '' }, sql, { key })?.value;
}

function writeEntry(app: App, key: string, value: string): void {
	app
		.nonconcurrentDB()
		.newQuery(
			`INSERT INTO settings_entries (id, key, value) VALUES ({:id}, {:key}, {:value})
			ON CONFLICT (key) DO UPDATE SET value = excluded.value`
		)
		.bind({ id: newId(), key, value })
		.execute();
}

function namesIn(folder: string): string[] {
	try {
		return Array.from($os.readDir(folder), (entry) => entry.name())
			.filter((name) => name.endsWith('.json'))
			.sort();
	} catch {
		return [];
	}
}

function parseList(text: string): unknown[] {
	return v.parse(v.array(v.unknown()), JSON.parse(text));
}

function readText(path: string): string {
	return toString($os.readFile(path));
}
