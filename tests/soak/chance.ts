/**
 * Chance that can be repeated. Whoever decides something draws from a stream of its own, so that the
 * same seed gives each of them the same decisions, however the others were interleaved with it.
 */
export class Chance {
	#state: number;

	/** @param stream who decides, and what about */
	constructor(seed: number, stream: string) {
		this.#state = scramble(seed, stream);
	}

	/** 0 to 1, without 1 (mulberry32). */
	next(): number {
		this.#state = (this.#state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	}

	happens(share: number): boolean {
		return this.next() < share;
	}

	between(least: number, most: number): number {
		return least + this.next() * (most - least);
	}

	/** A whole number, both ends included. */
	whole(least: number, most: number): number {
		return Math.floor(this.between(least, most + 1));
	}

	/** @returns `undefined` of an empty list */
	pick<T>(list: readonly T[]): T | undefined {
		return list[Math.floor(this.next() * list.length)];
	}

	/** 15 letters and digits, as devices make them. */
	id(): string {
		const letters = 'abcdefghijklmnopqrstuvwxyz0123456789';
		return Array.from({ length: 15 }, () => letters[this.whole(0, 35)]).join('');
	}

	bytes(length: number): Uint8Array<ArrayBuffer> {
		return Uint8Array.from({ length }, () => this.whole(0, 255));
	}
}

/** FNV-1a over the name, begun with the seed. */
function scramble(seed: number, stream: string): number {
	let hash = 0x811c9dc5 ^ seed;
	for (const letter of stream) hash = Math.imul(hash ^ letter.charCodeAt(0), 0x01000193);
	return hash;
}
