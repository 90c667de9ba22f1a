import { firstRow } from './rows.ts';

const FULL = 2;

/**
 * A transaction that survives a power cut once it returned. SQLite forgets the setting with the
 * connection, which is closed after some idle minutes: so it is set before, and read back within.
 * @throws when the database would not wait for the disk: then nothing is written
 */
export function writeDurably(app: App, work: (tx: App) => void): void {
	waitForDisk(app);
	app.runInTransaction((tx) => {
		const level = firstRow(tx.db(), { synchronous: 0 }, 'PRAGMA synchronous')?.synchronous;
		if (level === undefined || level < FULL)
			throw new Error('The database does not wait for the disk.');
		work(tx);
	});
}

/** Every later commit of the writing connection waits until it is on the disk. */
export function waitForDisk(app: App): void {
	app.nonconcurrentDB().newQuery('PRAGMA synchronous=FULL').execute();
}
