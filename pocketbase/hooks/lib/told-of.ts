import { allJson, firstRow, jsonObject } from './rows.ts';

/** A dossier as an operator asks for it: by its number or its id. */
export interface AskedFor {
	readonly id: string;
	/** Official code, or the number of the draft before there is one. */
	readonly number: string;
}

export function findAskedFor(db: Database, text: string): AskedFor | undefined {
	return firstRow(
		db,
		{ id: '', number: '' },
		`SELECT id, CASE WHEN code != '' THEN code ELSE draftNumber END AS number FROM dossiers
		WHERE id = {:id} OR draftNumber = {:number} OR (code = {:number} AND code != '') LIMIT 1`,
		{ id: text, number: text.toUpperCase() }
	);
}

/** Nobody can read more at once. */
const MOST = 500;

/**
 * What became of everything that was told of a dossier: the newest first, on each channel, and for
 * a push on each device. Of applicants nothing but that they are; of officers name and role.
 */
export function toldOf(db: Database, dossier: string): unknown[] {
	return allJson(
		db,
		`SELECT ${jsonObject({
			id: 'told.id',
			cause: 'told.cause',
			event: 'told.event',
			at: 'told.at',
			recipientKind: 'told.recipientKind',
			recipient: "CASE WHEN told.recipientKind = 'officer' THEN told.recipient ELSE '' END",
			officerName: "COALESCE(officers.name, '')",
			officerRole: "COALESCE(officers.role, '')",
			channel: 'told.channel',
			state: 'told.state',
			sendAfter: 'told.sendAfter',
			sentAt: 'told.sentAt',
			deliveredAt: 'told.deliveredAt',
			openedAt: 'told.openedAt',
			reason: 'told.reason',
			attempts: 'told.attempts',
			devices: `(SELECT COALESCE(json_group_array(${DEVICE_JSON}), '[]') FROM push_jobs job WHERE job.notification = told.id)`
		})} AS json
		FROM notifications told LEFT JOIN officers ON told.recipientKind = 'officer' AND officers.id = told.recipient
		WHERE told.dossier = {:dossier} ORDER BY told.at DESC, told.id LIMIT ${MOST}`,
		{ dossier }
	);
}

const DEVICE_JSON = `json(${jsonObject({
	state: 'job.state',
	status: 'job.status',
	attempts: 'job.attempts',
	handedAt: 'job.handedAt',
	reason: 'job.reason'
})})`;
