import { setTimeout } from 'node:timers/promises';
import { LEASE_MS, type PushJob, type PushResult } from '../../lib/domain/notification/errands.ts';
import { pause, pauseAfter } from '../pause.ts';
import type { PushServer } from '../server.ts';
import { payloadOf } from './message.ts';
import type { PushSender } from './sender.ts';

export interface DeliveryOptions {
	readonly server: PushServer;
	readonly sender: Pick<PushSender, 'send'>;
	/** Says stop: nothing new is claimed, what was claimed is sent and told. */
	readonly signal: AbortSignal;
	readonly onFailure: (what: string, error: unknown) => void;
	/** Pause after a look that found nothing, milliseconds. */
	readonly lookEveryMs?: number;
}

/** Messages under way at once: they hide the delay of the network, and cost no processor time. */
const IN_FLIGHT = 64;
/** Jobs of one claim. The next are claimed while these are sent. */
const CLAIMED_AT_ONCE = 100;
/** Results wait this long for company: each report is a transaction, and a killed worker's untold ones are sent again. */
const TOLD_AFTER_MS = 25;
const TOLD_AT_ONCE = 200;
/** A message that does not set out well within its lease may be another worker's by the time it arrives. */
const SETS_OUT_WITHIN_MS = LEASE_MS / 2;
const LONGEST_PAUSE_MS = 5_000;
/** The supervisor asks no more than once, and after ten seconds not any more. */
const TOLD_WITHIN_MS = 5_000;
const LAST_PAUSE_MS = 250;

interface Claimed {
	readonly job: PushJob;
	/** `performance.now()` before it was asked for. */
	readonly at: number;
}

/**
 * Claims jobs, sends them and tells the server what became of each, all at the same time. It keeps
 * nothing: what a killed worker claimed returns to the server's list when its lease ends.
 */
export class PushDelivery {
	readonly #options: DeliveryOptions;
	readonly #waiting: Claimed[] = [];
	readonly #results: PushResult[] = [];
	#inFlight = 0;
	#telling: Promise<void> | undefined;
	#wake: () => void = () => undefined;

	constructor(options: DeliveryOptions) {
		this.#options = options;
	}

	/** Ends once `signal` says stop and everything that was sent has been told. */
	async run(): Promise<void> {
		const { signal, lookEveryMs = 250 } = this.#options;
		for (let failures = 0; !signal.aborted;) {
			await this.#room();
			if (signal.aborted) break;
			const at = performance.now();
			try {
				const jobs = await this.#options.server.claimPush(CLAIMED_AT_ONCE);
				failures = 0;
				this.#waiting.push(...jobs.map((job) => ({ job, at })));
				this.#fill();
				if (jobs.length === 0) await pause(lookEveryMs, signal);
			} catch (error) {
				failures += 1;
				if (failures === 1 && !signal.aborted) this.#options.onFailure('Claiming', error);
				await pause(pauseAfter(failures, LONGEST_PAUSE_MS), signal);
			}
		}
		while (this.#inFlight > 0) await this.#change();
		await this.#telling;
	}

	/** Waits until fewer jobs wait here than one claim brings, and the server hears of results. */
	async #room(): Promise<void> {
		const isFull = () =>
			this.#waiting.length >= CLAIMED_AT_ONCE / 2 || this.#results.length > 2 * TOLD_AT_ONCE;
		while (isFull() && !this.#options.signal.aborted) await this.#change();
	}

	#change(): Promise<void> {
		return new Promise((resolve) => {
			const before = this.#wake;
			this.#wake = () => {
				before();
				resolve();
			};
		});
	}

	#changed(): void {
		const wake = this.#wake;
		this.#wake = () => undefined;
		wake();
	}

	#fill(): void {
		while (this.#inFlight < IN_FLIGHT) {
			const next = this.#waiting.shift();
			if (!next) return;
			if (performance.now() - next.at > SETS_OUT_WITHIN_MS) continue;
			this.#inFlight += 1;
			void this.#deliver(next.job);
		}
	}

	async #deliver(job: PushJob): Promise<void> {
		const payload = Buffer.from(JSON.stringify(payloadOf(job)));
		this.#results.push(await this.#options.sender.send(job, payload));
		this.#inFlight -= 1;
		this.#telling ??= this.#tell().finally(() => {
			this.#telling = undefined;
			this.#changed();
		});
		this.#fill();
		this.#changed();
	}

	/** Tells the server until there is nothing more to tell, or we are asked to stop and it does not hear. */
	async #tell(): Promise<void> {
		const { server, signal, onFailure } = this.#options;
		let failures = 0;
		for (let stopsAt = Infinity; this.#results.length > 0 && performance.now() < stopsAt;) {
			const pauseMs = failures === 0 ? TOLD_AFTER_MS : pauseAfter(failures, LONGEST_PAUSE_MS);
			// Not ended by the signal: without a pause a server that is away would be asked in a rush.
			await setTimeout(signal.aborted ? Math.min(pauseMs, LAST_PAUSE_MS) : pauseMs);
			if (signal.aborted) stopsAt = Math.min(stopsAt, performance.now() + TOLD_WITHIN_MS);
			const results = this.#results.slice(0, TOLD_AT_ONCE);
			try {
				await server.reportPush(results);
				this.#results.splice(0, results.length);
				failures = 0;
				this.#changed();
			} catch (error) {
				failures += 1;
				if (failures === 1) onFailure('Telling what was sent', error);
			}
		}
	}
}
