import holidays from '../../pocketbase/seed/holidays.json' with { type: 'json' };
import { calendarFrom, parseHolidays } from '../../src/lib/domain/time/holidays.ts';
import { instantAt, type Instant } from '../../src/lib/domain/time/plain-date.ts';

export const holidayRows = parseHolidays(holidays);

/** The real list with the hours of the old reception desk; received until 16:00. */
export const calendar = calendarFrom(
	holidayRows,
	{
		sessions: [
			{ from: 7 * 60, to: 11 * 60 + 30 },
			{ from: 13 * 60, to: 16 * 60 + 30 }
		],
		cutOffMinute: 16 * 60
	},
	'test'
);

/** `2026-08-28 09:15` on a clock in Việt Nam. */
export function vietnam(text: string): Instant {
	const [day = '', hour = '', minute = ''] = text.split(/[ :]/);
	return instantAt(day, Number(hour) * 60 + Number(minute));
}
