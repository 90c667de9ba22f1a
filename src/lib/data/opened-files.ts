import { isIdentityPaper } from '$domain/dossier/identity-papers.ts';
import type { Id } from '$domain/dossier/dossier.ts';
import type { Instant } from '$domain/time/plain-date.ts';
import { readStoredSession } from './account.ts';
import { deviceNow } from './device-clock.ts';
import type { AttachmentView } from './mappers.ts';
import type { Envelope, Owner } from './storage/rows.ts';
import { commit, Shelf, type Change } from './storage/shelf.ts';

/**
 * Files of dossiers that a person opened, kept sealed so that they open again without a network. The
 * server has them all: whenever room is needed, they go first.
 */

interface OpenedEnvelope extends Envelope {
	readonly type: string;
	readonly sizeBytes: number;
	readonly usedAt: Instant;
}

const opened = new Shelf<OpenedEnvelope, ArrayBuffer>('opened');

/** Of one account. Beyond it the files that were longest not looked at are dropped. */
export const MAX_OPENED_BYTES = 100 * 1024 * 1024;

/** Number and size of what is kept. */
export async function sizeOfOpened(
	owner: Owner
): Promise<{ readonly count: number; readonly bytes: number }> {
	const kept = await opened.envelopes(owner);
	return { count: kept.length, bytes: kept.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0) };
}

/** To be made together with what takes a dossier off the device. */
export const openedRemoved = (owner: Owner, dossier: Id): Change => opened.clear(owner, dossier);

/** Without opening it. */
export async function isKept(owner: Owner, id: Id): Promise<boolean> {
	return (await opened.envelope(owner, id)) !== undefined;
}

export async function findOpened(owner: Owner, id: Id): Promise<Blob | undefined> {
	const kept = await opened.get(owner, id);
	if (!kept) return undefined;
	await commit([opened.edit(owner, id, (envelope) => ({ ...envelope, usedAt: deviceNow() }))]);
	return new Blob([kept.content], { type: kept.type });
}

/**
 * Keeps a file that was opened, unless it shows who somebody is or many use the device. What cannot
 * be kept is no trouble: it was shown.
 */
export async function keepOpened(
	owner: Owner,
	dossier: Id,
	file: AttachmentView,
	blob: Blob
): Promise<void> {
	if (readStoredSession()?.shared || isIdentityPaper(file.paper) || blob.size > MAX_OPENED_BYTES)
		return;
	const content = await blob.arrayBuffer();
	await commit([
		...(await leavingRoomFor(owner, file.id, blob.size)),
		opened.put({
			owner,
			id: file.id,
			dossier,
			type: blob.type,
			sizeBytes: blob.size,
			usedAt: deviceNow(),
			content
		})
	]);
}

async function leavingRoomFor(owner: Owner, id: Id, sizeBytes: number): Promise<Change[]> {
	const others = (await opened.envelopes(owner)).filter((other) => other.id !== id);
	others.sort((a, b) => b.usedAt.localeCompare(a.usedAt));
	let bytes = sizeBytes;
	return others
		.filter((other) => (bytes += other.sizeBytes) > MAX_OPENED_BYTES)
		.map((other) => opened.remove(owner, other.id));
}
