import * as v from 'valibot';
import type { Written } from './browser/database-door.ts';
import type { Act, ItemLife, MadeFile } from './evidence.ts';

const OutboxRow = v.object({
	owner: v.string(),
	id: v.string(),
	state: v.picklist(['waiting', 'sending', 'answered', 'refused']),
	mayHaveArrived: v.boolean(),
	madeAt: v.string()
});
const OutboxKey = v.tuple([v.string(), v.string()]);

/**
 * What the harness writes down itself, so that no part of the app is asked whether the app is right:
 * every act before it is asked for, every file, and every row of an outbox that a device committed.
 */
export class Journal {
	readonly acts: Act[] = [];
	readonly files: MadeFile[] = [];
	readonly bugs: string[] = [];
	readonly #lives = new Map<string, ItemLife>();

	get lives(): ItemLife[] {
		return [...this.#lives.values()];
	}

	began(act: Omit<Act, 'outcome'>): Act {
		const written: Act = { ...act, outcome: 'untold' };
		this.acts.push(written);
		return written;
	}

	/** Hears what a device committed to its database. */
	committed(device: string, writes: readonly Written[]): void {
		for (const { store, value, key } of writes) {
			if (store !== 'outbox') continue;
			if (value === null) {
				const [owner, id] = v.parse(OutboxKey, key);
				const life = this.#life(device, owner, id);
				if (life.states.length > 0 && life.states.at(-1) !== 'gone') life.states.push('gone');
			} else {
				const { owner, id, ...state } = v.parse(OutboxRow, value);
				this.#life(device, owner, id).states.push(state);
			}
		}
	}

	#life(device: string, owner: string, id: string): ItemLife {
		const key = `${device} ${id}`;
		const life = this.#lives.get(key) ?? { device, owner, id, states: [] };
		this.#lives.set(key, life);
		return life;
	}
}
