import type { Id } from '$domain/dossier/dossier.ts';
import type { Sealed } from './seal.ts';

/** Account whose the row is, or `NOBODY`. */
export type Owner = string;

/** Owner of what was begun before anyone signed in, and of what is public. */
export const NOBODY: Owner = '';

/** What stands in plain text on every row: whose it is, and what it belongs to. */
export interface Envelope {
	readonly owner: Owner;
	readonly id: Id;
	/** Dossier, the draft that becomes it, or a question; empty where there is none. */
	readonly dossier: Id;
}

/** A row as the device stores it. */
export interface Row extends Envelope {
	/** Another number after each write, so that nothing is changed that was read in an older state. */
	readonly revision: number;
	/** What only its owner may read; `null`: the row has nothing to hide. */
	readonly sealed: Sealed | null;
	readonly [column: string]: unknown;
}

export const SHELVES = [
	'drafts',
	'files',
	'bytes',
	'outbox',
	'typed',
	'dossiers',
	'details',
	'questions',
	'colleagues',
	'notifications',
	'opened',
	'entries',
	'conversations',
	'marks',
	'keys'
] as const;
/** Name of one kind of thing that is kept. */
export type ShelfName = (typeof SHELVES)[number];

/** One step of a transaction. */
export type RowChange = { readonly shelf: ShelfName; readonly owner: Owner; readonly id: Id } & (
	| { readonly kind: 'put'; readonly row: Row }
	| { readonly kind: 'remove' }
	/** Removes all rows of the dossier `id`. */
	| { readonly kind: 'clear' }
	/** @returns the row as it shall be; `null`: gone */
	| { readonly kind: 'edit'; readonly edit: (row: Row) => Row | null }
	/** Unless it holds, nothing of the transaction happens. */
	| { readonly kind: 'require'; readonly holds: (row: Row | undefined) => boolean }
);

/** Where rows are kept: IndexedDB, or memory where a browser refuses it. */
export interface Rows {
	get(shelf: ShelfName, owner: Owner, id: Id): Promise<Row | undefined>;
	/** Rows of one owner, or only those of one of their dossiers. */
	list(shelf: ShelfName, owner: Owner, dossier?: Id): Promise<Row[]>;
	/** All steps or none. @returns `false` when something required did not hold */
	write(changes: readonly RowChange[]): Promise<boolean>;
	/** Removes every row of an owner. */
	forget(owner: Owner): Promise<void>;
	/** Removes rows by their column `usedAt`, the longest unused first. @returns how many */
	dropOldest(shelf: 'opened', count: number): Promise<number>;
}
