import type { Dexie, Table } from 'dexie';
import { SHELVES, type Row, type RowChange, type Rows, type ShelfName } from './rows.ts';

const INDEXES = '[owner+id], owner, [owner+dossier]';

type RowTable = Table<Row, [owner: string, id: string]>;

/** A requirement did not hold: the transaction is undone. */
class Unmet extends Error {}

/** @throws where the browser refuses storage */
export async function openIndexedRows(): Promise<Rows> {
	const { Dexie } = await import('dexie');
	const database = new Dexie('ngoai-vu-so');
	database
		.version(1)
		.stores({
			...Object.fromEntries(SHELVES.map((shelf) => [shelf, INDEXES])),
			opened: `${INDEXES}, usedAt`
		});
	await database.open();
	return new IndexedRows(database);
}

class IndexedRows implements Rows {
	readonly #database: Dexie;

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
	 * Safari loses its database when a page was long in the background; the handle is dead then,
	 * the data is not. So the database is opened anew, and the work done once more.
	 */
	async #lasting<T>(work: () => PromiseLike<T>): Promise<T> {
		try {
			return await work();
		} catch (error) {
			if (!isHandleLost(error)) throw error;
			this.#database.close();
			await this.#database.open();
			return work();
		}
	}

	#table(shelf: ShelfName): RowTable {
		return this.#database.table(shelf);
	}
}

const LOST = ['DatabaseClosedError', 'InvalidStateError', 'UnknownError'];

function isHandleLost(error: unknown): boolean {
	return error instanceof Error && LOST.includes(error.name);
}
