import { deviceNow } from './device-clock.ts';
import * as v from 'valibot';
import type { Dossier, Id } from '$domain/dossier/dossier.ts';
import type { Instant } from '$domain/time/plain-date.ts';
import { success, type Answer } from './answer.ts';
import { local } from './local.ts';
import {
	dossierDetailSchema,
	dossierListSchema,
	trackingSchema,
	type DossierDetail,
	type TrackedDossier
} from './mappers.ts';
import { ask } from './remote.ts';

/** A dossier as it was last seen, for when there is no network. */
export interface CachedDossier {
	readonly id: Id;
	readonly owner: string;
	readonly dossier: Dossier;
	/** Missing when only the list was seen. */
	readonly detail: DossierDetail | null;
	readonly seenAt: Instant;
}

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

export async function cachedDossiers(owner: string): Promise<CachedDossier[]> {
	const { dossiers } = await local();
	const mine = await dossiers.where({ owner }).toArray();
	return mine.sort((a, b) => b.dossier.submittedAt.localeCompare(a.dossier.submittedAt));
}

export async function cachedDossier(owner: string, id: Id): Promise<CachedDossier | undefined> {
	const { dossiers } = await local();
	const cached = await dossiers.get(id);
	return cached?.owner === owner ? cached : undefined;
}

async function remember(owner: string, items: readonly Dossier[]): Promise<void> {
	const database = await local();
	const seenAt = deviceNow();
	await database.transaction('rw', database.dossiers, async () => {
		const known = await database.dossiers.bulkGet(items.map(({ id }) => id));
		await database.dossiers.bulkPut(
			items.map((dossier, i) => ({
				id: dossier.id,
				owner,
				dossier,
				detail: known[i]?.detail ?? null,
				seenAt
			}))
		);
	});
}

async function rememberDetail(owner: string, detail: DossierDetail): Promise<void> {
	const { dossiers } = await local();
	const { dossier } = detail;
	await dossiers.put({ id: dossier.id, owner, dossier, detail, seenAt: deviceNow() });
}
