import type { Id } from '$domain/dossier/dossier.ts';
import type { Intent } from '$domain/dossier/intent.ts';
import { whenChanged } from './storage/changes.ts';
import { keyOf } from './storage/keys.ts';
import type { Owner } from './storage/rows.ts';
import {
	isOnDossier,
	outboxItems,
	outboxOf,
	refusedUnder,
	type OutboxEntry,
	type OutboxItem
} from './sync/outbox.ts';

/** What an account did and the server has not confirmed, while `watch` runs; the oldest first. */
export class Outbox {
	readonly #owner: Owner;
	readonly #dossier: Id | undefined;
	#entries = $state.raw<readonly OutboxEntry[]>([]);
	#items = $state.raw<readonly OutboxItem[]>([]);
	/** The owner's session lives here: what does not open now never will. */
	#opens = $state(false);

	/** @param dossier only what concerns this one, or this question */
	constructor(owner: Owner, dossier?: Id) {
		this.#owner = owner;
		this.#dossier = dossier;
	}

	get entries(): readonly OutboxEntry[] {
		return this.#entries;
	}

	/** With what was typed; while the owner's session does not live here they cannot be opened. */
	get items(): readonly OutboxItem[] {
		return this.#items;
	}

	/** What of the dossier is on its way, and not in what the server told last. */
	pendingOn(dossier: Id, seq: number): Intent[] {
		return this.#items
			.filter(isOnDossier)
			.filter((item) => item.dossier === dossier && this.isUnderWay(item))
			.filter((item) => (item.seq ?? Infinity) > seq)
			.map(({ content }) => content.intent);
	}

	/** What does not happen by itself, and its owner has to decide about. */
	get needing(): readonly OutboxEntry[] {
		return this.#entries.filter((entry) => entry.state === 'refused' || this.isLost(entry));
	}

	/** It will happen by itself: neither refused, nor built upon what was, nor lost. */
	isUnderWay(entry: OutboxEntry): boolean {
		return refusedUnder(entry, this.#entries) === undefined && !this.isLost(entry);
	}

	/** Sealed with a key that is gone: it can be neither read nor sent. */
	isLost({ id, state }: OutboxEntry): boolean {
		return this.#opens && state !== 'answered' && !this.#items.some((item) => item.id === id);
	}

	/** @returns what ends it */
	watch(): () => void {
		let ended = false;
		/** A look that a later one overtook tells what was. */
		let latest = 0;
		const look = async () => {
			const turn = (latest += 1);
			const [entries, items, key] = await Promise.all([
				outboxOf(this.#owner),
				outboxItems(this.#owner, this.#dossier),
				keyOf(this.#owner)
			]);
			if (ended || turn !== latest) return;
			this.#entries = entries.filter(
				({ dossier }) => this.#dossier === undefined || dossier === this.#dossier
			);
			this.#items = items;
			this.#opens = key !== undefined;
		};
		const lookQuietly = () => void look().catch(() => undefined); // storage may be forbidden
		lookQuietly();
		const unwatch = [whenChanged('outbox', lookQuietly), whenChanged('keys', lookQuietly)];
		return () => {
			ended = true;
			for (const stop of unwatch) stop();
		};
	}
}
