import type { Id } from '$domain/dossier/dossier.ts';
import type { ActionType, Intent } from '$domain/dossier/intent.ts';
import { isQuestionAct } from '$domain/question/act.ts';
import type { Instant } from '$domain/time/plain-date.ts';
import type { Fault, Refused } from '../answer.ts';
import type { Envelope } from '../storage/rows.ts';
import { Shelf, type Kept } from '../storage/shelf.ts';
import type { Errand, ErrandType } from './errand.ts';

/**
 * What a person did and the server has not confirmed yet (hộp gửi đi). An item leaves by exactly
 * three doors: the server confirmed it and it was read back (`settle`), or it was refused and its
 * owner resolved that (`discard`), or its owner took it back before it was sent (`discard`).
 */
export interface OutboxEntry extends Envelope {
	readonly type: ErrandType;
	readonly madeAt: Instant;
	/**
	 * `waiting`: to be sent. `sending`: a tab is at it. `answered`: the server said yes, and is asked
	 * once more whether it has it. `refused`: a rule said no; its owner decides.
	 */
	readonly state: 'waiting' | 'sending' | 'answered' | 'refused';
	/** Item of the same dossier or question that this one was built upon, and must not overtake. */
	readonly follows: Id | null;
	/** It went out at least once without an answer: only the server knows whether it arrived. */
	readonly mayHaveArrived: boolean;
	/** Failures so far. */
	readonly tries: number;
	/** Not tried again before, by the device's clock in milliseconds. */
	readonly notBeforeMs: number;
	/** Why it did not go the last time. */
	readonly fault: Fault | null;
	readonly refusal: Omit<Refused, 'ok' | 'kind'> | null;
	/** Number it got, once answered. */
	readonly seq: number | null;
}

export interface OutboxContent {
	readonly intent: Errand;
}
export type OutboxItem = Kept<OutboxEntry, OutboxContent>;

/** An item whose action is on a dossier. */
export type DossierItem = OutboxItem & {
	readonly type: ActionType;
	readonly content: { readonly intent: Intent };
};

export const isOnDossier = (item: OutboxItem): item is DossierItem =>
	!isQuestionAct(item.content.intent);

/** Where they lie, sealed. For `outbox.ts` and `outbox-progress.ts` alone. */
export const outbox = new Shelf<OutboxEntry, OutboxContent>('outbox');
