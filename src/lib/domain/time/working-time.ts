import {
	addDays,
	dayOf,
	instantAt,
	midnightOf,
	MINUTE_MS,
	type Instant,
	type PlainDate
} from './plain-date.ts';
import type { WorkCalendar, WorkingHours } from './work-calendar.ts';
import { addWorkingDays, isWorkingDay, nextWorkingDay, workingDayFrom } from './working-days.ts';

/**
 * The moment a dossier that came in at `at` counts from (thời điểm tiếp nhận): `at` itself while the
 * desk sits, otherwise the next sitting; after the cut-off, the opening of the next working day.
 * @source giờ tiếp nhận và giờ chốt hồ sơ do Sở quy định (settings)
 */
export function receptionStart(at: Instant, calendar: WorkCalendar): Instant {
	const day = dayOf(at);
	const received = Date.parse(at);
	if (received <= midnightOf(day) + calendar.cutOffMinute * MINUTE_MS) {
		for (const sitting of sittingsOf(day, calendar)) {
			if (received <= sitting.end) return toInstant(Math.max(received, sitting.start));
		}
	}
	return opening(nextWorkingDay(day, calendar), calendar);
}

/** How long the desk sits on a working day, in minutes. */
export function workingMinutesPerDay({ sessions }: WorkingHours): number {
	return sessions.reduce((sum, { from, to }) => sum + to - from, 0);
}

export const LIMIT_UNITS = ['working-days', 'calendar-days'] as const;
export type LimitUnit = (typeof LIMIT_UNITS)[number];

/** How long a dossier may take (thời hạn giải quyết): whole days, 0 or more. */
export interface DayLimit {
	readonly days: number;
	readonly unit: LimitUnit;
}

/**
 * The moment the result is promised for (thời điểm hẹn trả kết quả): close of business of the last
 * day. Day 1 is the day after reception; a term in calendar days that would end on a day off ends on
 * the next working day; 0 days end on the day of reception.
 * @param startedAt as given by `receptionStart`
 * @source Bộ luật Dân sự 91/2015/QH13, Điều 147 khoản 2 và Điều 148 khoản 5
 */
export function dueAt(startedAt: Instant, limit: DayLimit, calendar: WorkCalendar): Instant {
	const receivedOn = dayOf(startedAt);
	const lastDay =
		limit.unit === 'working-days'
			? addWorkingDays(receivedOn, limit.days, calendar)
			: addDays(receivedOn, limit.days);
	return closeOfBusiness(workingDayFrom(lastDay, calendar), calendar);
}

/** The end of the last sitting on `day`, which should be a working day. */
export function closeOfBusiness(day: PlainDate, calendar: WorkCalendar): Instant {
	return instantAt(day, Math.max(...calendar.sessions.map((session) => session.to)));
}

/**
 * Time the desk sat between two moments, in minutes, exact to the millisecond and so possibly
 * fractional; 0 when `to` is not after `from`.
 */
export function workingMinutesBetween(from: Instant, to: Instant, calendar: WorkCalendar): number {
	const begin = Date.parse(from);
	const finish = Date.parse(to);
	const lastDay = dayOf(to);
	let worked = 0;
	for (let day = dayOf(from); day <= lastDay; day = addDays(day, 1)) {
		for (const { start, end } of sittingsOf(day, calendar)) {
			worked += Math.max(0, Math.min(finish, end) - Math.max(begin, start));
		}
	}
	return worked / MINUTE_MS;
}

/**
 * The moment at which the desk has sat `minutes` more since `from`: what a paused clock is given back
 * when it resumes. Time that is used up exactly at the end of a sitting ends there, not at the next
 * opening; with nothing left it is `from`.
 */
export function addWorkingMinutes(from: Instant, minutes: number, calendar: WorkCalendar): Instant {
	const begin = Date.parse(from);
	let left = Math.round(minutes * MINUTE_MS);
	if (left <= 0) return from;
	for (let day = dayOf(from); ; day = nextWorkingDay(day, calendar)) {
		for (const { start, end } of sittingsOf(day, calendar)) {
			const resumed = Math.max(begin, start);
			const room = Math.max(0, end - resumed);
			if (left <= room) return toInstant(resumed + left);
			left -= room;
		}
	}
}

/** Sittings of `day` as milliseconds since the epoch; none on a day off. */
function sittingsOf(day: PlainDate, calendar: WorkCalendar): { start: number; end: number }[] {
	if (!isWorkingDay(day, calendar)) return [];
	const midnight = midnightOf(day);
	return calendar.sessions.map(({ from, to }) => ({
		start: midnight + from * MINUTE_MS,
		end: midnight + to * MINUTE_MS
	}));
}

function opening(day: PlainDate, calendar: WorkCalendar): Instant {
	return instantAt(day, Math.min(...calendar.sessions.map((session) => session.from)));
}

const toInstant = (milliseconds: number): Instant => new Date(milliseconds).toISOString();
