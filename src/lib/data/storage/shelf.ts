import type { Id } from '$domain/dossier/dossier.ts';
import { announceChange } from './changes.ts';
import { forgetKnownKey, heldKey, keyOf, keyStillHeld, type HeldKey } from './keys.ts';
import { rowsAtHand } from './rows-at-hand.ts';
import type { Envelope, Owner, Row, RowChange, ShelfName } from './rows.ts';
import { open, seal } from './seal.ts';
import { withRoom } from './space.ts';

/** An envelope together with what is sealed in it. */
export type Kept<E extends Envelope, Content> = E & { readonly content: Content };

/** One step of a transaction; content is sealed before the transaction begins. */
export type Change =
	| Exclude<RowChange, { kind: 'put' }>
	| { readonly kind: 'put'; readonly shelf: ShelfName; readonly kept: Kept<Envelope, unknown> };

/**
 * `unmet`: something required did not hold, nothing was changed. `full`: the device has no room.
 * `locked`: the owner's session does not live here, so nothing can be sealed.
 */
export type Committed =
	{ readonly ok: true } | { readonly ok: false; readonly reason: 'unmet' | 'full' | 'locked' };

/**
 * One kind of thing kept on this device. Envelopes are plain; `Content` is sealed with the key of
 * its owner, or `null` where there is nothing to hide.
 */
export class Shelf<E extends Envelope, Content> {
	readonly #name: ShelfName;

	constructor(name: ShelfName) {
		this.#name = name;
	}

