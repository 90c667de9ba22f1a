import type { PlainDate } from './plain-date.ts';

/** One sitting of the reception desk (buổi làm việc), minutes since midnight, `from` < `to`. */
export interface Session {
	readonly from: number;
	readonly to: number;
}

/**
 * Which days and hours count. Days come from the holiday list, hours from the Department's settings.
 * `version` names the list that produced a date, so that a stored due date can be explained later.
 */
export interface WorkCalendar {
	readonly version: string;
	/** Statutory holidays and days off in lieu (nghỉ lễ, nghỉ bù). */
	readonly restDays: ReadonlySet<PlainDate>;
	/** Saturdays or Sundays worked in exchange for a day off (làm bù). */
	readonly workedWeekendDays: ReadonlySet<PlainDate>;
	/** Sittings of every working day, in order, not overlapping. */
	readonly sessions: readonly Session[];
	/** A dossier received after this minute of the day counts from the next working day. */
	readonly cutOffMinute: number;
}
