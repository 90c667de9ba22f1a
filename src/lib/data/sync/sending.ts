import type { Id } from '$domain/dossier/dossier.ts';
import { currentOwner } from '../account.ts';
import { holdReload } from '../reload-hold.ts';
import { NOBODY } from '../storage/rows.ts';
import { deliver, type Delivered } from './delivery.ts';
import { outboxOf, type OutboxEntry } from './outbox.ts';
import { dueItems, nextDueMs, releaseAbandoned } from './outbox-progress.ts';
import { Repeater } from './repeater.ts';
import { tellStatus } from './status.ts';

/** Items with files may take minutes; the others never wait for them. */
const AT_ONCE = { withFiles: 2, plain: 4 } as const;
const REST_MS = 10_000;

/** Sends what is due: several dossiers at once, each of them in order. */
export class Sending {
	readonly #pump = new Repeater(() => this.#startDue());
	readonly #underWay = new Map<Id, OutboxEntry>();
	readonly #onAnswered: () => void;
	#stopped = true;
	/** The device had no room lately, or failed. */
	#rests = false;

	/** @param onAnswered the server took something: it can be read back */
	constructor(onAnswered: () => void) {
		this.#onAnswered = onAnswered;
	}

	start(): void {
		this.#stopped = false;
		this.wake();
	}

	/** What is under way goes on; nothing more is begun. */
	stop(): void {
		this.#stopped = true;
	}

	wake(): void {
		this.#pump.wake();
	}

	/** @returns when to look again, in milliseconds */
	async #startDue(): Promise<number | undefined> {
		const owner = currentOwner();
		if (owner === NOBODY || this.#stopped) return undefined;
		if (this.#rests) return REST_MS;
		const entries = await outboxOf(owner);
		// What is released is heard of as any change of the outbox is.
		await releaseAbandoned(entries, (item) => this.#underWay.has(item));
		const nowMs = Date.now();
		for (const entry of dueItems(entries, nowMs)) {
			if (!this.#underWay.has(entry.id) && this.#hasRoomFor(entry)) void this.#deliver(entry);
		}
		// What is due and found no room is begun when something under way ends.
		const nextMs = nextDueMs(entries, nowMs);
		return nextMs && nextMs - nowMs;
	}

	async #deliver(entry: OutboxEntry): Promise<void> {
		this.#underWay.set(entry.id, entry);
		const release = holdReload('sending');
		let outcome: Delivered | undefined;
		try {
			outcome = await deliver(entry);
			if (outcome === 'answered') this.#onAnswered();
			tellStatus({ needsSignIn: outcome === 'signed_out' });
			if (outcome === 'signed_out') this.#stopped = true;
		} finally {
			// Thrown is what nobody expects: a browser that lost the bytes of a file, say.
			if (outcome === undefined || outcome === 'device_full') this.#rest();
			this.#underWay.delete(entry.id);
			release();
			this.wake();
		}
	}

	/** Otherwise the same would be tried and fail again without a pause. */
	#rest(): void {
		if (this.#rests) return;
		this.#rests = true;
		setTimeout(() => {
			this.#rests = false;
			this.wake();
		}, REST_MS);
	}

	#hasRoomFor({ type }: OutboxEntry): boolean {
		const kind = kindOf(type);
		const same = [...this.#underWay.values()].filter((other) => kindOf(other.type) === kind);
		return same.length < AT_ONCE[kind];
	}
}

const kindOf = (type: OutboxEntry['type']): keyof typeof AT_ONCE =>
	type === 'submit' || type === 'supply' ? 'withFiles' : 'plain';
