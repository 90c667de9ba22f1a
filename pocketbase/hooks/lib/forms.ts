import type { Intent, Payload } from '../../../src/lib/domain/dossier/intent.ts';
import { foldedWords } from '../../../src/lib/domain/procedure/fold.ts';
import type { Instant } from '../../../src/lib/domain/time/plain-date.ts';
import { firstRow, insertRow } from './rows.ts';

type Answers = Payload<'submit'>['answers'];
type PapersAtCounter = Payload<'register_at_counter'>['papers'];

/** What was typed when the dossier began (tờ khai): personal, so it is kept and read apart. */
export interface StoredForm {
	readonly applicantName: string;
	readonly form: Answers;
	readonly answers: Answers;
	/** Papers handed over at the counter; empty when the dossier came online. */
	readonly papers: PapersAtCounter;
}

export function findForm(db: Database, dossierId: string): StoredForm | undefined {
	const row = firstRow(
		db,
		{ applicantName: '', form: '', answers: '', papers: '' },
		'SELECT applicantName, form, answers, papers FROM dossier_forms WHERE id = {:dossierId}',
		{ dossierId }
	);
	return (
		row && {
			applicantName: row.applicantName,
			form: JSON.parse(row.form) as Answers,
			answers: JSON.parse(row.answers) as Answers,
			papers: JSON.parse(row.papers) as PapersAtCounter
		}
	);
}

/** Keeps the form of a new dossier, and makes its applicant's name findable. */
export function insertForm(
	tx: App,
	{ dossier, type, payload }: Extract<Intent, { type: 'submit' | 'register_at_counter' }>,
	at: Instant
): void {
	const applicantName = payload.form['fullName'] ?? payload.form['organisation'] ?? '';
	const online = type === 'submit';
	insertRow(tx.db(), 'dossier_forms', {
		id: dossier,
		applicantName,
		form: JSON.stringify(payload.form),
		answers: JSON.stringify(payload.answers),
		papers: JSON.stringify(online ? [] : payload.papers),
		consentVersion: online ? payload.consentVersion : '',
		consentAt: online ? at : ''
	});
	const names = `${applicantName} ${payload.form['organisation'] ?? ''}`;
	insertRow(tx.db(), 'dossier_names', { dossier, words: foldedWords(names).join(' ') });
}
