import type { Dossier, Id } from '$domain/dossier/dossier.ts';
import type { Instant } from '$domain/time/plain-date.ts';
import { success, type Answer } from './answer.ts';
import {
	heldDetail,
	heldDossier,
	heldDossiers,
	holdDetail,
	holdList,
	type HeldDossier
} from './held-dossiers.ts';
import {
	dossierListSchema,
	trackingSchema,
	workDetailSchema,
	type DossierDetail,
	type TrackedDossier
} from './mappers.ts';
import { ask } from './remote.ts';
import { freshness } from './sync/pull.ts';
import type { Owner } from './storage/rows.ts';

/** What is held of a dossier, for when there is no network. */
export interface CachedDossier {
	readonly dossier: Dossier;
	/** Missing when only the list was seen. */
	readonly detail: DossierDetail | null;
	/** When the server last told. */
	readonly seenAt: Instant;
}

/** The applicant's own dossiers, newest first. */
export async function fetchMyDossiers(owner: string): Promise<Answer<readonly Dossier[]>> {
	const answer = await ask('/api/app/dossiers', dossierListSchema);
	if (!answer.ok) return answer;
	const { items } = answer.value;
	await holdList(owner, items);
	return success(items);
}

/** A dossier with its history and files. */
export async function fetchDossier(owner: string, id: Id): Promise<Answer<DossierDetail>> {
	const answer = await ask(`/api/app/dossiers/${encodeURIComponent(id)}`, workDetailSchema);
	if (answer.ok) await holdDetail(owner, answer.value);
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

/** What the device holds of them, newest first. */
export async function cachedDossiers(owner: Owner): Promise<HeldDossier[]> {
	const [held, { completedAt }] = await Promise.all([heldDossiers(owner), freshness(owner)]);
	return held
		.map((each) => ({ ...each, seenAt: later(each.seenAt, completedAt) }))
		.sort((a, b) => b.dossier.submittedAt.localeCompare(a.dossier.submittedAt));
}

export async function cachedDossier(owner: Owner, id: Id): Promise<CachedDossier | undefined> {
	const [held, detailed, { completedAt }] = await Promise.all([
		heldDossier(owner, id),
		heldDetail(owner, id),
		freshness(owner)
	]);
	if (!held) return undefined;
	const { dossier } = held;
	return { dossier, detail: detailed?.detail ?? null, seenAt: later(held.seenAt, completedAt) };
}

/** A reading that told nothing new of a dossier told that it is as it was. */
const later = (seenAt: Instant, completedAt: Instant | null): Instant =>
	completedAt !== null && completedAt > seenAt ? completedAt : seenAt;
