import type { OwnDossier, OwnRecords } from '$domain/assistant/records.ts';
import type { Language } from '$domain/assistant/reply.ts';
import { isLate } from '$domain/dossier/clock.ts';
import type { Clock, Dossier } from '$domain/dossier/dossier.ts';
import type { Status } from '$domain/dossier/status.ts';
import type { CatalogueEntry } from '$domain/procedure/catalogue.ts';
import type { Localised } from '$domain/procedure/localised.ts';
import { dayOf } from '$domain/time/plain-date.ts';
import type { Account } from './account.ts';
import { deviceNow } from './device-clock.ts';
import { cachedDossiers } from './dossiers.ts';
import type { HeldDossier } from './held-dossiers.ts';
import { freshness } from './sync/pull.ts';

/** How own records read in the language of the page. */
export interface RecordWords {
	readonly language: Language;
	readonly statusText: (status: Status) => Localised;
	readonly entries: ReadonlyMap<string, CatalogueEntry>;
}

/**
 * What this device holds of the person, as the assistant reads it: their dossiers, and for officers
 * those in their charge. Journeys and meetings are not kept on devices.
 */
export async function ownRecords(account: Account, words: RecordWords): Promise<OwnRecords> {
	const [held, { completedAt }] = await Promise.all([
		cachedDossiers(account.id),
		freshness(account.id)
	]);
	const own = held.filter(({ dossier }) => isOwn(dossier, account));
	const told = own.map(({ seenAt }) => seenAt).sort();
	return {
		dossiers: own.map((each) => ownDossier(each, words)),
		trips: [],
		meetings: [],
		syncedAt: told[told.length - 1] ?? completedAt ?? deviceNow()
	};
}

/** The id of the dossier that a code, or the number before it had one, stands for. */
export async function dossierWith(account: Account, code: string): Promise<string | undefined> {
	const held = await cachedDossiers(account.id);
	return held.find(({ dossier }) => codeOf(dossier) === code)?.dossier.id;
}

const isOwn = (dossier: Dossier, account: Account): boolean =>
	account.type === 'applicant' || dossier.caseOfficer === account.id;

const codeOf = ({ code, draftNumber }: Dossier): string => code ?? draftNumber;

function ownDossier({ dossier }: HeldDossier, words: RecordWords): OwnDossier {
	const { language, statusText, entries } = words;
	const procedure = entries.get(dossier.procedure)?.procedure;
	const paperName = (slot: string) =>
		procedure?.papers.find(({ id }) => id === slot)?.name[language] ?? slot;
	const { status, clock, outcome, receivedAt } = dossier;
	const isRunning = clock !== null && clock.endedAt === null;
	const paused = isRunning ? pauseOf(clock) : null;
	return {
		code: codeOf(dossier),
		procedure: procedure ? dossier.procedure : null,
		summary: procedure?.name[language] ?? dossier.procedure,
		status: STANDING[lastStatus(dossier)] ?? 'open',
		statusText: statusText(status),
		step: null,
		receivedOn: receivedAt === null ? null : dayOf(receivedAt),
		dueAt: isRunning && paused === null ? clock.dueAt : null,
		paused,
		supplementBy: dossier.supplementDueOn,
		missing: dossier.requestedPapers.map(({ paper }) => paperName(paper)),
		resultOn: outcome?.issuedOn ?? null,
		resultDocument: outcome?.number ?? null,
		pickUpAt: null,
		reason: null
	};
}

function pauseOf(clock: Clock): OwnDossier['paused'] {
	if (clock.pausedAt === null) return null;
	return isLate(clock, clock.pausedAt) ? 'late' : 'in_time';
}

/** A closed dossier is told by how it ended. */
const lastStatus = ({ status, previousStatus }: Dossier): Status =>
	status === 'closed' ? (previousStatus ?? 'returned') : status;

const STANDING: Readonly<Partial<Record<Status, OwnDossier['status']>>> = {
	supplement: 'supplement',
	supplement_at_desk: 'supplement',
	result_ready: 'ready',
	returned: 'returned',
	rejected: 'rejected',
	refused: 'rejected',
	stopped: 'rejected'
};
