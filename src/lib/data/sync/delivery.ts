import * as v from 'valibot';
import type { Id } from '$domain/dossier/dossier.ts';
import { isQuestionAct } from '$domain/question/act.ts';
import { faulted, refused, success, type Answer, type Faulted } from '../answer.ts';
import { filesRemoved, listFiles } from '../attachments.ts';
import { draftRemoved } from '../drafts.ts';
import { actionAnswerSchema } from '../mappers.ts';
import { questionAnswerSchema } from '../question-schema.ts';
import { ask } from '../remote.ts';
import { keyOf } from '../storage/keys.ts';
import type { Owner } from '../storage/rows.ts';
import { commit, type Change, type Committed } from '../storage/shelf.ts';
import type { Errand } from './errand.ts';
import { lineNow } from './line.ts';
import { filesNamedIn, outboxItem, type OutboxEntry } from './outbox.ts';
import {
	answered,
	beginSending,
	noteLeaving,
	noteRefusal,
	putBack,
	sendAgain,
	settled
} from './outbox-progress.ts';
import { pauseAfter } from './retry.ts';
import { tellStatus } from './status.ts';
import { sendFile } from './upload.ts';

/**
 * How an attempt to deliver ended. `signed_out`: nothing goes until somebody signs in again.
 * `device_full`: how it stands cannot be written down, so nothing was or will be sent for now.
 */
export type Delivered = 'answered' | 'refused' | 'later' | 'signed_out' | 'device_full';

/**
 * Sends one item: first its files, each acknowledged by the server's own hash, then the action.
 * Whatever happens in between, the next attempt goes on from there.
 */
export async function deliver(entry: OutboxEntry): Promise<Delivered> {
	const { owner, id } = entry;
	const begun = await beginSending(entry);
	if (!begun.ok) return hindered(begun);
	const item = await outboxItem(owner, id);
	// Sealed for a session that lives no longer, or with a key the server gives no more: then it waits.
	if (!item) return putAside(entry, faulted((await keyOf(owner)) ? 'server' : 'signed_out'));
	const { intent } = item.content;
	const files = await deliverFiles(owner, id, intent);
	if (!files.ok) return files.kind === 'refusal' ? refuse(entry, files) : putAside(entry, files);
	if (files.value === 'being_checked') {
		// It takes a second or two, and longer only when something is wrong there.
		const tries = entry.tries + 1;
		const notBeforeMs = Date.now() + pauseAfter(tries, Math.random());
		const put = await putBack(entry, { tries, notBeforeMs, fault: null });
		return put.ok ? 'later' : hindered(put);
	}
	if (!(await hasLine())) return putAside(entry, faulted('offline'));
	const leaving = await noteLeaving(entry);
	if (!leaving.ok) return hindered(leaving);
	const answer = await postErrand(owner, intent);
	if (answer.ok) {
		const noted = await commit([answered(entry, answer.value.action.seq)]);
		return noted.ok ? 'answered' : hindered(noted);
	}
	return answer.kind === 'refusal' ? refuse(entry, answer) : putAside(entry, answer);
}

const hindered = ({ reason }: Extract<Committed, { ok: false }>): Delivered =>
	reason === 'full' ? 'device_full' : 'later';

/**
 * Whether to let an action go: what once left may have arrived, and is its owner's to take back no
 * longer. So a line that was silent is tried with something harmless first.
 */
async function hasLine(): Promise<boolean> {
	if (typeof navigator !== 'undefined' && navigator.onLine === false) return false;
	return lineNow().state !== 'silent' || (await ask('/api/health', v.unknown())).ok;
}

/** What counts of an answer: the server has it, under this number. */
interface Taken {
	readonly action: { readonly seq: number };
}

/** The one request that makes something happen to a dossier or a question. */
export function postErrand(owner: Owner, errand: Errand): Promise<Answer<Taken>> {
	const request = { method: 'POST', body: errand, as: owner } as const;
	return isQuestionAct(errand)
		? ask<Taken>('/api/app/questions', questionAnswerSchema, request)
		: ask<Taken>('/api/app/actions', actionAnswerSchema, request);
}

async function refuse(
	entry: OutboxEntry,
	no: Extract<Answer<never>, { kind: 'refusal' }>
): Promise<Delivered> {
	const noted = await noteRefusal(entry, no);
	return noted.ok ? 'refused' : hindered(noted);
}

async function putAside(entry: OutboxEntry, { fault, retryAfterMs }: Faulted): Promise<Delivered> {
	const isOver = fault === 'signed_out';
	const tries = isOver ? entry.tries : entry.tries + 1;
	const pauseMs = isOver ? 0 : pauseAfter(tries, Math.random(), retryAfterMs);
	const put = await putBack(entry, { tries, notBeforeMs: Date.now() + pauseMs, fault });
	if (isOver) return 'signed_out';
	return put.ok ? 'later' : hindered(put);
}

async function deliverFiles(
	owner: Owner,
	item: Id,
	intent: Errand
): Promise<Answer<'all_verified' | 'being_checked'>> {
	const named = filesNamedIn(intent);
	if (named.length === 0) return success('all_verified');
	const kept = isQuestionAct(intent) ? [] : await listFiles(owner, intent.dossier);
	let beingChecked = false;
	for (const file of kept.filter(({ id }) => named.includes(id))) {
		const sent = await sendFile(file, (share) =>
			tellStatus({ file: { item, attachment: file.id, share } })
		);
		tellStatus({ file: null });
		if (!sent.ok) return sent;
		if (sent.value.state === 'mismatch') {
			return refused('attachment.hash_differs', 'payload.files', file.paper);
		}
		if (sent.value.state !== 'verified') beingChecked = true;
	}
	return success(beingChecked ? 'being_checked' : 'all_verified');
}

/**
 * Reads back: what the server has goes from the device, with the draft and the files it was made
 * of. What it once answered and does not have was lost there, and is sent again.
 * @param asked items that were answered when the server was asked
 */
export async function settle(
	asked: readonly OutboxEntry[],
	isThere: (action: Id) => boolean
): Promise<void> {
	for (const entry of asked) {
		if (!isThere(entry.id)) await sendAgain(entry);
		else await commit([settled(entry), ...(await needless(entry))]);
	}
}

async function needless({ owner, id, dossier, type }: OutboxEntry): Promise<Change[]> {
	if (type === 'submit') return draftRemoved({ owner, id: dossier });
	if (type !== 'supply') return [];
	const item = await outboxItem(owner, id);
	return item
		? filesRemoved({ owner, dossier, toGive: type }, filesNamedIn(item.content.intent))
		: [];
}
