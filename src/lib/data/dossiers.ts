import { deviceNow } from './device-clock.ts';
import * as v from 'valibot';
import type { Dossier, Id } from '$domain/dossier/dossier.ts';
import type { Instant } from '$domain/time/plain-date.ts';
import { success, type Answer } from './answer.ts';
import type { Envelope, Owner } from './storage/rows.ts';
import { commit, Shelf, type Kept } from './storage/shelf.ts';
import {
	dossierDetailSchema,
	dossierListSchema,
	trackingSchema,
	type DossierDetail,
	type TrackedDossier
} from './mappers.ts';
import { ask } from './remote.ts';

/** What is held of a dossier, for when there is no network. */
export interface CachedDossier {
	readonly dossier: Dossier;
	/** Missing when only the list was seen. */
	readonly detail: DossierDetail | null;
	/** When the server last told. */
	readonly seenAt: Instant;
}

interface SeenEnvelope extends Envelope {
	readonly seenAt: Instant;
	/** Number of the newest action known. */
	readonly seq: number;
}

const held = new Shelf<SeenEnvelope, Omit<CachedDossier, 'seenAt'>>('dossiers');

/** The applicant's own dossiers, newest first. */
export async function fetchMyDossiers(owner: string): Promise<Answer<readonly Dossier[]>> {
	const answer = await ask('/api/app/dossiers', dossierListSchema);
	if (!answer.ok) return answer;
	const { items } = answer.value;
	await remember(owner, items);
	return success(items);
}

/** A dossier with its history and files. */
export async function fetchDossier(owner: string, id: Id): Promise<Answer<DossierDetail>> {
	const answer = await ask(`/api/app/dossiers/${encodeURIComponent(id)}`, dossierDetailSchema);
	if (answer.ok) await rememberDetail(owner, answer.value);
	return answer;
}

/** What anyone may see who holds the receipt: number and secret. Never tells who asks. */
export function trackDossier(number: string, secret: string): Promise<Answer<TrackedDossier>> {
	return ask('/api/app/tracking', trackingSchema, {
		method: 'POST',
		anonymous: true,
		body: { number, secret }
	});
}

/** Address of a protected file, good for about two minutes. */
export async function fileAddress(attachment: {
	readonly id: Id;
	readonly file: string;
}): Promise<Answer<string>> {
	const answer = await ask('/api/files/token', v.object({ token: v.string() }), { method: 'POST' });
	if (!answer.ok) return answer;
	const { id, file } = attachment;
	return success(`/api/files/attachments/${id}/${encodeURIComponent(file)}?token=${answer.value.token}`);
}

export async function cachedDossiers(owner: Owner): Promise<CachedDossier[]> {
	const mine = await held.list(owner);
	return mine
		.map(cachedFrom)
		.sort((a, b) => b.dossier.submittedAt.localeCompare(a.dossier.submittedAt));
}

export async function cachedDossier(owner: Owner, id: Id): Promise<CachedDossier | undefined> {
	const kept = await held.get(owner, id);
	return kept && cachedFrom(kept);
}

function cachedFrom({
	seenAt,
	content
}: Kept<SeenEnvelope, Omit<CachedDossier, 'seenAt'>>): CachedDossier {
	return { ...content, seenAt };
}

async function remember(owner: Owner, items: readonly Dossier[]): Promise<void> {
	const known = new Map((await held.list(owner)).map(({ id, content }) => [id, content.detail]));
	const seenAt = deviceNow();
	await commit(items.map((dossier) => heldAs(owner, dossier, known.get(dossier.id) ?? null, seenAt)));
}

async function rememberDetail(owner: Owner, detail: DossierDetail): Promise<void> {
	await commit([heldAs(owner, detail.dossier, detail, deviceNow())]);
}

function heldAs(owner: Owner, dossier: Dossier, detail: DossierDetail | null, seenAt: Instant) {
	const { id, seq } = dossier;
	return held.put({ owner, id, dossier: id, seq, seenAt, content: { dossier, detail } });
}
