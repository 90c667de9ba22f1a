import type { Dossier, Id } from '$domain/dossier/dossier.ts';
import { ENDED } from '$domain/dossier/status.ts';
import type { QueueItem } from '$domain/official/worklist.ts';
import type { Instant } from '$domain/time/plain-date.ts';
import { deviceNow } from './device-clock.ts';
import type { DetailParts, SyncItem, WorkDetail } from './mappers.ts';
import { openedRemoved } from './opened-files.ts';
import type { Envelope, Owner } from './storage/rows.ts';
import { commit, Shelf, type Change } from './storage/shelf.ts';

/**
 * What this device holds of dossiers: one truth for each, whoever wrote it last, the reading of what
 * changed or a screen that asked. Form and history stand apart, so that a list of thousands is read
 * without them.
 */
export interface HeldDossier extends QueueItem {
	/** On whose behalf it was filed; empty where nobody's. */
	readonly organisation: string;
	/** When the server told it. */
	readonly seenAt: Instant;
}

type Summary = Omit<HeldDossier, 'seenAt'>;

export interface HeldEnvelope extends Envelope {
	/** Number of the newest action known. */
	readonly seq: number;
	readonly seenAt: Instant;
	/** The complete reading that this row was met in, or belongs to. */
	readonly reading: string;
	/** Set once it has ended: an officer's device lets it go some time later. */
	readonly endedAt: Instant | null;
}

interface DetailEnvelope extends Envelope {
	readonly seq: number;
	readonly seenAt: Instant;
}

const summaries = new Shelf<HeldEnvelope, Summary>('dossiers');
const details = new Shelf<DetailEnvelope, DetailParts>('details');

/** All that is held, in no order. */
export async function heldDossiers(owner: Owner): Promise<HeldDossier[]> {
	const kept = await summaries.list(owner);
	return kept.map(({ content, seenAt }) => ({ ...content, seenAt }));
}

export async function heldDossier(owner: Owner, id: Id): Promise<HeldDossier | undefined> {
	const kept = await summaries.get(owner, id);
	return kept && { ...kept.content, seenAt: kept.seenAt };
}

export function heldEnvelope(owner: Owner, id: Id): Promise<HeldEnvelope | undefined> {
	return summaries.envelope(owner, id);
}

/** What is held, without what is sealed in it: to see what changed. */
export function heldEnvelopes(owner: Owner): Promise<HeldEnvelope[]> {
	return summaries.envelopes(owner);
}

/** A dossier with form and history as they were last told. */
export interface HeldDetail {
	readonly detail: WorkDetail;
	readonly seenAt: Instant;
	/** The dossier went on since, and the device was not told how. */
	readonly isOlder: boolean;
}

export async function heldDetail(owner: Owner, id: Id): Promise<HeldDetail | undefined> {
	const [summary, parts] = await Promise.all([summaries.get(owner, id), details.get(owner, id)]);
	if (!summary || !parts) return undefined;
	return {
		detail: { ...parts.content, dossier: summary.content.dossier },
		seenAt: parts.seenAt,
		isOlder: parts.seq < summary.seq
	};
}

/** Of a list only the dossiers are known: names and details stay as they are. */
export async function holdList(owner: Owner, dossiers: readonly Dossier[]): Promise<void> {
	const known = new Map((await summaries.list(owner)).map((kept) => [kept.id, kept]));
	const changes = dossiers
		.filter(({ id, seq }) => (known.get(id)?.seq ?? 0) <= seq)
		.map((dossier) => {
			const kept = known.get(dossier.id);
			const names = kept?.content ?? NO_NAMES;
			return summary(owner, { ...names, dossier }, kept?.reading ?? '', deviceNow());
		});
	await commit(changes);
}

/** A screen asked for one dossier; an answer that was overtaken is dropped. */
export async function holdDetail(owner: Owner, told: WorkDetail): Promise<void> {
	const { dossier, ...parts } = told;
	const kept = await summaries.get(owner, dossier.id);
	const sameOfficer = kept?.content.dossier.caseOfficer === dossier.caseOfficer;
	const item: SyncItem = {
		dossier,
		applicantName: told.applicantName,
		organisation: told.form?.['organisation'] ?? '',
		caseOfficerName: sameOfficer ? kept.content.caseOfficerName : '',
		detail: parts
	};
	await commit(holding(owner, item, kept?.reading ?? '', deviceNow()));
}

/**
 * Keeps what the server told of a dossier, unless something newer is held: then nothing of the
 * transaction happens.
 * @param reading to which the row shall belong; what is held of another one gives way
 */
export function holding(
	owner: Owner,
	{ detail, ...item }: SyncItem,
	reading: string,
	seenAt: Instant
): Change[] {
	const { id, seq } = item.dossier;
	return [
		summaries.require(owner, id, (held) => !isNewer(held, seq, reading)),
		summary(owner, item, reading, seenAt),
		...(detail ? [details.put({ owner, id, dossier: id, seq, seenAt, content: detail })] : [])
	];
}

/** Whether the device knows more than an item that says `seq`. */
export function isNewer(held: HeldEnvelope | undefined, seq: number, reading: string): boolean {
	return held !== undefined && held.reading === reading && held.seq > seq;
}

/** Lets a dossier go from the device. */
export function lettingGo(owner: Owner, id: Id): Change[] {
	return [summaries.remove(owner, id), details.remove(owner, id), openedRemoved(owner, id)];
}

const NO_NAMES = { applicantName: '', organisation: '', caseOfficerName: '' };

function summary(owner: Owner, content: Summary, reading: string, seenAt: Instant): Change {
	const { id, seq, status, heldSince } = content.dossier;
	const endedAt = ENDED.has(status) ? heldSince : null;
	return summaries.put({ owner, id, dossier: id, seq, seenAt, reading, endedAt, content });
}
