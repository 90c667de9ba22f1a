import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { dayOf, type Instant } from '../../../src/lib/domain/time/plain-date.ts';
import { isWorkingDay } from '../../../src/lib/domain/time/working-days.ts';
import {
	addWorkingMinutes,
	closeOfBusiness,
	dueAt,
	receptionStart,
	workingMinutesBetween,
	type DayLimit
} from '../../../src/lib/domain/time/working-time.ts';
import { calendar, vietnam } from '../../support/calendar.ts';

const MORNING = 4.5 * 60;
const WHOLE_DAY = 8 * 60;

describe('the moment a dossier counts from', () => {
	test.each<[string, string, string]>([
		['2026-08-28 09:15', '2026-08-28 09:15', 'while the desk sits'],
		['2026-08-28 07:00', '2026-08-28 07:00', 'at the opening'],
		['2026-08-28 05:30', '2026-08-28 07:00', 'before the opening'],
		['2026-08-28 12:10', '2026-08-28 13:00', 'between two sittings'],
		['2026-08-28 16:00', '2026-08-28 16:00', 'at the cut-off'],
		['2026-08-28 16:01', '2026-09-03 07:00', 'after the cut-off, before National Day'],
		['2026-08-28 22:00', '2026-09-03 07:00', 'late in the evening'],
		['2026-08-29 09:00', '2026-09-03 07:00', 'on a Saturday'],
		['2026-08-22 09:00', '2026-08-22 09:00', 'on a Saturday that is worked'],
		['2026-02-17 00:05', '2026-02-23 07:00', 'in the first minutes of Tết'],
		['2026-03-03 23:59', '2026-03-04 07:00', 'in the last minute of a day']
	])('%s counts from %s: %s', (at, expected) => {
		expect(receptionStart(vietnam(at), calendar)).toBe(vietnam(expected));
	});

	it('is after the cut-off one millisecond after it', () => {
		expect(receptionStart('2026-08-27T09:00:00.001Z', calendar)).toBe(vietnam('2026-08-28 07:00'));
	});
});

describe('the moment the result is promised for', () => {
	test.each<[string, DayLimit, string, string]>([
		[
			'2026-08-28 09:00',
			{ days: 5, unit: 'working-days' },
			'2026-09-09 16:30',
			'the example of the text'
		],
		['2026-08-28 09:00', { days: 0, unit: 'working-days' }, '2026-08-28 16:30', 'the same day'],
		['2026-08-27 09:00', { days: 1, unit: 'working-days' }, '2026-08-28 16:30', 'the next day'],
		[
			'2026-08-21 09:00',
			{ days: 1, unit: 'working-days' },
			'2026-08-22 16:30',
			'a worked Saturday'
		],
		['2026-08-26 09:00', { days: 2, unit: 'calendar-days' }, '2026-08-28 16:30', 'a working day'],
		['2026-08-28 09:00', { days: 2, unit: 'calendar-days' }, '2026-09-03 16:30', 'a Sunday, moved'],
		[
			'2026-08-28 09:00',
			{ days: 15, unit: 'calendar-days' },
			'2026-09-14 16:30',
			'a Saturday, moved'
		],
		['2026-08-28 09:00', { days: 0, unit: 'calendar-days' }, '2026-08-28 16:30', 'no days at all']
	])('received %s, %o: due %s (%s)', (startedAt, limit, expected) => {
		expect(dueAt(vietnam(startedAt), limit, calendar)).toBe(vietnam(expected));
	});
});

