import { createSubscriber } from 'svelte/reactivity';
import type { OutboxEntry } from './sync/outbox.ts';
import { outboxOf } from './sync/outbox.ts';
import { lineNow, whenLineChanges, type Line } from './sync/line.ts';
import { syncStatus, whenSyncStatusChanges, type SyncStatus } from './sync/status.ts';
import { whenChanged } from './storage/changes.ts';
import type { Owner } from './storage/rows.ts';

/** What screens show of syncing; read within a component, it stays fresh. */
class Syncing {
	readonly #line = createSubscriber(whenLineChanges);
	readonly #status = createSubscriber(whenSyncStatusChanges);

	get line(): Line {
		this.#line();
		return lineNow();
	}

	get status(): SyncStatus {
		this.#status();
		return syncStatus();
	}
}

export const syncing = new Syncing();

/** What an account did and the server has not confirmed, while `watch` runs. */
export class Outbox {
	readonly #owner: Owner;
	#entries = $state.raw<readonly OutboxEntry[]>([]);

	constructor(owner: Owner) {
		this.#owner = owner;
	}

	/** The oldest first. */
	get entries(): readonly OutboxEntry[] {
		return this.#entries;
	}

	/** @returns what ends it */
	watch(): () => void {
		const look = async () => {
			this.#entries = await outboxOf(this.#owner);
		};
		void look();
		return whenChanged('outbox', () => void look());
	}
}
