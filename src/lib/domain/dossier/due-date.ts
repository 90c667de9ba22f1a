import { addDays, dayOf, type Instant, type PlainDate } from '../time/plain-date.ts';
import type { WorkCalendar } from '../time/work-calendar.ts';
import { isProvisional } from '../time/holidays.ts';
import { isWorkingDay } from '../time/working-days.ts';
import type { Clock, TimeLimit } from './dossier.ts';

/** How a promised day came about, so that anybody can count it again (cách tính ngày hẹn trả). */
export interface DueDateExplanation {
	/** Day 0: the dossier was received complete; counting begins the day after. */
	readonly startedAt: Instant;
	readonly limit: TimeLimit;
	/** The promise of the receipt. */
	readonly firstDueAt: Instant;
	/** Days between that were not counted, in order; none where calendar days are counted. */
	readonly daysOff: readonly PlainDate[];
	/** The days off of the time are not yet announced: the promise may still move (dự kiến). */
	readonly provisional: boolean;
	/** The promise of today, where it was moved since. */
	readonly movedTo: Instant | null;
}

export function explainDueDate(clock: Clock, calendar: WorkCalendar): DueDateExplanation {
	const from = dayOf(clock.startedAt);
	const to = dayOf(clock.firstDueAt);
	const daysOff: PlainDate[] = [];
	if (clock.limit.unit === 'working-days') {
		for (let day = addDays(from, 1); day < to; day = addDays(day, 1)) {
			if (!isWorkingDay(day, calendar)) daysOff.push(day);
		}
	}
	return {
		startedAt: clock.startedAt,
		limit: clock.limit,
		firstDueAt: clock.firstDueAt,
		daysOff,
		provisional: isProvisional(from, to, calendar),
		movedTo: clock.dueAt === clock.firstDueAt ? null : clock.dueAt
	};
}
