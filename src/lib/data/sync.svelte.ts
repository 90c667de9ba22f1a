import { createSubscriber } from 'svelte/reactivity';
import { lineNow, whenLineChanges, type Line } from './sync/line.ts';
import { syncStatus, whenSyncStatusChanges, type SyncStatus } from './sync/status.ts';

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
