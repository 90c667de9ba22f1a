import { ofDossier } from '../lib/attachments.ts';
import { writeDurably } from '../lib/durable.ts';
import { LIMITS } from '../lib/limits.ts';
import { allRows, firstRow } from '../lib/rows.ts';
import { recordInstantBefore } from '../lib/time.ts';

const DAY_MS = 24 * 60 * 60_000;

/** Files are removed one by one, each with a transaction: what is left waits for the next hour. */
const BATCH = 200;

const NEEDLESS = `((created < {:draftsBefore} AND NOT EXISTS (
		SELECT 1 FROM dossiers WHERE dossiers.id = attachments.dossier
		AND ${ofDossier('dossiers.applicant')}))
	OR (state = 'arriving' AND created < {:arrivingBefore} AND NOT EXISTS (
		SELECT 1 FROM attachment_parts WHERE attachment = attachments.id
		AND REPLACE(at, 'T', ' ') >= {:arrivingBefore})))`;

/**
 * Removes files that belong to nothing: their dossier was never submitted, or their sender stopped
 * in the middle of sending. The device still has them and sends them again if they are needed.
 */
export function forgetAttachments(): void {
	const limits = {
		draftsBefore: recordInstantBefore(LIMITS.draftFileDays * DAY_MS),
		arrivingBefore: recordInstantBefore(LIMITS.arrivingFileDays * DAY_MS)
	};
	const found = allRows(
		$app.db(),
		{ id: '' },
		`SELECT id FROM attachments WHERE ${NEEDLESS} ORDER BY created LIMIT ${BATCH}`,
		limits
	);
	for (const { id } of found) {
		writeDurably($app, (tx) => {
			// Its dossier may have been submitted since, or its sender may have taken it back.
			const sql = `SELECT id FROM attachments WHERE id = {:id} AND ${NEEDLESS}`;
			const needless = firstRow(tx.db(), { id: '' }, sql, { id, ...limits });
			if (needless) tx.delete(tx.findRecordById('attachments', id));
		});
	}
}
