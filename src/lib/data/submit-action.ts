import { deviceNow } from './device-clock.ts';
import type { Dossier, Id } from '$domain/dossier/dossier.ts';
import type { ActionType, Intent, Payload } from '$domain/dossier/intent.ts';
import type { Instant } from '$domain/time/plain-date.ts';
import type { Answer } from './answer.ts';
import { newId } from './ids.ts';
import type { Envelope, Owner } from './storage/rows.ts';
import { commit, Shelf } from './storage/shelf.ts';
import { actionAnswerSchema, type ActionAnswer } from './mappers.ts';
import { ask } from './remote.ts';

interface UnsentAction extends Envelope {
	readonly madeAt: Instant;
}

const unsent = new Shelf<UnsentAction, { readonly intent: Intent }>('outbox');

/**
 * Takes an action on a dossier. It is written down with its id before it is sent, and forgotten
 * only when the server has answered: asked again after a cut line, the very same action goes out
 * again, and the server gives its first answer.
 * @param id given where the same thing may be changed and tried again: should an earlier attempt
 * have arrived, the answer is `action.id_reused`
 */
export async function submitAction<T extends ActionType>(
	owner: string,
	dossier: Pick<Dossier, 'id' | 'seq'>,
	type: T,
	payload: Payload<T>,
	id: Id = newId()
): Promise<Answer<ActionAnswer>> {
	// `payload` is that of `type`, which the compiler cannot follow through the union.
	const intent = { id, dossier: dossier.id, type, expectedSeq: dossier.seq, payload } as Intent;
	const waiting = await unsent.list(owner, dossier.id);
	const same = waiting.find(({ content }) => isSame(content.intent, intent));
	if (same) return send(owner, same.content.intent);
	await commit([
		unsent.put({ id, dossier: dossier.id, owner, madeAt: deviceNow(), content: { intent } })
	]);
	return send(owner, intent);
}

/** What waits for an answer, oldest first. */
export async function unsentActions(owner: Owner, dossier: Id): Promise<Intent[]> {
	const waiting = await unsent.list(owner, dossier);
	return waiting
		.sort((a, b) => a.madeAt.localeCompare(b.madeAt))
		.map(({ content }) => content.intent);
}

/** Sends what waits for a dossier, in order; stops at the first that still gets no answer. */
export async function resendActions(
	owner: Owner,
	dossier: Id
): Promise<Answer<ActionAnswer> | undefined> {
	let last: Answer<ActionAnswer> | undefined;
	for (const intent of await unsentActions(owner, dossier)) {
		last = await send(owner, intent);
		if (!last.ok && last.kind === 'fault') return last;
	}
	return last;
}

async function send(owner: string, intent: Intent): Promise<Answer<ActionAnswer>> {
	const answer = await ask('/api/app/actions', actionAnswerSchema, {
		method: 'POST',
		body: intent
	});
	if (answer.ok || answer.kind === 'refusal') {
		await commit([unsent.remove(owner, intent.id)]);
	}
	return answer;
}

function isSame(a: Intent, b: Intent): boolean {
	return a.type === b.type && JSON.stringify(a.payload) === JSON.stringify(b.payload);
}
