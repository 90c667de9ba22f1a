import type { Dossier } from '../../../src/lib/domain/dossier/dossier.ts';
import { queueKey } from '../../../src/lib/domain/official/worklist.ts';
import { allRows, firstRow, jsonObject, type Bindings } from './rows.ts';

const SHAPE = {
	id: '',
	procedure: '',
	procedureVersion: '',
	applicant: '',
	channel: '',
	resultReturn: '',
	draftNumber: '',
	code: '',
	status: '',
	seq: 0,
	previousStatus: '',
	division: '',
	caseOfficer: '',
	heldSince: '',
	submittedAt: '',
	receivedAt: '',
	clock: '',
	supplementRounds: 0,
	requestedPapers: '',
	supplementDueOn: '',
	apologies: 0,
	proposal: '',
	outcome: ''
};
type DossierRow = typeof SHAPE;

const COLUMNS = Object.keys(SHAPE)
	.map((column) => `dossiers.${column}`)
	.join(', ');

/** Dossiers by SQL. `clauses` follow `FROM dossiers`; the caller limits them to what may be seen. */
export function selectDossiers(db: Database, clauses: string, values: Bindings): Dossier[] {
	return allRows(db, SHAPE, `SELECT ${COLUMNS} FROM dossiers ${clauses}`, values).map(dossierOf);
}

/**
 * A dossier as JSON, made by SQLite (`FROM dossiers`): a list that is only passed on need not become
 * objects and then text again, which takes three times as long.
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
	outcome: 'json(dossiers.outcome)'
} satisfies Record<keyof Dossier, string>);

export function findDossier(db: Database, id: string): Dossier | undefined {
	const row = firstRow(db, SHAPE, `SELECT ${COLUMNS} FROM dossiers WHERE id = {:id}`, { id });
	return row && dossierOf(row);
}

/** Saves as a record, so that whoever watches the dossier is told. */
export function saveDossier(tx: App, dossier: Dossier): void {
	const record =
		dossier.seq === 1
			? new Record(tx.findCachedCollectionByNameOrId('dossiers'))
			: tx.findRecordById('dossiers', dossier.id);
	for (const [column, value] of Object.entries(rowOf(dossier))) record.set(column, value);
	record.set('queueKey', queueKey(dossier));
	record.set('pausedAt', dossier.clock?.pausedAt ?? '');
	tx.saveNoValidate(record);
}

/** Columns hold no NULL: nothing is an empty text. Written by `rowOf`, so trusted here. */
function dossierOf(row: DossierRow): Dossier {
	return {
		id: row.id,
		procedure: row.procedure,
		procedureVersion: row.procedureVersion,
		applicant: row.applicant || null,
		channel: row.channel as Dossier['channel'],
		resultReturn: row.resultReturn as Dossier['resultReturn'],
		draftNumber: row.draftNumber,
		code: row.code || null,
		status: row.status as Dossier['status'],
		seq: row.seq,
		previousStatus: (row.previousStatus || null) as Dossier['previousStatus'],
		division: row.division,
		caseOfficer: row.caseOfficer || null,
		heldSince: row.heldSince,
		submittedAt: row.submittedAt,
		receivedAt: row.receivedAt || null,
		clock: JSON.parse(row.clock) as Dossier['clock'],
		supplementRounds: row.supplementRounds,
		requestedPapers: JSON.parse(row.requestedPapers) as Dossier['requestedPapers'],
		supplementDueOn: row.supplementDueOn || null,
		apologies: row.apologies,
		proposal: (row.proposal || null) as Dossier['proposal'],
		outcome: JSON.parse(row.outcome) as Dossier['outcome']
	};
}

function rowOf(dossier: Dossier): DossierRow {
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
		outcome: JSON.stringify(dossier.outcome)
	};
}
