import type { Instant } from '../../../src/lib/domain/time/plain-date.ts';
import { FORGET_JOBS_SQL, FORGET_SQL } from './ledger-sql.ts';
import { allRows } from './rows.ts';

/**
 * Removes the oldest rows of the ledger of before that nobody needs any more, with their pushes to
 * single devices.
 * @returns how many rows; fewer than `most`: there are no more
 */
export function forgetTold(db: Database, before: Instant, most: number): number {
	const gone = allRows(db, { id: '' }, FORGET_SQL, { before, most }).map(({ id }) => id);
	db.newQuery(FORGET_JOBS_SQL)
		.bind({ gone: JSON.stringify(gone) })
		.execute();
	return gone.length;
}
