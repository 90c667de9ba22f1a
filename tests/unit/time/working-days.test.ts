import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { addDays, type PlainDate } from '../../../src/lib/domain/time/plain-date.ts';
import {
	addWorkingDays,
	isWorkingDay,
	nextWorkingDay,
	workingDayFrom,
	workingDaysUntil
} from '../../../src/lib/domain/time/working-days.ts';
import { calendar } from '../../support/calendar.ts';

describe('which days are worked', () => {
	test.each<[PlainDate, boolean, string]>([
		['2026-08-28', true, 'an ordinary Friday'],
		['2026-08-29', false, 'an ordinary Saturday'],
		['2026-08-30', false, 'an ordinary Sunday'],
		['2024-02-10', false, 'Tết Giáp Thìn, on a Saturday'],
		['2024-02-14', false, 'the last day in lieu of Tết Giáp Thìn'],
		['2024-02-15', true, 'the day after Tết Giáp Thìn'],
		['2025-01-29', false, 'Tết Ất Tỵ'],
		['2025-02-03', true, 'the Monday after Tết Ất Tỵ'],
		['2026-02-17', false, 'Tết Bính Ngọ'],
		['2027-02-06', false, 'Tết Đinh Mùi'],
		['2024-04-18', false, 'Giỗ Tổ Hùng Vương 2024'],
		['2025-04-07', false, 'Giỗ Tổ Hùng Vương 2025'],
		['2026-04-26', false, 'Giỗ Tổ Hùng Vương 2026, on a Sunday'],
		['2026-04-27', false, 'the day in lieu of it'],
		['2027-04-16', false, 'Giỗ Tổ Hùng Vương 2027'],
		['2025-11-24', true, '24 November before it became a holiday'],
		['2026-11-24', false, 'Ngày Văn hóa Việt Nam'],
		['2024-05-04', true, 'a Saturday worked for 29 April 2024'],
		['2024-04-29', false, 'the Monday it was exchanged for'],
		['2025-04-26', true, 'a Saturday worked for 2 May 2025'],
		['2026-01-10', true, 'a Saturday worked for 2 January 2026'],
		['2026-08-22', true, 'a Saturday worked for 31 August 2026'],
		['2026-08-31', false, 'the Monday it was exchanged for']
	])('%s is worked: %s, %s', (day, worked) => {
		expect(isWorkingDay(day, calendar)).toBe(worked);
	});
});

describe('counting working days', () => {
	test.each<[PlainDate, number, PlainDate, string]>([
		['2026-08-28', 5, '2026-09-09', 'over National Day'],
		['2026-08-28', 0, '2026-08-28', 'no days at all'],
		['2026-08-21', 1, '2026-08-22', 'to a Saturday that is worked'],
		['2026-08-21', 2, '2026-08-24', 'across a Saturday that is worked'],
		['2026-02-13', 1, '2026-02-23', 'over Tết Bính Ngọ'],
		['2025-01-24', 3, '2025-02-05', 'over Tết Ất Tỵ'],
		['2024-02-07', 1, '2024-02-15', 'over Tết Giáp Thìn'],
		['2026-11-23', 1, '2026-11-25', 'over Ngày Văn hóa Việt Nam'],
		['2026-08-29', 1, '2026-09-03', 'from a Saturday']
	])('%s and %i more make %s, %s', (day, days, expected) => {
		expect(addWorkingDays(day, days, calendar)).toBe(expected);
	});

	test.each<[PlainDate, PlainDate, number, string]>([
		['2026-11-23', '2026-11-25', 1, 'over Ngày Văn hóa Việt Nam'],
		['2026-08-28', '2026-08-30', 0, 'over a weekend'],
		['2026-08-28', '2026-08-28', 0, 'within a day'],
		['2026-08-28', '2026-08-21', 0, 'backwards']
	])('from %s until %s there are %i: %s', (from, to, expected) => {
		expect(workingDaysUntil(from, to, calendar)).toBe(expected);
	});

	const someDay = fc.integer({ min: 0, max: 4 * 365 }).map((n) => addDays('2024-01-01', n));
	const someDays = fc.integer({ min: 0, max: 60 });

	it('until the day that was counted to gives the days counted', () => {
		fc.assert(
			fc.property(someDay, someDays, (day, days) => {
				expect(workingDaysUntil(day, addWorkingDays(day, days, calendar), calendar)).toBe(days);
			})
		);
	});

	it('never ends on a day off', () => {
		fc.assert(
			fc.property(someDay, someDays, (day, n) => {
				expect(isWorkingDay(addWorkingDays(day, n + 1, calendar), calendar)).toBe(true);
				expect(isWorkingDay(workingDayFrom(day, calendar), calendar)).toBe(true);
			})
		);
	});

	it('leaves out no working day between a day and the next one', () => {
		fc.assert(
			fc.property(someDay, (day) => {
				const next = nextWorkingDay(day, calendar);
				expect(next > day).toBe(true);
				for (let off = addDays(day, 1); off < next; off = addDays(off, 1)) {
					expect(isWorkingDay(off, calendar)).toBe(false);
				}
			})
		);
	});

	it('gives the same day whether the days are added together or one after the other', () => {
		fc.assert(
			fc.property(someDay, someDays, someDays, (day, a, b) => {
				expect(addWorkingDays(addWorkingDays(day, a, calendar), b, calendar)).toBe(
					addWorkingDays(day, a + b, calendar)
				);
			})
		);
	});

	it('never promises an earlier day to whoever comes later', () => {
		fc.assert(
			fc.property(someDay, someDay, someDays, (one, other, n) => {
				const [earlier, later] = [one, other].sort() as [PlainDate, PlainDate];
				expect(addWorkingDays(earlier, n, calendar) <= addWorkingDays(later, n, calendar)).toBe(
					true
				);
			})
		);
	});

	it('passes exactly as many working days as it was given', () => {
		fc.assert(
			fc.property(someDay, someDays, (day, n) => {
				const reached = addWorkingDays(day, n, calendar);
				let worked = 0;
				for (let next = day; next < reached; worked += isWorkingDay(next, calendar) ? 1 : 0) {
					next = addDays(next, 1);
				}
				expect(worked).toBe(n);
			})
		);
	});
});
