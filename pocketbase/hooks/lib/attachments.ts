import type { StoredFile } from '../../../src/lib/domain/dossier/context.ts';
import type { Dossier } from '../../../src/lib/domain/dossier/dossier.ts';
import { allRows, firstRow } from './rows.ts';

const SHAPE = {
	id: '',
	dossier: '',
	paper: '',
	uploader: '',
	uploaderKind: '',
	name: '',
	file: '',
	sha256: '',
	sizeBytes: 0,
	state: '',
	missingParts: 0,
	resultOf: ''
};

/** A file of a dossier (tệp đính kèm), as stored. */
export type Attachment = typeof SHAPE;

/**
 * What lies in the store for a dossier; a file that is still arriving is not there yet. Ids of
 * dossiers are made by devices: a stranger's file under the same id is none of it.
 * @param applicant SQL for the account of the dossier's applicant, empty for a walk-in
 */
export function ofDossier(applicant: string): string {
	return `(file != '' AND (uploaderKind = 'officers' OR (uploader = ${applicant} AND uploader != '')))`;
}

/** Files sent for a dossier. */
export function filesOf(
	db: Database,
	{ id, applicant }: Pick<Dossier, 'id' | 'applicant'>
): Attachment[] {
	return allRows(
		db,
		SHAPE,
		`SELECT ${Object.keys(SHAPE).join(', ')} FROM attachments WHERE dossier = {:id}
		AND ${ofDossier('{:applicant}')} ORDER BY created`,
		{ id, applicant: applicant ?? '' }
	);
}

export function findAttachment(db: Database, id: string): Attachment | undefined {
	const sql = `SELECT ${Object.keys(SHAPE).join(', ')} FROM attachments WHERE id = {:id}`;
	return firstRow(db, SHAPE, sql, { id });
}

/**
 * Name under which a file lies in the store: the same whenever it is stored, so that a store cut
 * short and done again leaves one. The person's own name for it may hold names: it stays in a
 * column, not in addresses and logs. Its ending decides what opens the file once it is saved; what
 * begins like a PDF may go on as a web page or a program, so only endings of our formats are kept.
 */
export function storedName(id: string, ownName: string): string {
	return id + (/\.(pdf|jpe?g|png|webp|heic|heif)$/.exec(ownName.toLowerCase())?.[0] ?? '');
}

/** As the rule judges them. */
export function storedFile({ id, paper, sha256, sizeBytes, state }: Attachment): StoredFile {
	return { id, paper, sha256, sizeBytes, state: state as StoredFile['state'] };
}
