import { OPEN_STATUSES } from '../../../src/lib/domain/official/worklist.ts';
import type { Instant } from '../../../src/lib/domain/time/plain-date.ts';
import { allRows } from './rows.ts';

/** `told`: rows of the ledger that nobody needs any more; see `domain/notification/retention.ts`. */
const NEEDLESS = `told.at < {:before} AND told.state != 'queued'
	AND NOT EXISTS (SELECT 1 FROM push_jobs WHERE notification = told.id AND state = 'queued')
	AND NOT EXISTS (SELECT 1 FROM dossiers WHERE id = told.dossier
		AND status IN (${OPEN_STATUSES.map((status) => `'${status}'`).join(', ')}))`;

/**
 * Removes the oldest rows of the ledger of before, with their pushes to single devices.
 * @returns how many rows; fewer than `most`: there are no more
 */
export function forgetTold(db: Database, before: Instant, most: number): number {
	const gone = allRows(
		db,
		{ id: '' },
		`DELETE FROM notifications WHERE id IN (
			SELECT id FROM notifications told WHERE ${NEEDLESS} ORDER BY told.at LIMIT ${most})
		RETURNING id`,
		{ before }
	);
	if (gone.length > 0) {
		db.newQuery(
			`DELETE FROM push_jobs WHERE notification IN (SELECT value FROM json_each({:gone}))`
		)
			.bind({ gone: JSON.stringify(gone.map(({ id }) => id)) })
			.execute();
	}
	return gone.length;
}
