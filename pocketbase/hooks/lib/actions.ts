import type { Dossier } from '../../../src/lib/domain/dossier/dossier.ts';
import type { ActionType, Intent } from '../../../src/lib/domain/dossier/intent.ts';
import type { Role } from '../../../src/lib/domain/identity/actor.ts';
import type { Status } from '../../../src/lib/domain/dossier/status.ts';
import type { Instant } from '../../../src/lib/domain/time/plain-date.ts';
import type { Person } from './person.ts';
import { firstRow, insertRow } from './rows.ts';

/** What the device gets back for an action, and again for the same one sent twice. */
export interface ActionAnswer {
	readonly action: {
		readonly id: string;
		readonly dossier: string;
		readonly type: ActionType;
		readonly seq: number;
		readonly at: Instant;
		readonly statusAfter: Status;
	};
	readonly dossier: Dossier;
}

/** An action that was already taken under an id: by whom, and the hash of the body it came with. */
export interface EarlierAction {
	readonly actor: string;
	readonly bodyHash: string;
	readonly answer: string;
}

export function findAction(db: Database, id: string): EarlierAction | undefined {
	return firstRow(
		db,
		{ actor: '', bodyHash: '', answer: '' },
		'SELECT actor, bodyHash, answer FROM dossier_actions WHERE id = {:id}',
		{ id }
	);
}

export function insertAction(
	tx: App,
	intent: Intent,
	{ actor, name }: Person,
	answer: ActionAnswer,
	bodyHash: string
): void {
	const { id, dossier, type, seq, at, statusAfter } = answer.action;
	insertRow(tx.db(), 'dossier_actions', {
		id,
		dossier,
		seq,
		type,
		actor: actor.id,
		actorRole: actor.role,
		actorName: name,
		actorDivision: 'division' in actor ? actor.division : '',
		at,
		statusAfter,
		payload: JSON.stringify(withoutForm(intent)),
		bodyHash,
		answer: JSON.stringify(answer)
	});
}

/** The form is personal and stands in its own table: history does not repeat it. */
function withoutForm({ payload }: Intent): object {
	return Object.fromEntries(
		Object.entries(payload).filter(([key]) => key !== 'form' && key !== 'answers')
	);
}

/** A step in the history of a dossier, as stored. */
export interface StoredAction {
	readonly id: string;
	readonly seq: number;
	readonly type: ActionType;
	readonly actorRole: Role;
	readonly actorName: string;
	readonly actorDivision: string;
	readonly at: Instant;
	readonly statusAfter: Status;
	readonly payload: Readonly<Record<string, unknown>>;
}
