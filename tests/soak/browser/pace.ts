/**
 * How much faster than a wall clock a tab lives: its pauses are shortened and its clock runs ahead,
 * so that an hour of waiting fits into minutes. Waiting for an answer is shortened less, because the
 * server works at its usual speed.
 */
export const PAUSES_SHORTENED = 10;
export const ANSWERS_SHORTENED = 3;

/** The clock of one device: off by hours, and running as fast as its pauses are short. */
export class DeviceClock {
	readonly #startedAt = Date.now();
	#offMs: number;

	/** @param offMs how far ahead of the real time it starts; negative: behind */
	constructor(offMs: number) {
		this.#offMs = offMs;
	}

	/** Somebody sets it, forward or back. */
	set(offMs: number): void {
		this.#offMs = offMs;
	}

	now(): number {
		return this.#startedAt + this.#offMs + (Date.now() - this.#startedAt) * PAUSES_SHORTENED;
	}
}
