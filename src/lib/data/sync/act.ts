import type { Id } from '$domain/dossier/dossier.ts';
import { faulted, refused, type Fault, type Faulted, type Refused } from '../answer.ts';
import { whenChanged } from '../storage/changes.ts';
import type { Owner } from '../storage/rows.ts';
import { commit, type Change } from '../storage/shelf.ts';
import { postErrand } from './delivery.ts';
import type { ErrandPayload, ErrandType, Subject } from './errand.ts';
import {
	discard,
	enqueue,
	intentOf,
	outboxOf,
	type NewItem,
	type OutboxEntry,
	type Written
} from './outbox.ts';

/**
 * What became of an action. `done`: the server has it. `waiting`: it is written down and goes by
 * itself; `fault` says why not at once. A refusal or a fault leaves nothing behind: whoever asked
 * still holds what was typed.
 */
export type Acted =
	| { readonly ok: true; readonly state: 'done' }
	| { readonly ok: true; readonly state: 'waiting'; readonly fault: Fault | null }
	| Refused
	| Faulted;

/** As long as a person waits without wondering. */
const SOON_MS = 8_000;

/**
 * Takes an action on a dossier, or an act on a question. It is written down before it is sent, under an id made once, so that
 * it happens once whatever befalls the line, the page or the device.
 */
export async function act<T extends ErrandType>(
	owner: Owner,
	subject: Subject,
	type: T,
	payload: ErrandPayload<T>,
	{ id, together = [] }: { readonly id?: Id; readonly together?: readonly Change[] } = {}
): Promise<Acted> {
	const item = { owner, subject, type, payload, ...(id === undefined ? {} : { id }) };
	const kept = await enqueue(item, together);
	if ('id' in kept) return outcome(owner, kept);
	if (kept.reason === 'locked') return faulted('signed_out');
	return kept.reason === 'unmet' ? refused('action.id_reused') : sendUnkept(item, together);
}

/** A full device cannot write it down; with a line it goes all the same, and only then. */
async function sendUnkept<T extends ErrandType>(
	item: NewItem<T>,
	together: readonly Change[]
): Promise<Acted> {
	const answer = await postErrand(item.owner, intentOf(item, 0));
	if (answer.ok) {
		await commit(together);
		return { ok: true, state: 'done' };
	}
	return answer.kind === 'refusal' ? answer : faulted('device_full');
}

/** Watches an item for a while, and no other that is written down under its id. */
async function outcome(owner: Owner, written: Written): Promise<Acted> {
	const entry = await new Promise<OutboxEntry | undefined>((resolve) => {
		const stop = () => {
			clearTimeout(timer);
			unwatch();
		};
		const look = async () => {
			const found = await find(owner, written.id);
			if (found?.state === 'waiting' || found?.state === 'sending') {
				if (found.fault === null && isThat(found, written)) return;
			}
			stop();
			resolve(found);
		};
		const timer = setTimeout(() => {
			stop();
			void find(owner, written.id).then(resolve);
		}, SOON_MS);
		const unwatch = whenChanged('outbox', () => void look());
		void look();
	});
	// Only what was refused can be done anew under its id; in another window somebody just did.
	if (entry && !isThat(entry, written)) return refused('action.id_reused');
	if (!entry || entry.state === 'answered') return { ok: true, state: 'done' };
	if (!entry.refusal) return { ok: true, state: 'waiting', fault: entry.fault };
	// Whoever asked is told right now, and has what was typed before them.
	await discard(entry);
	return { ok: false, kind: 'refusal', ...entry.refusal };
}

const isThat = (entry: OutboxEntry, { madeAt }: Written): boolean => entry.madeAt === madeAt;

async function find(owner: Owner, id: Id): Promise<OutboxEntry | undefined> {
	const entries = await outboxOf(owner);
	return entries.find((entry) => entry.id === id);
}