describe('working minutes', () => {
	test.each<[string, string, number, string]>([
		['2026-08-28 09:00', '2026-08-28 10:30', 90, 'within a sitting'],
		['2026-08-28 11:00', '2026-08-28 13:30', 60, 'over the midday break'],
		['2026-08-28 07:00', '2026-08-28 16:30', WHOLE_DAY, 'a whole day'],
		['2026-08-28 00:00', '2026-08-28 12:00', MORNING, 'from midnight to noon'],
		['2026-08-28 16:00', '2026-09-03 07:30', 60, 'over National Day'],
		['2026-08-29 00:00', '2026-09-03 00:00', 0, 'days off only'],
		['2026-08-22 00:00', '2026-08-23 00:00', WHOLE_DAY, 'a Saturday that is worked'],
		['2026-08-28 10:00', '2026-08-28 09:00', 0, 'backwards']
	])('from %s to %s are %i: %s', (from, to, minutes) => {
		expect(workingMinutesBetween(vietnam(from), vietnam(to), calendar)).toBe(minutes);
	});

	test.each<[string, number, string, string]>([
		['2026-08-28 09:00', 90, '2026-08-28 10:30', 'within a sitting'],
		['2026-08-28 11:00', 60, '2026-08-28 13:30', 'over the midday break'],
		['2026-08-28 07:00', MORNING, '2026-08-28 11:30', 'exactly to the end of a sitting'],
		['2026-08-28 07:00', WHOLE_DAY, '2026-08-28 16:30', 'exactly to the end of the day'],
		['2026-08-28 07:00', WHOLE_DAY + 1, '2026-09-03 07:01', 'a minute more'],
		['2026-08-29 12:00', 30, '2026-09-03 07:30', 'from a day off'],
		['2026-08-29 12:00', 0, '2026-08-29 12:00', 'nothing left']
	])('%s and %i more make %s: %s', (from, minutes, expected) => {
		expect(addWorkingMinutes(vietnam(from), minutes, calendar)).toBe(vietnam(expected));
	});

	const instant: fc.Arbitrary<Instant> = fc
		.date({ min: new Date('2024-01-01'), max: new Date('2028-12-31'), noInvalidDate: true })
		.map((date) => date.toISOString());
	const shortly = fc
		.tuple(instant, fc.integer({ min: 0, max: 60 * 86_400_000 }))
		.map(([from, ms]) => ({
			from,
			to: new Date(Date.parse(from) + ms).toISOString()
		}));
	const limit: fc.Arbitrary<DayLimit> = fc.record({
		days: fc.integer({ min: 0, max: 45 }),
		unit: fc.constantFrom('working-days', 'calendar-days')
	});

	it('counts back the minutes it added', () => {
		fc.assert(
			fc.property(instant, fc.integer({ min: 0, max: 30 * WHOLE_DAY }), (from, minutes) => {
				const to = addWorkingMinutes(from, minutes, calendar);
				expect(workingMinutesBetween(from, to, calendar)).toBeCloseTo(minutes, 9);
			})
		);
	});

	it('adds up: a span is the sum of its parts', () => {
		fc.assert(
			fc.property(shortly, fc.double({ min: 0, max: 1, noNaN: true }), ({ from, to }, part) => {
				const length = Date.parse(to) - Date.parse(from);
				const between = new Date(Date.parse(from) + Math.floor(length * part)).toISOString();
				expect(
					workingMinutesBetween(from, between, calendar) +
						workingMinutesBetween(between, to, calendar)
				).toBeCloseTo(workingMinutesBetween(from, to, calendar), 9);
			})
		);
	});

	it('starts every dossier while the desk sits, and a start counts from itself', () => {
		fc.assert(
			fc.property(instant, (at) => {
				const start = receptionStart(at, calendar);
				expect(start >= at).toBe(true);
				expect(receptionStart(start, calendar)).toBe(start);
				expect(isWorkingDay(dayOf(start), calendar)).toBe(true);
			})
		);
	});

	it('loses at most the time after the cut-off while a dossier waits to count', () => {
		fc.assert(
			fc.property(instant, (at) => {
				const start = receptionStart(at, calendar);
				expect(workingMinutesBetween(at, start, calendar)).toBeLessThanOrEqual(30);
			})
		);
	});

	it('promises close of business of a working day, later for later dossiers and longer limits', () => {
		fc.assert(
			fc.property(shortly, limit, ({ from, to }, given) => {
				const [earlier, later] = [receptionStart(from, calendar), receptionStart(to, calendar)];
				const due = dueAt(earlier, given, calendar);
				expect(isWorkingDay(dayOf(due), calendar)).toBe(true);
				expect(due).toBe(closeOfBusiness(dayOf(due), calendar));
				expect(due <= dueAt(later, given, calendar)).toBe(true);
				expect(due <= dueAt(earlier, { ...given, days: given.days + 1 }, calendar)).toBe(true);
			})
		);
	});

	it('changes nothing when a clock is paused and resumed at once', () => {
		fc.assert(
			fc.property(instant, limit, fc.double({ min: 0, max: 1, noNaN: true }), (at, given, part) => {
				const start = receptionStart(at, calendar);
				const due = dueAt(start, given, calendar);
				const paused = new Date(
					Date.parse(start) + Math.floor((Date.parse(due) - Date.parse(start)) * part)
				).toISOString();
				fc.pre(paused < due);
				const left = workingMinutesBetween(paused, due, calendar);
				expect(addWorkingMinutes(paused, left, calendar)).toBe(due);
			})
		);
	});

	it('moves a paused due date by exactly the working time it stood still', () => {
		fc.assert(
			fc.property(shortly, limit, ({ from, to }, given) => {
				const due = dueAt(receptionStart(from, calendar), given, calendar);
				fc.pre(from < due);
				const left = workingMinutesBetween(from, due, calendar);
				const resumedDue = addWorkingMinutes(to, left, calendar);
				expect(workingMinutesBetween(to, resumedDue, calendar)).toBeCloseTo(left, 9);
				expect(resumedDue >= due).toBe(true);
			})
		);
	});
});
