import type { StoredFile } from '../../../src/lib/domain/dossier/context.ts';
import type { Dossier } from '../../../src/lib/domain/dossier/dossier.ts';
import { allRows } from './rows.ts';

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
	resultOf: ''
};

/** A file of a dossier (tệp đính kèm), as stored. */
export type Attachment = typeof SHAPE;

/**
 * Ids of dossiers are made by devices: a stranger's file under the same id is none of it.
 * @param applicant SQL for the account of the dossier's applicant, empty for a walk-in
 */
export function ofDossier(applicant: string): string {
	return `(uploaderKind = 'officers' OR (uploader = ${applicant} AND uploader != ''))`;
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

/** As the rule judges them. */
export function storedFile({ id, paper, sha256, sizeBytes, state }: Attachment): StoredFile {
	return { id, paper, sha256, sizeBytes, state: state as StoredFile['state'] };
}
