import * as v from 'valibot';
import { OUTCOMES } from '$domain/assistant/outcome.ts';
import { currentOwner } from './account.ts';
import type { Answer } from './answer.ts';
import { endBatch, takeBatch } from './assistant-outcomes.ts';
import { ask } from './remote.ts';
import { isSharingMarked } from './sharing-mark.ts';
import type { Owner } from './storage/rows.ts';

/** The assistant's counts on their way to the Department, and what it reads of all of them. */

const COUNTS = '/api/app/assistant/counts';

/**
 * Sends what waits and may be sent, without a session. Without a line, or with the server in
 * trouble, it stays and goes another time; what the server refuses it would always refuse.
 */
export async function shareOutcomes(owner: Owner): Promise<void> {
	const batch = await takeBatch(owner);
	if (!batch) return;
	const answer = await ask(COUNTS, v.object({}), {
		method: 'POST',
		anonymous: true,
		cookies: false,
		body: batch
	});
	if (answer.ok || answer.kind === 'refusal') await endBatch(owner, batch.id);
}

/**
 * Sends by itself: at the start, and whenever the app is looked at again or the network is back.
 * @returns what ends it
 */
export function startSharing(): () => void {
	const stop = new AbortController();
	const { signal } = stop;
	const share = () => {
		// Storage may be closed: then another time.
		if (isSharingMarked()) void shareOutcomes(currentOwner()).catch(() => undefined);
	};
	const seen = () => document.visibilityState === 'visible' && share();
	addEventListener('online', share, { signal });
	document.addEventListener('visibilitychange', seen, { signal });
	share();
	return () => stop.abort();
}

const sharedSchema = v.object({
	counts: v.array(
		v.object({
			outcome: v.picklist(OUTCOMES),
			procedure: v.nullable(v.string()),
			count: v.number()
		})
	),
	texts: v.array(v.object({ day: v.string(), text: v.string() }))
});
/** Sums of the last days over all devices, and the questions that came with them. */
export type SharedOutcomes = v.InferOutput<typeof sharedSchema>;

/** For the administrator. */
export function fetchSharedOutcomes(): Promise<Answer<SharedOutcomes>> {
	return ask(COUNTS, sharedSchema);
}
