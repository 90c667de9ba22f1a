import { addDays, weekday, type PlainDate } from './plain-date.ts';
import type { WorkCalendar } from './work-calendar.ts';

/**
 * Monday to Friday work unless they are holidays or days off in lieu; a weekend day works only when
 * it was exchanged (làm bù).
 * @source Bộ luật Lao động 45/2019/QH14, Điều 111 khoản 3 và Điều 112; lịch nghỉ công bố hằng năm
 */
export function isWorkingDay(day: PlainDate, calendar: WorkCalendar): boolean {
	if (calendar.workedWeekendDays.has(day)) return true;
	const dayOfWeek = weekday(day);
	return dayOfWeek !== 0 && dayOfWeek !== 6 && !calendar.restDays.has(day);
}

/** The first working day strictly after `day`. */
export function nextWorkingDay(day: PlainDate, calendar: WorkCalendar): PlainDate {
	let next = addDays(day, 1);
	while (!isWorkingDay(next, calendar)) next = addDays(next, 1);
	return next;
}

/** `day` itself if it is worked, otherwise the first working day after it. */
export function workingDayFrom(day: PlainDate, calendar: WorkCalendar): PlainDate {
	return isWorkingDay(day, calendar) ? day : nextWorkingDay(day, calendar);
}

/**
 * The `days`-th working day after `day`; `day` itself is not counted and, for 0, is the answer.
 * @param days whole working days, 0 or more
 * @source Bộ luật Dân sự 91/2015/QH13, Điều 147 khoản 2 (ngày đầu tiên không được tính)
 */
export function addWorkingDays(day: PlainDate, days: number, calendar: WorkCalendar): PlainDate {
	let reached = day;
	for (let left = days; left > 0; left -= 1) reached = nextWorkingDay(reached, calendar);
	return reached;
}

/** How many working days there are after `from` up to `to`, which counts; 0 where it is not later. */
export function workingDaysUntil(from: PlainDate, to: PlainDate, calendar: WorkCalendar): number {
	let count = 0;
	for (let day = nextWorkingDay(from, calendar); day <= to; day = nextWorkingDay(day, calendar)) {
		count += 1;
	}
	return count;
}
