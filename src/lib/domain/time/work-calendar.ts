import type { PlainDate } from './plain-date.ts';

/** One sitting of the reception desk (buổi làm việc), minutes since midnight, `from` < `to`. */
export interface Session {
	readonly from: number;
	readonly to: number;
}

/** When the desk is open on a working day: the Department's own setting. */
export interface WorkingHours {
	/** Sittings of every working day, at least one, in order, not overlapping. */
	readonly sessions: readonly Session[];
	/**
	 * A dossier received after this minute of the day counts from the next working day.
	 * Not before the first sitting begins.
	 */
	readonly cutOffMinute: number;
}

/**
 * Which days and hours count. Days come from the holiday list, hours from the Department's settings.
 * `version` names the list that produced a date, so that a stored due date can be explained later.
 */
export interface WorkCalendar extends WorkingHours {
	readonly version: string;
	/** Statutory holidays and days off in lieu (nghỉ lễ, nghỉ bù). */
	readonly restDays: ReadonlySet<PlainDate>;
	/** Saturdays or Sundays worked in exchange for a day off (làm bù). */
	readonly workedWeekendDays: ReadonlySet<PlainDate>;
	/** First day the list speaks of. */
	readonly coveredFrom: PlainDate;
	/** Last day the list speaks of: beyond it only weekends are known. */
	readonly coveredTo: PlainDate;
	/** Days off that still await the year's official decision. */
	readonly undecidedDays: ReadonlySet<PlainDate>;
}
