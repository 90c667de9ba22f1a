import { fingerprintOf } from './fingerprint.ts';
import { pauseAfter } from './pause.ts';
import type { WorkerServer } from './server.ts';

/** An attachment that cannot be read is tried again, ever more seldom, up to once in ten minutes. */
const LONGEST_PAUSE_MS = 10 * 60_000;

/**
 * Reads back what applicants sent, as it lies in the store, and reports its fingerprint: only then
 * is a paper "đã nhận". One attachment that fails does not hold up the others.
 */
export class AttachmentVerification {
	readonly #server: WorkerServer;
	readonly #onFailure: (id: string, error: unknown) => void;
	readonly #failed = new Map<string, { failures: number; retryAt: number }>();

	constructor(server: WorkerServer, onFailure: (id: string, error: unknown) => void) {
		this.#server = server;
		this.#onFailure = onFailure;
	}

	/**
	 * Looks at everything that is waiting and due.
	 * @param now milliseconds since the epoch
	 * @throws Error when the server does not say what is waiting
	 */
	async run(now: number): Promise<void> {
		const waiting = await this.#server.uploadedAttachments();
		for (const id of this.#failed.keys()) {
			if (!waiting.includes(id)) this.#failed.delete(id);
		}
		for (const id of waiting) {
			const before = this.#failed.get(id);
			if (before && now < before.retryAt) continue;
			try {
				await this.#server.report(id, await fingerprintOf(await this.#server.content(id)));
				this.#failed.delete(id);
			} catch (error) {
				const failures = (before?.failures ?? 0) + 1;
				this.#failed.set(id, { failures, retryAt: now + pauseAfter(failures, LONGEST_PAUSE_MS) });
				this.#onFailure(id, error);
			}
		}
	}
}
