import { ofDossier } from '../lib/attachments.ts';
import { LIMITS } from '../lib/limits.ts';
import { allRows } from '../lib/rows.ts';
import { recordInstantBefore } from '../lib/time.ts';

const DAY_MS = 24 * 60 * 60_000;

/** Files are removed one by one, each with a transaction: what is left waits for the next hour. */
const BATCH = 200;

/**
 * Removes files that belong to nothing: their dossier was never submitted, or their sender stopped
 * in the middle of sending. The device still has them and sends them again if they are needed.
 */
export function forgetAttachments(): void {
	const forgotten = allRows(
		$app.db(),
		{ id: '' },
		`SELECT id FROM attachments WHERE
		(created < {:draftsBefore} AND NOT EXISTS (
			SELECT 1 FROM dossiers WHERE dossiers.id = attachments.dossier
			AND ${ofDossier('dossiers.applicant')}))
		OR (state = 'arriving' AND created < {:arrivingBefore} AND NOT EXISTS (
			SELECT 1 FROM attachment_parts WHERE attachment = attachments.id
			AND REPLACE(at, 'T', ' ') >= {:arrivingBefore}))
		ORDER BY created LIMIT ${BATCH}`,
		{
			draftsBefore: recordInstantBefore(LIMITS.draftFileDays * DAY_MS),
			arrivingBefore: recordInstantBefore(LIMITS.arrivingFileDays * DAY_MS)
		}
	);
	for (const { id } of forgotten) $app.delete($app.findRecordById('attachments', id));
}
