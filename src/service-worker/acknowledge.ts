import { LETTERS_SYNC, postLetter } from './letters.ts';

declare const self: ServiceWorkerGlobalScope & {
	readonly registration: {
		/** Missing in Safari and Firefox. */
		readonly sync?: { register: (tag: string) => Promise<void> };
	};
};

/** Told the server at once; without a line it is written down until there is one. */
export async function acknowledge(ack: string, what: 'delivered' | 'opened'): Promise<void> {
	try {
		const isSent = await postLetter({ path: '/api/app/notifications/ack', body: { ack, what } });
		if (!isSent) await self.registration.sync?.register(LETTERS_SYNC);
	} catch {
		// No storage, or background sync is not allowed: the next start sends what waits.
	}
}
