import type { Dexie, Table } from 'dexie';
import { announceChange } from './changes.ts';
import { SHELVES, type Row, type RowChange, type Rows, type ShelfName } from './rows.ts';

const INDEXES = '[owner+id], owner, [owner+dossier]';

/** A database that another tab holds back, or a browser that never answers, is not waited for. */
const OPENS_WITHIN_MS = 10_000;

type RowTable = Table<Row, [owner: string, id: string]>;

/** A requirement did not hold: the transaction is undone. */
class Unmet extends Error {}

/** @throws where the browser refuses storage */
export async function openIndexedRows(): Promise<Rows> {
	const { Dexie } = await import('dexie');
	const database = new Dexie('ngoai-vu-so');
	database.version(4).stores({
		...Object.fromEntries(SHELVES.map((shelf) => [shelf, INDEXES])),
		opened: `${INDEXES}, usedAt`
	});
	try {
		await openSoon(database);
	} catch {
		// Safari refuses the first time after it woke up.
		database.close();
		await openSoon(database);
	}
	return new IndexedRows(database);
}

async function openSoon(database: Dexie): Promise<void> {
	let timer: ReturnType<typeof setTimeout> | undefined;
	const tooLate = new Promise<never>((_resolve, reject) => {
		timer = setTimeout(() => reject(new Error('The database did not open.')), OPENS_WITHIN_MS);
	});
	await Promise.race([database.open(), tooLate]).finally(() => clearTimeout(timer));
}

class IndexedRows implements Rows {
	readonly #database: Dexie;
	#reopening: Promise<void> | undefined;

	constructor(database: Dexie) {
		this.#database = database;
	}

	get(shelf: ShelfName, owner: string, id: string): Promise<Row | undefined> {
		return this.#lasting(() => this.#table(shelf).get([owner, id]));
	}

	list(shelf: ShelfName, owner: string, dossier?: string): Promise<Row[]> {
		const which = dossier === undefined ? { owner } : { owner, dossier };
		return this.#lasting(() => this.#table(shelf).where(which).toArray());
	}

	async write(changes: readonly RowChange[]): Promise<boolean> {
		if (changes.length === 0) return true; // IndexedDB knows no transaction over nothing
		const shelves = [...new Set(changes.map(({ shelf }) => shelf))];
		try {
			await this.#lasting(() =>
				this.#database.transaction('rw', shelves, async () => {
					for (const change of changes) await this.#apply(change);
				})
			);
			return true;
		} catch (error) {
			if (error instanceof Unmet) return false;
			throw error;
		}
	}

	async forget(owner: string): Promise<void> {
		await this.#lasting(() =>
			this.#database.transaction('rw', [...SHELVES], async () => {
				for (const shelf of SHELVES) await this.#table(shelf).where({ owner }).delete();
			})
		);
	}

	dropOldest(shelf: 'opened', count: number): Promise<number> {
		return this.#lasting(() =>
			this.#database.transaction('rw', shelf, async () => {
				const oldest = await this.#table(shelf).orderBy('usedAt').limit(count).primaryKeys();
				await this.#table(shelf).bulkDelete(oldest);
				return oldest.length;
			})
		);
	}

	async #apply(change: RowChange): Promise<void> {
		const table = this.#table(change.shelf);
		const key: [string, string] = [change.owner, change.id];
		if (change.kind === 'put') await table.put(change.row);
		else if (change.kind === 'remove') await table.delete(key);
		else if (change.kind === 'clear') {
			await table.where({ owner: change.owner, dossier: change.id }).delete();
		} else {
			const row = await table.get(key);
			if (change.kind === 'require') {
				if (!change.holds(row)) throw new Unmet();
			} else if (row) {
				const edited = change.edit(row);
				if (edited === null) await table.delete(key);
				else if (edited !== row) await table.put(edited);
			}
		}
	}

	/**
	 * Safari loses its database when a page was long in the background, and every browser closes it
	 * when a person clears its storage. The handle is dead then; so the database is opened anew, and
	 * the work done once more.
	 */
	async #lasting<T>(work: () => PromiseLike<T>): Promise<T> {
		try {
			return await work();
		} catch (error) {
			if (!isHandleLost(error)) throw error;
			await this.#reopen();
			return work();
		}
	}

	/** Once for all who find it closed at the same time: the second must not close it to the first. */
	#reopen(): Promise<void> {
		this.#reopening ??= (async () => {
			this.#database.close();
			await openSoon(this.#database);
			// Perhaps everything is gone: keys remembered from before may open nothing any more.
			announceChange(['keys']);
		})().finally(() => (this.#reopening = undefined));
		return this.#reopening;
	}

	#table(shelf: ShelfName): RowTable {
		return this.#database.table(shelf);
	}
}

const LOST = ['DatabaseClosedError', 'InvalidStateError', 'UnknownError'];

function isHandleLost(error: unknown): boolean {
	return error instanceof Error && LOST.includes(error.name);
}
