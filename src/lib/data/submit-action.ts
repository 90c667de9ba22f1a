import { deviceNow } from './device-clock.ts';
import type { Dossier, Id } from '$domain/dossier/dossier.ts';
import type { ActionType, Intent, Payload } from '$domain/dossier/intent.ts';
import type { Instant } from '$domain/time/plain-date.ts';
import type { Answer } from './answer.ts';
import { newId } from './ids.ts';
import { local } from './local.ts';
import { actionAnswerSchema, type ActionAnswer } from './mappers.ts';
import { ask } from './remote.ts';

/** An action the server has not answered yet (đang chờ gửi). */
export interface UnsentAction {
	readonly id: Id;
	readonly dossier: Id;
	readonly owner: string;
	readonly intent: Intent;
	readonly madeAt: Instant;
}

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
	const { unsent } = await local();
	const waiting = await unsent.where({ dossier: dossier.id }).toArray();
	const same = waiting.find((action) => isSame(action.intent, intent));
	if (same) return send(same.intent);
	await unsent.put({ id, dossier: dossier.id, owner, intent, madeAt: deviceNow() });
	return send(intent);
}

/** What waits for an answer, oldest first. */
export async function unsentActions(dossier: Id): Promise<UnsentAction[]> {
	const { unsent } = await local();
	const waiting = await unsent.where({ dossier }).toArray();
	return waiting.sort((a, b) => a.madeAt.localeCompare(b.madeAt));
}

/** Sends what waits for a dossier, in order; stops at the first that still gets no answer. */
export async function resendActions(dossier: Id): Promise<Answer<ActionAnswer> | undefined> {
	let last: Answer<ActionAnswer> | undefined;
	for (const { intent } of await unsentActions(dossier)) {
		last = await send(intent);
		if (!last.ok && last.kind === 'fault') return last;
	}
	return last;
}

async function send(intent: Intent): Promise<Answer<ActionAnswer>> {
	const answer = await ask('/api/app/actions', actionAnswerSchema, {
		method: 'POST',
		body: intent
	});
	if (answer.ok || answer.kind === 'refusal') {
		const { unsent } = await local();
		await unsent.delete(intent.id);
	}
	return answer;
}

function isSame(a: Intent, b: Intent): boolean {
	return a.type === b.type && JSON.stringify(a.payload) === JSON.stringify(b.payload);
}
