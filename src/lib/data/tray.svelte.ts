import type { Instant } from '$domain/time/plain-date.ts';
import { whenChanged } from './storage/changes.ts';
import type { ShelfName, Owner } from './storage/rows.ts';
import { countUnread, trayItems, trayReadAt, type TrayItem } from './tray.ts';

/** The notifications of an account as its device holds them, while `watch` runs. */
export class Tray {
	readonly #owner: Owner;
	#items = $state.raw<readonly TrayItem[]>();
	#readAt = $state.raw<Instant | null>(null);

	constructor(owner: Owner) {
		this.#owner = owner;
	}

	/** Newest first; `undefined` until the device has answered. */
	get items(): readonly TrayItem[] | undefined {
		return this.#items;
	}

	/** When the device last knew what the server has; `null`: never yet. */
	get readAt(): Instant | null {
		return this.#readAt;
	}

	/** @returns what ends it */
	watch(): () => void {
		return follow(['notifications', 'marks', 'keys'], async () => {
			const [items, readAt] = await Promise.all([trayItems(this.#owner), trayReadAt(this.#owner)]);
			return () => {
				this.#items = items;
				this.#readAt = readAt;
			};
		});
	}
}

/** How many notifications of an account were not read yet, while `watch` runs. */
export class Unread {
	readonly #owner: Owner;
	#count = $state<number>();

	constructor(owner: Owner) {
		this.#owner = owner;
	}

	/** `undefined` until the device has answered. */
	get count(): number | undefined {
		return this.#count;
	}

	/** @returns what ends it */
	watch(): () => void {
		return follow(['notifications'], async () => {
			const count = await countUnread(this.#owner);
			return () => (this.#count = count);
		});
	}
}

/**
 * Looks now, and whenever something changed on one of the shelves.
 * @param look answers what shows what it found
 * @returns what ends it
 */
function follow(shelves: readonly ShelfName[], look: () => Promise<() => void>): () => void {
	let looks = 0;
	const lookAgain = async () => {
		const mine = ++looks;
		const show = await look();
		// Ended, or a later look is under way: that one knows better.
		if (mine === looks) show();
	};
	const lookQuietly = () => void lookAgain().catch(() => undefined); // storage may be forbidden
	lookQuietly();
	const ends = shelves.map((shelf) => whenChanged(shelf, lookQuietly));
	return () => {
		looks = Infinity;
		for (const end of ends) end();
	};
}
