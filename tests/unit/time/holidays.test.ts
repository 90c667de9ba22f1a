import { describe, expect, it, test } from 'vitest';
import {
	calendarFrom,
	isProvisional,
	parseHolidays,
	parseWorkingHours
} from '../../../src/lib/domain/time/holidays.ts';
import type { PlainDate } from '../../../src/lib/domain/time/plain-date.ts';
import { calendar, holidayRows } from '../../support/calendar.ts';

describe('the holiday list', () => {
	it('is refused when a row names a day that does not exist', () => {
		const rows = [{ ...holidayRows[0], date: '2026-02-29' }];
		expect(() => parseHolidays(rows)).toThrow();
	});

	it('is refused when a row is of an unknown kind', () => {
		const rows = [{ ...holidayRows[0], kind: 'half-day' }];
		expect(() => parseHolidays(rows)).toThrow();
	});

	it('names each day once', () => {
		expect(new Set(holidayRows.map((row) => row.date)).size).toBe(holidayRows.length);
	});

	it('covers nothing when it is empty', () => {
		const empty = calendarFrom([], calendar, 'empty');
		expect(isProvisional('2026-03-03', '2026-03-03', empty)).toBe(true);
	});
});

describe('what is not settled yet', () => {
	test.each<[PlainDate, boolean, string]>([
		['2023-12-31', false, 'before the list'],
		['2024-01-01', true, 'its first day'],
		['2026-02-16', true, 'a Tết that was announced'],
		['2027-01-15', true, 'an ordinary day of a year to come'],
		['2027-02-04', false, 'a day that the decision on Tết may free'],
		['2027-02-10', false, 'a day in lieu that is only expected'],
		['2027-02-22', true, 'after that Tết'],
		['2027-09-03', false, 'the second day of National Day, still to be chosen'],
		['2028-01-03', false, 'beyond the list']
	])('%s is settled: %s, %s', (day, settled) => {
		expect(isProvisional(day, day, calendar)).toBe(!settled);
	});

	it('makes a due date provisional when it was counted across such days', () => {
		expect(isProvisional('2027-01-18', '2027-01-25', calendar)).toBe(false);
		expect(isProvisional('2027-01-25', '2027-02-26', calendar)).toBe(true);
		expect(isProvisional('2027-12-20', '2028-01-05', calendar)).toBe(true);
	});
});

describe('working hours', () => {
	const morning = { from: 420, to: 690 };
	const afternoon = { from: 780, to: 990 };

	it('may have one sitting or several', () => {
		expect(parseWorkingHours({ sessions: [morning], cutOffMinute: 690 }).sessions).toHaveLength(1);
		expect(
			parseWorkingHours({ sessions: [morning, afternoon], cutOffMinute: 960 }).sessions
		).toEqual([morning, afternoon]);
	});

	test.each([
		['there is no sitting', { sessions: [], cutOffMinute: 960 }],
		['sittings are out of order', { sessions: [afternoon, morning], cutOffMinute: 960 }],
		['sittings overlap', { sessions: [morning, { from: 600, to: 700 }], cutOffMinute: 690 }],
		['a sitting ends before it begins', { sessions: [{ from: 690, to: 420 }], cutOffMinute: 690 }],
		['the cut-off comes before the opening', { sessions: [morning], cutOffMinute: 60 }]
	])('are refused when %s', (_, hours) => {
		expect(() => parseWorkingHours(hours)).toThrow();
	});
});
