import type { Dossier } from '../../../src/lib/domain/dossier/dossier.ts';
import { queueKey } from '../../../src/lib/domain/official/worklist.ts';
import type { Instant } from '../../../src/lib/domain/time/plain-date.ts';
import { allJson, jsonObject, type Bindings } from './rows.ts';

/**
 * A dossier as JSON, made by SQLite (`FROM dossiers`): to be passed on as it is, or parsed in one
 * piece. Columns hold no NULL: nothing is an empty text.
 */
export const DOSSIER_JSON = jsonObject({
	id: 'dossiers.id',
	procedure: 'dossiers.procedure',
	procedureVersion: 'dossiers.procedureVersion',
	applicant: "NULLIF(dossiers.applicant, '')",
	channel: 'dossiers.channel',
	resultReturn: 'dossiers.resultReturn',
	draftNumber: 'dossiers.draftNumber',
	code: "NULLIF(dossiers.code, '')",
	status: 'dossiers.status',
	seq: 'dossiers.seq',
	previousStatus: "NULLIF(dossiers.previousStatus, '')",
	division: 'dossiers.division',
	caseOfficer: "NULLIF(dossiers.caseOfficer, '')",
	heldSince: 'dossiers.heldSince',
	submittedAt: 'dossiers.submittedAt',
	receivedAt: "NULLIF(dossiers.receivedAt, '')",
	clock: 'json(dossiers.clock)',
	supplementRounds: 'dossiers.supplementRounds',
	requestedPapers: 'json(dossiers.requestedPapers)',
	supplementDueOn: "NULLIF(dossiers.supplementDueOn, '')",
	apologies: 'dossiers.apologies',
	proposal: "NULLIF(dossiers.proposal, '')",
	outcome: 'json(dossiers.outcome)',
	ratedAt: "NULLIF(dossiers.ratedAt, '')"
} satisfies Record<keyof Dossier, string>);

/** Dossiers by SQL. `clauses` follow `FROM dossiers`; the caller limits them to what may be seen. */
export function selectDossiers(db: Database, clauses: string, values: Bindings): Dossier[] {
	// Written by `saveDossier` out of what the domain decided.
	return allJson(
		db,
		`SELECT ${DOSSIER_JSON} AS json FROM dossiers ${clauses}`,
		values
	) as Dossier[];
}

export function findDossier(db: Database, id: string): Dossier | undefined {
	return selectDossiers(db, 'WHERE id = {:id}', { id })[0];
}

/** A dossier together with the record that holds it. */
export interface HeldDossier {
	readonly dossier: Dossier;
	readonly record: PocketRecord;
}

/** For writing: with the record that `saveDossier` will change. */
export function holdDossier(tx: App, id: string): HeldDossier | undefined {
	const dossier = findDossier(tx.db(), id);
	return dossier && { dossier, record: tx.findRecordById('dossiers', id) };
}

/**
 * Saves as a record, so that whoever watches the dossier is told.
 * @param at stamp by which devices find what changed since they asked last
 */
export function saveDossier(
	tx: App,
	held: HeldDossier | undefined,
	dossier: Dossier,
	at: Instant
): void {
	const record = held?.record ?? new Record(tx.findCachedCollectionByNameOrId('dossiers'));
	const before: Readonly<Partial<SavedRow>> = held ? savedRow(held.dossier) : {};
	for (const [column, value] of Object.entries(savedRow(dossier))) {
		if (before[column as keyof SavedRow] !== value) record.set(column, value);
	}
	record.set('changedAt', at);
	tx.saveNoValidate(record);
}

/** Something else that its readers see changed, a file of it: devices shall ask for it again. */
export function stampDossier(tx: App, id: string, at: Instant): void {
	tx.db()
		.newQuery('UPDATE dossiers SET changedAt = {:at} WHERE id = {:id}')
		.bind({ id, at })
		.execute();
}

type SavedRow = ReturnType<typeof savedRow>;

function savedRow(dossier: Dossier) {
	return {
		...dossier,
		applicant: dossier.applicant ?? '',
		code: dossier.code ?? '',
		previousStatus: dossier.previousStatus ?? '',
		caseOfficer: dossier.caseOfficer ?? '',
		receivedAt: dossier.receivedAt ?? '',
		clock: JSON.stringify(dossier.clock),
		requestedPapers: JSON.stringify(dossier.requestedPapers),
		supplementDueOn: dossier.supplementDueOn ?? '',
		proposal: dossier.proposal ?? '',
		outcome: JSON.stringify(dossier.outcome),
		ratedAt: dossier.ratedAt ?? '',
		queueKey: queueKey(dossier),
		pausedAt: dossier.clock?.pausedAt ?? ''
	};
}
