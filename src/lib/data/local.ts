import type { Dexie, EntityTable, Table } from 'dexie';
import type { KeptEntry } from './catalogue.ts';
import type { Draft } from './drafts.ts';
import type { LocalFile } from './attachments.ts';
import type { CachedDossier } from './dossiers.ts';
import type { UnsentAction } from './submit-action.ts';

/**
 * What this device keeps (IndexedDB). Facts that only exist here – drafts, files picked, actions
 * not yet acknowledged – are removed only when the server has them, or their owner says so.
 */
export type LocalDatabase = Dexie & {
	drafts: EntityTable<Draft, 'id'>;
	files: EntityTable<LocalFile, 'id'>;
	unsent: EntityTable<UnsentAction, 'id'>;
	dossiers: EntityTable<CachedDossier, 'id'>;
	entries: Table<KeptEntry, [slug: string, version: string]>;
};

let opening: Promise<LocalDatabase> | undefined;

/** The database, opened when first needed. Rejects where the browser forbids storage. */
export function local(): Promise<LocalDatabase> {
	opening ??= open().catch((error: unknown) => {
		opening = undefined;
		throw error;
	});
	return opening;
}

async function open(): Promise<LocalDatabase> {
	const { Dexie } = await import('dexie');
	const database = new Dexie('ngoai-vu-so') as LocalDatabase; // its tables are declared just below
	database.version(1).stores({
		drafts: 'id, owner, updatedAt',
		files: 'id, dossier',
		unsent: 'id, dossier, owner',
		dossiers: 'id, owner',
		entries: '[slug+version]'
	});
	await database.open();
	// Asks the browser not to evict a half-written dossier; a "no" is no trouble of ours.
	if (typeof navigator !== 'undefined') navigator.storage?.persist?.().catch(() => undefined);
	return database;
}

/** Removes all that belongs to one account, at sign-out; nobody else's work is touched. */
export async function forgetPerson(account: string): Promise<void> {
	const database = await local();
	const { drafts, files, unsent, dossiers } = database;
	await database.transaction('rw', drafts, files, unsent, dossiers, async () => {
		const theirs = [
			...(await drafts.where({ owner: account }).primaryKeys()),
			...(await dossiers.where({ owner: account }).primaryKeys())
		];
		await drafts.bulkDelete(theirs);
		await dossiers.bulkDelete(theirs);
		await files.where('dossier').anyOf(theirs).delete();
		await unsent.where({ owner: account }).delete();
	});
}
