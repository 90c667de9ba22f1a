import type { Told } from '../../../src/lib/domain/dossier/context.ts';
import type { Dossier } from '../../../src/lib/domain/dossier/dossier.ts';
import type { Actor } from '../../../src/lib/domain/identity/actor.ts';
import type { Instant } from '../../../src/lib/domain/time/plain-date.ts';
import { allRows, insertRow, newId, type Bindings } from './rows.ts';

/**
 * One row for each event and person who is told; the officer who acted knows already.
 * @param action id of what is told of
 */
export function insertNotifications(
	tx: App,
	action: string,
	dossier: Dossier,
	tells: readonly Told[],
	actor: Actor,
	at: Instant
): void {
	for (const { audience, event } of tells) {
		if (audience === 'applicant') {
			if (dossier.applicant !== null) insert('applicant', dossier.applicant, event);
			continue;
		}
		for (const officer of officersToTell(tx.db(), audience, dossier)) {
			if (officer !== actor.id) insert('officer', officer, event);
		}
	}

	function insert(recipientKind: string, recipient: string, event: string): void {
		insertRow(tx.db(), 'notifications', {
			id: newId(),
			dossier: dossier.id,
			action,
			event,
			recipientKind,
			recipient,
			at,
			state: 'pending'
		});
	}
}

function officersToTell(
	db: Database,
	audience: Exclude<Told['audience'], 'applicant'>,
	{ caseOfficer, division }: Dossier
): string[] {
	switch (audience) {
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
