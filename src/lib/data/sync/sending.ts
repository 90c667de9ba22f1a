import type { Id } from '$domain/dossier/dossier.ts';
import { currentOwner } from '../account.ts';
import { holdReload } from '../reload-hold.ts';
import { NOBODY } from '../storage/rows.ts';
import { deliver } from './delivery.ts';
import { dueItems, nextDueMs, outboxOf, releaseAbandoned, type OutboxEntry } from './outbox.ts';
import { Repeater } from './repeater.ts';
import { tellStatus } from './status.ts';

/** Items with files may take minutes; the others never wait for them. */
const AT_ONCE = { withFiles: 2, plain: 4 } as const;

/** Sends what is due: several dossiers at once, each of them in order. */
export class Sending {
	readonly #pump = new Repeater(() => this.#startDue());
	readonly #underWay = new Map<Id, OutboxEntry>();
	readonly #onAnswered: () => void;
	#stopped = true;

	/** @param onAnswered the server took something: it can be read back */
	constructor(onAnswered: () => void) {
		this.#onAnswered = onAnswered;
	}

	async start(): Promise<void> {
		await releaseAbandoned(currentOwner());
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
		const entries = await outboxOf(owner);
		for (const entry of dueItems(entries, Date.now())) {
			if (!this.#underWay.has(entry.id) && this.#hasRoomFor(entry)) void this.#deliver(entry);
		}
		const idle = entries.filter(({ id }) => !this.#underWay.has(id));
		const nextMs = nextDueMs(idle);
		// What is due and found no room is begun when something under way ends.
		return nextMs === undefined || nextMs <= Date.now() ? undefined : nextMs - Date.now();
	}

	async #deliver(entry: OutboxEntry): Promise<void> {
		this.#underWay.set(entry.id, entry);
		const release = holdReload('sending');
		try {
			const outcome = await deliver(entry);
			if (outcome === 'answered') this.#onAnswered();
			tellStatus({ needsSignIn: outcome === 'signed_out' });
			if (outcome === 'signed_out') this.#stopped = true;
		} finally {
			this.#underWay.delete(entry.id);
			release();
			this.wake();
		}
	}

	#hasRoomFor({ type }: OutboxEntry): boolean {
		const kind = kindOf(type);
		const same = [...this.#underWay.values()].filter((other) => kindOf(other.type) === kind);
		return same.length < AT_ONCE[kind];
	}
}

const kindOf = (type: OutboxEntry['type']): keyof typeof AT_ONCE =>
	type === 'submit' || type === 'supply' ? 'withFiles' : 'plain';
