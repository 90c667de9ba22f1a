import { createSubscriber } from 'svelte/reactivity';
import type { Instant } from '$domain/time/plain-date.ts';
import { deviceNow } from './device-clock.ts';

const EVERY_MS = 15_000;

/** The present moment for as long as a screen reads it, corrected by what the server's clock says. */
export class Ticking {
	readonly #behindMs: () => number;
	readonly #subscribe = createSubscriber((update) => {
		const timer = setInterval(update, EVERY_MS);
		return () => clearInterval(timer);
	});

	/** @param behindMs how far the device's clock is behind, in milliseconds */
	constructor(behindMs: () => number = () => 0) {
		this.#behindMs = behindMs;
	}

	get now(): Instant {
		this.#subscribe();
		return deviceNow(this.#behindMs());
	}
}
