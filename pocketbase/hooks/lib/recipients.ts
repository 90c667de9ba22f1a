import type { Dossier } from '../../../src/lib/domain/dossier/dossier.ts';
import type { Audience } from '../../../src/lib/domain/dossier/steps.ts';
import type { QuestionTold } from '../../../src/lib/domain/question/decide.ts';
import type { Question } from '../../../src/lib/domain/question/question.ts';
import type { RecipientKind } from '../../../src/lib/domain/notification/events.ts';
import { allRows, type Bindings } from './rows.ts';

/** Somebody who is told (người nhận thông báo). */
export interface Recipient {
	readonly recipientKind: RecipientKind;
	readonly recipient: string;
}

/** `FROM notifications notification`: the language its recipient reads. */
export const LOCALE = `COALESCE(
	(SELECT value ->> 'locale' FROM notification_settings WHERE id = notification.recipient),
	(SELECT NULLIF(locale, '') FROM applicants WHERE id = notification.recipient), 'vi')`;

/** The people an audience stands for, as the Department is staffed now. */
export function recipientsOf(db: Database, audience: Audience, dossier: Dossier): Recipient[] {
	if (audience === 'applicant') {
		const { applicant } = dossier;
		return applicant === null ? [] : [{ recipientKind: 'applicant', recipient: applicant }];
	}
	return officersOf(db, audience, dossier).map((recipient) => ({
		recipientKind: 'officer',
		recipient
	}));
}

/** Whoever asked, or everybody of the division who may answer. */
export function recipientsOfQuestion(
	db: Database,
	audience: QuestionTold['audience'],
	{ asker, division }: Question
): Recipient[] {
	if (audience === 'asker') return [{ recipientKind: 'applicant', recipient: asker }];
	const ofDivision = "role != 'administrator' AND role != 'leader' AND division = {:division}";
	return active(db, ofDivision, { division }).map((recipient) => ({
		recipientKind: 'officer',
		recipient
	}));
}

/** Whoever holds a question, else everybody of the division; with the head where `isLate`. */
export function recipientsInCharge(db: Database, question: Question, isLate: boolean): Recipient[] {
	const { officer, division } = question;
	if (officer === null) return recipientsOfQuestion(db, 'division', question);
	const both = isLate ? [officer, ...heads(db, division)] : [officer];
	return [...new Set(both)].map((recipient) => ({ recipientKind: 'officer', recipient }));
}

function officersOf(
	db: Database,
	audience: Exclude<Audience, 'applicant'>,
	dossier: Dossier
): string[] {
	const { caseOfficer, division, receivedAt } = dossier;
	switch (audience) {
		case 'in_charge':
			return officersOf(db, receivedAt === null ? 'reception' : 'case_officer', dossier);
		case 'case_officer':
			return caseOfficer === null ? heads(db, division) : [caseOfficer];
		case 'division':
			return heads(db, division);
		case 'reception':
			return active(db, "role = 'receiving_officer'");
		case 'leader':
			return active(db, "role = 'leader'");
		case 'clerk':
			return active(db, "role = 'clerk'");
	}
}

function heads(db: Database, division: string): string[] {
	return active(db, "role = 'head_of_division' AND division = {:division}", { division });
}

function active(db: Database, condition: string, values: Bindings = {}): string[] {
	const sql = `SELECT id FROM officers WHERE ${condition} AND active = TRUE`;
	return allRows(db, { id: '' }, sql, values).map(({ id }) => id);
}
