import { fetchQueue } from '$data/officer-queries.ts';
import { deviceNow } from '$data/device-clock.ts';
import { watchDossier } from '$data/live.ts';
import type { Unanswered } from '$data/answer.ts';
import {
	refreshInPlace,
	type QueueFilter,
	type QueueItem,
	type QueueRow
} from '$domain/official/worklist.ts';
import type { Instant } from '$domain/time/plain-date.ts';

const PAGE = 50;
/** Longest stretch that is read again at once; what lies below is read when asked for. */
const LONGEST = 100;
/** Many events in a row are answered by one look. */
const GATHER_MS = 800;

/**
 * The queue as an officer reads it. News changes rows where they stand; rows that came or went
 * wait until `showNews` is pressed, so that nothing moves under one's eyes.
 */
export class WorkQueue {
	#rows = $state.raw<readonly QueueRow[]>([]);
	#fresh = $state.raw<readonly QueueItem[] | null>(null);
	#next = $state.raw<string | null>(null);
	#freshNext: string | null = null;
	#added = $state(0);
	#state = $state<'loading' | 'ready' | 'trouble'>('loading');
	#trouble = $state.raw<Unanswered | null>(null);
	#loadingMore = $state(false);
	#readAt = $state<Instant | null>(null);
	/** Answers to an earlier filter are thrown away. */
	#turn = 0;

	constructor(readonly filter: QueueFilter) {}

	get rows(): readonly QueueRow[] {
		return this.#rows;
	}
	/** Dossiers that came in since the list was shown. */
	get added(): number {
		return this.#added;
	}
	get gone(): number {
		return this.#rows.filter((row) => row.gone).length;
	}
	get state() {
		return this.#state;
	}
	/** Why the last look failed; the rows shown are then of `readAt`. */
	get trouble() {
		return this.#trouble;
	}
	get hasMore(): boolean {
		return this.#next !== null;
	}
	get loadingMore(): boolean {
		return this.#loadingMore;
	}
	get readAt(): Instant | null {
		return this.#readAt;
	}

	/** Reads the first page, as after a change of filter. */
	async load(): Promise<void> {
		const turn = ++this.#turn;
		this.#state = this.#rows.length > 0 ? 'ready' : 'loading';
		const answer = await fetchQueue(this.filter, PAGE);
		if (turn !== this.#turn) return;
		if (!answer.ok) {
			this.#fail(answer);
			return;
		}
		this.#show(answer.value.items, answer.value.next ?? null);
	}

	/** The next page, below what is shown. */
	async loadMore(): Promise<void> {
		if (this.#next === null || this.#loadingMore) return;
		this.#loadingMore = true;
		const turn = this.#turn;
		const answer = await fetchQueue(this.filter, PAGE, this.#next);
		this.#loadingMore = false;
		if (turn !== this.#turn) return;
		if (!answer.ok) {
			this.#fail(answer);
			return;
		}
		const known = this.#rows.map(({ dossier }) => dossier.id);
		const below = answer.value.items.filter(({ dossier }) => !known.includes(dossier.id));
		this.#rows = [...this.#rows, ...below.map((item) => ({ ...item, gone: false }))];
		this.#next = answer.value.next ?? null;
		this.#succeed();
	}

	/** Reads the stretch shown again and brings its news into the rows. */
	async refresh(): Promise<void> {
		if (this.#state !== 'ready') return this.load();
		const turn = this.#turn;
		const answer = await fetchQueue(
			this.filter,
			Math.min(LONGEST, Math.max(PAGE, this.#rows.length))
		);
		if (turn !== this.#turn) return;
		if (!answer.ok) {
			this.#fail(answer);
			return;
		}
		const { items, next } = answer.value;
		this.#bringNews(items, next ?? null);
		this.#succeed();
	}

	/** Shows what came in, and lets go what is no longer here. */
	showNews(): void {
		if (this.#fresh) this.#show(this.#fresh, this.#freshNext);
	}

	/** Follows the queue until the returned function is called. */
	watch(): () => void {
		let timer: ReturnType<typeof setTimeout> | undefined;
		const gather = () => {
			clearTimeout(timer);
			timer = setTimeout(() => void this.refresh(), GATHER_MS);
		};
		const stop = watchDossier('*', { seq: () => 0, onNewer: gather, onCatchUp: gather });
		return () => {
			clearTimeout(timer);
			this.#turn += 1;
			stop();
		};
	}

	#bringNews(items: readonly QueueItem[], next: string | null): void {
		const { rows, added } = refreshInPlace(
			{ items: this.#rows, toEnd: this.#next === null },
			{ items, toEnd: next === null }
		);
		this.#rows = rows;
		this.#added = added;
		this.#fresh = items;
		this.#freshNext = next;
	}

	#show(items: readonly QueueItem[], next: string | null): void {
		this.#rows = items.map((item) => ({ ...item, gone: false }));
		this.#next = next;
		this.#added = 0;
		this.#fresh = null;
		this.#succeed();
	}

	#succeed(): void {
		this.#state = 'ready';
		this.#trouble = null;
		this.#readAt = deviceNow();
	}

	#fail(answer: Unanswered): void {
		this.#trouble = answer;
		if (this.#state === 'loading') this.#state = 'trouble';
	}
}
