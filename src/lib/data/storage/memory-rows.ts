import { SHELVES, type Row, type RowChange, type Rows, type ShelfName } from './rows.ts';

/** Rows that last as long as the page, where the browser refuses to store anything. */
export class MemoryRows implements Rows {
	readonly #shelves = new Map<ShelfName, Map<string, Row>>(
		SHELVES.map((shelf) => [shelf, new Map()])
	);

	async get(shelf: ShelfName, owner: string, id: string): Promise<Row | undefined> {
		return this.#rows(shelf).get(keyOf(owner, id));
	}

	async list(shelf: ShelfName, owner: string, dossier?: string): Promise<Row[]> {
		return [...this.#rows(shelf).values()].filter(
			(row) => row.owner === owner && (dossier === undefined || row.dossier === dossier)
		);
	}

	async write(changes: readonly RowChange[]): Promise<boolean> {
		const unmet = changes.some(
			(change) => change.kind === 'require' && !change.holds(this.#rowOf(change))
		);
		if (unmet) return false;
		for (const change of changes) this.#apply(change);
		return true;
	}

	async forget(owner: string): Promise<void> {
		for (const rows of this.#shelves.values()) {
			for (const [key, row] of rows) if (row.owner === owner) rows.delete(key);
		}
	}

	async dropOldest(shelf: 'opened', count: number): Promise<number> {
		const rows = this.#rows(shelf);
		const oldest = [...rows].sort(([, a], [, b]) =>
			String(a['usedAt']).localeCompare(String(b['usedAt']))
		);
		for (const [key] of oldest.slice(0, count)) rows.delete(key);
		return Math.min(count, oldest.length);
	}

	#apply(change: RowChange): void {
		const rows = this.#rows(change.shelf);
		const key = keyOf(change.owner, change.id);
		const row = rows.get(key);
		if (change.kind === 'put') rows.set(key, change.row);
		if (change.kind === 'remove') rows.delete(key);
		if (change.kind === 'clear') {
			for (const [each, { owner, dossier }] of rows) {
				if (owner === change.owner && dossier === change.id) rows.delete(each);
			}
		}
		if (change.kind === 'edit' && row) {
			const edited = change.edit(row);
			if (edited) rows.set(key, edited);
			else rows.delete(key);
		}
	}

	#rowOf({ shelf, owner, id }: RowChange): Row | undefined {
		return this.#rows(shelf).get(keyOf(owner, id));
	}

	#rows(shelf: ShelfName): Map<string, Row> {
		const rows = this.#shelves.get(shelf);
		if (!rows) throw new Error(`There is no shelf ${shelf}.`);
		return rows;
	}
}

const keyOf = (owner: string, id: string): string => `${owner}/${id}`;
