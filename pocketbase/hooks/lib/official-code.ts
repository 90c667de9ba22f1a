import { dayOf, type Instant } from '../../../src/lib/domain/time/plain-date.ts';
import { firstRow } from './rows.ts';

/**
 * The next official code (mã hồ sơ) of the day of reception in Việt Nam: `H19-261124-0001`.
 * @returns `undefined` when the day's 9999 numbers are used up; the counter then stays as it is
 * @source Thông tư 01/2018/TT-VPCP Điều 19
 */
export function nextCode(tx: App, unitCode: string, at: Instant): string | undefined {
	const day = dayOf(at).replace(/-/g, '').slice(2);
	const series = `${unitCode}-${day}`;
	const row = firstRow(
		tx.db(),
		{ last: 0 },
		`INSERT INTO counters (id, last) VALUES ({:series}, 1)
		ON CONFLICT (id) DO UPDATE SET last = last + 1 WHERE last < 9999 RETURNING last`,
		{ series }
	);
	return row && `${series}-${String(row.last).padStart(4, '0')}`;
}
