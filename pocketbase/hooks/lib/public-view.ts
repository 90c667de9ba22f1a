import type { ActionType } from '../../../src/lib/domain/dossier/intent.ts';
import type { Dossier } from '../../../src/lib/domain/dossier/dossier.ts';
import { firstRow, jsonObject } from './rows.ts';
import type { ActionView } from './views.ts';

/** A dossier for whoever holds number and secret: nothing that names or describes a person. */
type PublicDossier = Omit<
	Dossier,
	'id' | 'applicant' | 'caseOfficer' | 'proposal' | 'outcome' | 'ratedAt'
>;

/** Field by field, so that a new one is not shown to the world by itself. */
const DOSSIER = jsonObject({
	procedure: 'procedure',
	procedureVersion: 'procedureVersion',
	channel: 'channel',
	resultReturn: 'resultReturn',
	draftNumber: 'draftNumber',
	code: "NULLIF(code, '')",
	status: 'status',
	seq: 'seq',
	previousStatus: "NULLIF(previousStatus, '')",
	division: 'division',
	heldSince: 'heldSince',
	submittedAt: 'submittedAt',
	receivedAt: "NULLIF(receivedAt, '')",
	clock: 'json(clock)',
	supplementRounds: 'supplementRounds',
	// Why a paper is asked for may name somebody.
	requestedPapers: `(SELECT json_group_array(json_object('paper', value ->> 'paper', 'reason', ''))
		FROM json_each(dossiers.requestedPapers))`,
	supplementDueOn: "NULLIF(supplementDueOn, '')",
	apologies: 'apologies'
} satisfies Record<keyof PublicDossier, string>);

/** Of these actions the public learns the figures; free text may name somebody. */
const PUBLIC_WORDS: Partial<Record<ActionType, readonly string[]>> = {
	request_supplement: ['dueOn'],
	issue_result: ['issuedOn'],
	change_due_date: ['newDueOn', 'legalGround'],
	apologise: ['newDueOn', 'legalGround']
};

const WORDS = Object.entries(PUBLIC_WORDS).map(
	([type, words]) =>
		`WHEN '${type}' THEN ${jsonObject(Object.fromEntries(words.map((word) => [word, `payload ->> '${word}'`])))}`
);

const STEP = jsonObject({
	id: 'id',
	seq: 'seq',
	type: 'type',
	at: 'at',
	statusAfter: 'statusAfter',
	actorRole: 'actorRole',
	actorName: "''",
	payload: `json(CASE type ${WORDS.join(' ')} ELSE '{}' END)`
} satisfies Record<keyof ActionView, string>);

/** What the world may see of a dossier, `{dossier, steps}` as JSON. Notes and messages are not in it. */
export function publicView(db: Database, id: string): string | undefined {
	return firstRow(
		db,
		{ view: '' },
		`SELECT ${jsonObject({
			dossier: DOSSIER,
			steps: `(SELECT json_group_array(${STEP}) FROM (
				SELECT id, seq, type, at, statusAfter, actorRole, payload FROM dossier_actions
				WHERE dossier = {:id} AND type NOT IN ('note', 'write_message') ORDER BY seq))`
		})} AS view FROM dossiers WHERE id = {:id}`,
		{ id }
	)?.view;
}
