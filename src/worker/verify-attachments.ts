import { fingerprintOf } from './fingerprint.ts';
import { joinParts } from './join-parts.ts';
import { pauseAfter } from './pause.ts';
import type { AttachmentServer, WaitingAttachment } from './server.ts';

/** An attachment that cannot be read is tried again, ever more seldom, up to once in ten minutes. */
const LONGEST_PAUSE_MS = 10 * 60_000;

/**
 * Reads back what applicants sent, as it lies in the store, and reports its fingerprint: only then
 * is a paper "đã nhận". What arrived in parts is joined before. One attachment that fails does not hold up the others.
 */
export class AttachmentVerification {
	readonly #server: AttachmentServer;
	readonly #onFailure: (id: string, error: unknown) => void;
	readonly #failed = new Map<string, { failures: number; retryAt: number }>();

	constructor(server: AttachmentServer, onFailure: (id: string, error: unknown) => void) {
		this.#server = server;
		this.#onFailure = onFailure;
	}

	/**
	 * Looks at everything that is waiting and due.
	 * @param now milliseconds since the epoch
	 * @throws Error when the server does not say what is waiting
	 */
	async run(now: number): Promise<void> {
		const waiting = await this.#server.waitingAttachments();
		for (const id of this.#failed.keys()) {
			if (!waiting.some((attachment) => attachment.id === id)) this.#failed.delete(id);
		}
		for (const attachment of waiting) {
			const { id } = attachment;
			const before = this.#failed.get(id);
			if (before && now < before.retryAt) continue;
			try {
				await this.#verify(attachment);
				this.#failed.delete(id);
			} catch (error) {
				const failures = (before?.failures ?? 0) + 1;
				this.#failed.set(id, { failures, retryAt: now + pauseAfter(failures, LONGEST_PAUSE_MS) });
				this.#onFailure(id, error);
			}
		}
	}

	async #verify(attachment: WaitingAttachment): Promise<void> {
		const server = this.#server;
		const { id, state } = attachment;
		const isStored = state === 'uploaded' || (await joinParts(server, attachment));
		if (isStored) await server.report(id, await fingerprintOf(await server.content(id)));
	}
}
