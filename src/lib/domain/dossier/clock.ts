import type { Instant, PlainDate } from '../time/plain-date.ts';
import type { WorkCalendar } from '../time/work-calendar.ts';
import {
	addWorkingMinutes,
	closeOfBusiness,
	dueAt,
	receptionStart,
	workingMinutesBetween
} from '../time/working-time.ts';
import type { Clock, TimeLimit } from './dossier.ts';

/**
 * Starts at reception (Được tiếp nhận); a dossier taken after hours counts from the next opening.
 * @source Nghị định 118/2025/NĐ-CP; Bộ luật Dân sự 2015 Điều 147 (the first day is not counted)
 */
export function startClock(now: Instant, limit: TimeLimit, calendar: WorkCalendar): Clock {
	const startedAt = receptionStart(now, calendar);
	const due = dueAt(startedAt, limit, calendar);
	return {
		limit,
		startedAt,
		dueAt: due,
		firstDueAt: due,
		pausedAt: null,
		minutesLeft: null,
		endedAt: null,
		calendarVersion: calendar.version
	};
}

/** Stands still while the applicant is asked for papers (tạm dừng chờ bổ sung). */
export function pauseClock(clock: Clock, now: Instant, calendar: WorkCalendar): Clock {
	return {
		...clock,
		pausedAt: now,
		minutesLeft: workingMinutesBetween(now, clock.dueAt, calendar)
	};
}

/**
 * Goes on with the working time that was left. What was already late stays late: its due date
 * does not move, so that asking for papers cannot make a missed day look kept.
 */
export function resumeClock(clock: Clock, now: Instant, calendar: WorkCalendar): Clock {
	if (clock.pausedAt === null || clock.minutesLeft === null) return clock;
	const wasLate = clock.pausedAt > clock.dueAt;
	return {
		...clock,
		pausedAt: null,
		minutesLeft: null,
		dueAt: wasLate
			? clock.dueAt
			: addWorkingMinutes(receptionStart(now, calendar), clock.minutesLeft, calendar),
		calendarVersion: calendar.version
	};
}

export function endClock(clock: Clock, now: Instant): Clock {
	return { ...clock, endedAt: now };
}

/** A new promise, at close of business of `day`. */
export function moveDueDate(clock: Clock, day: PlainDate, calendar: WorkCalendar): Clock {
	return { ...clock, dueAt: closeOfBusiness(day, calendar), calendarVersion: calendar.version };
}

/**
 * Late (trễ hạn)? The moment it stood still counts, else its end, else now: while papers are
 * awaited, time does not run against the Department.
 */
export function isLate(clock: Clock, now: Instant): boolean {
	return (clock.pausedAt ?? clock.endedAt ?? now) > clock.dueAt;
}

/** Working minutes left before the due time; 0 when it has passed. */
export function workingMinutesLeft(clock: Clock, now: Instant, calendar: WorkCalendar): number {
	return clock.minutesLeft ?? workingMinutesBetween(clock.endedAt ?? now, clock.dueAt, calendar);
}
