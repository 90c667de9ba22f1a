import { faulted, type Unanswered } from '$data/answer.ts';
import { watchDossier } from '$data/live.ts';
import { whenChanged } from '$data/storage/changes.ts';
import type { Owner } from '$data/storage/rows.ts';
import { freshness, type Freshness } from '$data/sync/pull.ts';
import { interruptFetching, syncNow, wakeFetching } from '$data/sync/syncing.ts';
import { syncing } from '$data/sync.svelte.ts';

/** How complete and fresh an officer's dossiers on this device are, and how they become so. */
export class CatchingUp {
	readonly #owner: Owner;
	#freshness = $state.raw<Freshness>({ completedAt: null, underWay: null });

	constructor(owner: Owner) {
		this.#owner = owner;
	}

	/** When the device was as the server; `null`: it never was, so it does not hold everything. */
	get completedAt() {
		return this.#freshness.completedAt;
	}
	/** Dossiers read by a first fill that has not ended. */
	get filled(): number | null {
		const { completedAt, underWay } = this.#freshness;
		if (completedAt !== null) return null;
		return this.running ? Math.max(syncing.status.pulled, underWay ?? 0) : underWay;
	}
	get running(): boolean {
		return syncing.status.pull === 'running';
	}
	/** Why the last look failed. */
	get trouble(): Unanswered | null {
		const { trouble } = syncing.status;
		return trouble && faulted(trouble);
	}

	/** Learns what the device knows of itself. */
	async recall(): Promise<void> {
		this.#freshness = await freshness(this.#owner);
	}

	/** Goes on with a first fill that was paused. */
	goOn(): void {
		syncNow();
	}

	/** Pauses a first fill. */
	pause(): void {
		interruptFetching();
	}

	/** Keeps up until the returned function is called. */
	watch(): () => void {
		void this.recall();
		wakeFetching();
		const endLive = watchDossier('*', {
			seq: () => 0,
			// Live news starts a reading by itself; what that brings is seen on the device.
			onNewer: () => undefined,
			onCatchUp: wakeFetching
		});
		const endMarks = whenChanged('marks', () => void this.recall());
		return () => {
			endLive();
			endMarks();
		};
	}
}