	/** @returns `undefined` when there is none, or its owner's session does not live here */
	async get(owner: Owner, id: Id): Promise<Kept<E, Content> | undefined> {
		const rows = await rowsAtHand();
		const row = await rows.get(this.#name, owner, id);
		return row && this.#open(row, await keyFor(row));
	}

	/** What can be opened of an owner's, or of one of their dossiers. */
	async list(owner: Owner, dossier?: Id): Promise<Kept<E, Content>[]> {
		const rows = await rowsAtHand();
		const found = await rows.list(this.#name, owner, dossier);
		const key = found.some(({ sealed }) => sealed) ? await keyOf(owner) : undefined;
		const opened = await Promise.all(found.map((row) => this.#open(row, key)));
		return opened.filter((kept) => kept !== undefined);
	}

	async envelope(owner: Owner, id: Id): Promise<E | undefined> {
		const rows = await rowsAtHand();
		const row = await rows.get(this.#name, owner, id);
		return row && envelopeOf<E>(row);
	}

	/** The envelopes alone, also while nothing can be opened. */
	async envelopes(owner: Owner, dossier?: Id): Promise<E[]> {
		const rows = await rowsAtHand();
		const found = await rows.list(this.#name, owner, dossier);
		return found.map((row) => envelopeOf<E>(row));
	}

	put(kept: Kept<E, Content>): Change {
		return { kind: 'put', shelf: this.#name, kept };
	}

	remove(owner: Owner, id: Id): Change {
		return { kind: 'remove', shelf: this.#name, owner, id };
	}

	/** Removes all of one dossier. */
	clear(owner: Owner, dossier: Id): Change {
		return { kind: 'clear', shelf: this.#name, owner, id: dossier };
	}

	/** Changes the envelope within the transaction; `null` removes the row. */
	edit(owner: Owner, id: Id, edit: (envelope: E) => E | null): Change {
		return {
			kind: 'edit',
			shelf: this.#name,
			owner,
			id,
			edit: (row) => {
				const edited = edit(envelopeOf<E>(row));
				return edited && { ...row, ...edited, revision: Math.random() };
			}
		};
	}

	/** Unless it holds when the transaction runs, nothing of it happens. */
	require(owner: Owner, id: Id, holds: (envelope: E | undefined) => boolean): Change {
		return {
			kind: 'require',
			shelf: this.#name,
			owner,
			id,
			holds: (row) => holds(row && envelopeOf<E>(row))
		};
	}

	/** @returns another number after each write, also while nothing can be opened; `undefined`: it is not there */
	async revision(owner: Owner, id: Id): Promise<number | undefined> {
		const rows = await rowsAtHand();
		return (await rows.get(this.#name, owner, id))?.revision;
	}

	/**
	 * Changes content and envelope together. Should another tab write meanwhile, the change is made
	 * again on what that one wrote.
	 * @param revise its result under another owner: it moves to them; `null`: it is removed
	 * @returns `undefined` when there was nothing to change
	 */
	async revise(
		owner: Owner,
		id: Id,
		revise: (kept: Kept<E, Content>) => Kept<E, Content> | null
	): Promise<Committed | undefined> {
		for (;;) {
			const rows = await rowsAtHand();
			const row = await rows.get(this.#name, owner, id);
			if (!row) return undefined;
			const kept = await this.#open(row, await keyFor(row));
			if (!kept) return { ok: false, reason: 'locked' };
			const revised = revise(kept);
			if (revised === kept) return { ok: true };
			const { revision } = row;
			const committed = await commit([
				{
					kind: 'require',
					shelf: this.#name,
					owner,
					id,
					holds: (now) => now?.revision === revision
				},
				...(revised?.owner === owner ? [] : [this.remove(owner, id)]),
				...(revised ? [this.put(revised)] : [])
			]);
			if (committed.ok || committed.reason !== 'unmet') return committed;
		}
	}

	async #open(row: Row, key: CryptoKey | undefined): Promise<Kept<E, Content> | undefined> {
		const content =
			row.sealed === null ? null : key && (await open(key, placeOf(this.#name, row), row.sealed));
		if (content === undefined) return undefined;
		// What opens was sealed here, by `put` of this shelf.
		return { ...envelopeOf<E>(row), content: content as Content };
	}
}

/**
 * All changes in one transaction, or none. What is put is written only while its owner's key is
 * held: nothing of an account is stored without its session, nor sealed with a key that is gone.
 */
export async function commit(changes: readonly Change[]): Promise<Committed> {
	if (changes.length === 0) return { ok: true };
	const puts = changes.filter((change) => change.kind === 'put');
	const owners = new Set(puts.map(({ kept }) => kept.owner));
	const rows = await rowsAtHand();
	for (;;) {
		// What nobody owns yet gets its key here, which has to be written too.
		const keys = await withRoom(() => keysOf(owners));
		if (keys === 'full') return { ok: false, reason: 'full' };
		if (!keys) return { ok: false, reason: 'locked' };
		const held = [...keys].map(([owner, key]) => keyStillHeld(owner, key));
		const sealed = await Promise.all(changes.map((change) => rowChange(change, keys)));
		const written = await withRoom(() => rows.write([...held, ...sealed]));
		if (written === 'full') return { ok: false, reason: 'full' };
		if (written) {
			announceChange([...new Set(changes.map(({ shelf }) => shelf))]);
			return { ok: true };
		}
		if (await rows.write(held)) return { ok: false, reason: 'unmet' };
		owners.forEach(forgetKnownKey);
	}
}

type Keys = ReadonlyMap<Owner, HeldKey>;

/** @returns `undefined` unless all are held */
async function keysOf(owners: ReadonlySet<Owner>): Promise<Keys | undefined> {
	const keys = new Map<Owner, HeldKey>();
	for (const owner of owners) {
		const held = await heldKey(owner);
		if (!held) return undefined;
		keys.set(owner, held);
	}
	return keys;
}

async function rowChange(change: Change, keys: Keys): Promise<RowChange> {
	if (change.kind !== 'put') return change;
	const { shelf, kept } = change;
	const { content, ...envelope } = kept;
	const { owner, id } = envelope;
	const held = content === null ? undefined : keys.get(owner);
	const sealed = held ? await seal(held.key, placeOf(shelf, envelope), content) : null;
	return { kind: 'put', shelf, owner, id, row: { ...envelope, sealed, revision: Math.random() } };
}

function envelopeOf<E extends Envelope>({
	sealed: _sealed,
	revision: _revision,
	...envelope
}: Row): E {
	// Written by `put` and `edit` of the same shelf.
	return envelope as Envelope as E;
}

async function keyFor({ sealed, owner }: Row): Promise<CryptoKey | undefined> {
	return sealed ? keyOf(owner) : undefined;
}

const placeOf = (shelf: ShelfName, { owner, id }: Envelope): string => `${shelf}/${owner}/${id}`;
