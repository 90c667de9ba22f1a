import type { Unanswered } from '$data/answer.ts';
import { watchDossier } from '$data/live.ts';
import { whenChanged } from '$data/storage/changes.ts';
import type { Owner } from '$data/storage/rows.ts';
import { freshness, pullChanges, type Freshness } from '$data/sync/pull.ts';

/** Many events in a row are answered by one look. */
const GATHER_MS = 800;

/** How complete and fresh an officer's dossiers on this device are, and how they become so. */
export class CatchingUp {
	readonly #owner: Owner;
	#freshness = $state.raw<Freshness>({ completedAt: null, underWay: null });
	#read = $state<number | null>(null);
	#trouble = $state.raw<Unanswered | null>(null);
	#again = false;
	#interruption = new AbortController();

	constructor(owner: Owner) {
		this.#owner = owner;
	}

	/** When the device was as the server; `null`: it never was, so it does not hold everything. */
	get completedAt() {
		return this.#freshness.completedAt;
	}
	/** Dossiers read by a first fill that has not ended. */
	get filled(): number | null {
		if (this.completedAt !== null) return null;
		return this.#read ?? this.#freshness.underWay;
	}
	get running(): boolean {
		return this.#read !== null;
	}
	/** Why the last look failed. */
	get trouble() {
		return this.#trouble;
	}

	/** Learns what the device knows of itself. */
	async recall(): Promise<void> {
		this.#freshness = await freshness(this.#owner);
	}

	/** Reads what changed; once more when asked meanwhile. */
	async run(): Promise<void> {
		if (this.running) {
			this.#again = true;
			return;
		}
		this.#read = this.#freshness.underWay ?? 0;
		this.#interruption = new AbortController();
		const { signal } = this.#interruption;
		do {
			this.#again = false;
			const onProgress = (read: number) => (this.#read = read);
			const answer = await pullChanges(this.#owner, { signal, onProgress });
			this.#trouble = answer.ok ? null : answer;
		} while (this.#again && !signal.aborted);
		await this.recall();
		this.#read = null;
	}

	/** Ends a first fill for now; `run` goes on behind it. */
	interrupt(): void {
		this.#again = false;
		this.#interruption.abort();
	}

	/** Keeps up until the returned function is called. */
	watch(): () => void {
		let timer: ReturnType<typeof setTimeout> | undefined;
		const gather = () => {
			clearTimeout(timer);
			timer = setTimeout(() => {
				// A fill that was interrupted by hand goes on by hand.
				if (this.completedAt !== null || !this.#interruption.signal.aborted) void this.run();
			}, GATHER_MS);
		};
		void this.recall().then(() => this.run());
		const endLive = watchDossier('*', { seq: () => 0, onNewer: gather, onCatchUp: gather });
		const endMarks = whenChanged('marks', () => void this.recall());
		return () => {
			clearTimeout(timer);
			endLive();
			endMarks();
			this.interrupt();
		};
	}
}
