import type { Unanswered } from '$data/answer.ts';
import { deviceNow } from '$data/device-clock.ts';
import { heldWork } from '$data/held-work.ts';
import { fetchQueue } from '$data/officer-queries.ts';
import { whenChanged } from '$data/storage/changes.ts';
import type { Actor } from '$domain/identity/actor.ts';
import {
	chosenForWork,
	compareForWork,
	refreshInPlace,
	type FindableItem,
	type QueueFilter,
	type QueueItem,
	type QueueRow
} from '$domain/official/worklist.ts';
import type { Instant } from '$domain/time/plain-date.ts';
import type { WorkCalendar } from '$domain/time/work-calendar.ts';
import type { CatchingUp } from './catching-up.svelte.ts';

const PAGE = 50;
/** Longest stretch that is read from the server again at once; what lies below is read when asked for. */
const LONGEST = 100;
/** Many changes in a row are answered by one look. */
const GATHER_MS = 300;

/** A beginning of the queue, and where it goes on: on the device, or at the server's cursor. */
interface Stretch {
	readonly items: readonly QueueItem[];
	readonly more: 'held' | { readonly cursor: string } | null;
}

/**
 * The queue as an officer reads it: what the device holds, and where that is not everything, what
 * the server lists. News changes rows where they stand; rows that came or went wait until `showNews`
 * is pressed, so that nothing moves under one's eyes.
 */
export class WorkQueue {
	readonly #actor: Actor;
	readonly #calendar: WorkCalendar;
	readonly #device: CatchingUp;
	#rows = $state.raw<readonly QueueRow[]>([]);
	#fresh = $state.raw<Stretch | null>(null);
	#more = $state.raw<Stretch['more']>(null);
	#added = $state(0);
	#state = $state<'loading' | 'ready' | 'trouble'>('loading');
	#trouble = $state.raw<Unanswered | null>(null);
	#loadingMore = $state(false);
	#listedAt = $state<Instant | null>(null);
	/** Answers to an earlier question are thrown away. */
	#turn = 0;

	constructor(
		readonly filter: QueueFilter,
		actor: Actor,
		calendar: WorkCalendar,
		device: CatchingUp
	) {
		this.#actor = actor;
		this.#calendar = calendar;
		this.#device = device;
	}

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
	/** Why the last look failed; the rows shown are then older. */
	get trouble() {
		return this.#isHeld ? this.#device.trouble : this.#trouble;
	}
	get hasMore(): boolean {
		return this.#more !== null;
	}
	get loadingMore(): boolean {
		return this.#loadingMore;
	}
	/**
	 * When the server listed what is shown; `null`: it is what the device holds, whose age is told
	 * elsewhere.
	 */
	get listedAt(): Instant | null {
		return this.#isHeld ? null : this.#listedAt;
	}

	/** All that the filter can let through is on the device; ended dossiers are only for a while. */
	get #isHeld(): boolean {
		return this.filter.stage !== 'ended' && this.#device.completedAt !== null;
	}

	/** Reads the beginning, as after a change of filter: from the device at once. */
	async load(): Promise<void> {
		const turn = ++this.#turn;
		if (this.#device.completedAt === null) await this.#device.recall();
		const held = stretchOf(await this.#chosen(), PAGE);
		if (turn !== this.#turn) return;
		if (this.#isHeld || held.items.length > 0) this.#show(held);
		if (this.#isHeld) return;
		const listed = await this.#list(PAGE);
		if (turn === this.#turn && listed) this.#show(listed);
	}

	/** The next page, below what is shown. */
	async loadMore(): Promise<void> {
		const more = this.#more;
		if (more === null || this.#loadingMore) return;
		this.#loadingMore = true;
		const turn = this.#turn;
		const below = more === 'held' ? await this.#heldBelow() : await this.#list(PAGE, more.cursor);
		this.#loadingMore = false;
		if (turn !== this.#turn || !below) return;
		const known = this.#rows.map(({ dossier }) => dossier.id);
		const added = below.items.filter(({ dossier }) => !known.includes(dossier.id));
		this.#rows = [...this.#rows, ...added.map((item) => ({ ...item, gone: false }))];
		this.#more = below.more;
	}

	/** Reads the stretch shown again and brings its news into the rows. */
	async refresh(): Promise<void> {
		if (this.#state !== 'ready') return this.load();
		const turn = this.#turn;
		const length = Math.max(PAGE, this.#rows.length);
		const fresh = this.#isHeld
			? stretchOf(await this.#chosen(), length)
			: await this.#list(Math.min(LONGEST, length));
		if (turn === this.#turn && fresh) this.#bringNews(fresh);
	}

	/** Shows what came in, and lets go what is no longer here. */
	showNews(): void {
		if (this.#fresh) this.#show(this.#fresh);
	}

	/** Follows the queue until the returned function is called. */
	watch(): () => void {
		let timer: ReturnType<typeof setTimeout> | undefined;
		const look = () => {
			// While a first fill is under way the server's list is not asked for at every page of it.
			if (this.#device.filled === null || !this.#device.running) void this.refresh();
		};
		const end = whenChanged('dossiers', () => {
			clearTimeout(timer);
			timer = setTimeout(look, GATHER_MS);
		});
		return () => {
			clearTimeout(timer);
			this.#turn += 1;
			end();
		};
	}

	/** What the device holds of it, in order of work. */
	async #chosen(): Promise<FindableItem[]> {
		const work = heldWork(this.#actor.id);
		await work.refresh();
		return chosenForWork(work.items, this.filter, this.#actor, deviceNow(), this.#calendar);
	}

	async #heldBelow(): Promise<Stretch> {
		const last = this.#rows.at(-1)?.dossier;
		const below = (await this.#chosen()).filter(
			({ dossier }) => last === undefined || compareForWork(dossier, last) > 0
		);
		return stretchOf(below, PAGE);
	}

	/** What the server lists; nothing when it could not be asked. */
	async #list(limit: number, cursor?: string): Promise<Stretch | undefined> {
		const answer = await fetchQueue(this.filter, limit, cursor);
		this.#trouble = answer.ok ? null : answer;
		if (!answer.ok) {
			if (this.#state === 'loading') this.#state = 'trouble';
			return undefined;
		}
		this.#listedAt = deviceNow();
		const { items, next } = answer.value;
		return { items, more: next ? { cursor: next } : null };
	}

	#bringNews(fresh: Stretch): void {
		const { rows, added } = refreshInPlace(
			{ items: this.#rows, toEnd: this.#more === null },
			{ items: fresh.items, toEnd: fresh.more === null }
		);
		this.#rows = rows;
		this.#added = added;
		this.#fresh = fresh;
	}

	#show(stretch: Stretch): void {
		this.#rows = stretch.items.map((item) => ({ ...item, gone: false }));
		this.#more = stretch.more;
		this.#added = 0;
		this.#fresh = null;
		this.#state = 'ready';
	}
}

function stretchOf(chosen: readonly QueueItem[], length: number): Stretch {
	return { items: chosen.slice(0, length), more: chosen.length > length ? 'held' : null };
}
