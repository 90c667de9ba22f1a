import * as v from 'valibot';
import { addDays, isPlainDate, type PlainDate } from './plain-date.ts';
import type { WorkCalendar, WorkingHours } from './work-calendar.ts';

/**
 * One day of the holiday list (lịch nghỉ lễ, nghỉ bù, làm bù). `confirmed`: officially announced;
 * `by-rule`: certain by law, not yet announced; `provisional`: the year's decision is awaited.
 */
const holidayRow = v.object({
	date: v.pipe(v.string(), v.check(isPlainDate)),
	name: v.object({ vi: v.string(), en: v.string() }),
	kind: v.picklist(['statutory', 'compensatory-off', 'working-saturday']),
	source: v.string(),
	status: v.picklist(['confirmed', 'by-rule', 'provisional']),
	note: v.optional(v.string())
});

export type HolidayRow = v.InferOutput<typeof holidayRow>;

const minuteOfTheDay = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1440));

const workingHours = v.pipe(
	v.object({
		sessions: v.pipe(
			v.array(v.object({ from: minuteOfTheDay, to: minuteOfTheDay })),
			v.minLength(1)
		),
		cutOffMinute: minuteOfTheDay
	}),
	v.check(({ sessions }) =>
		sessions.every(({ from, to }, i) => from < to && from >= (sessions[i - 1]?.to ?? 0))
	),
	v.check(({ sessions, cutOffMinute }) => cutOffMinute >= (sessions[0]?.from ?? 0))
);

/** @throws ValiError when `json` is not a holiday list: it comes with the program, not from people */
export function parseHolidays(json: unknown): HolidayRow[] {
	return v.parse(v.array(holidayRow), json);
}

/** @throws ValiError when sittings overlap, are out of order, or begin after the cut-off */
export function parseWorkingHours(json: unknown): WorkingHours {
	return v.parse(workingHours, json);
}

/**
 * The calendar of a holiday list and the Department's hours.
 * @param version names the list and the hours; stored with every due date they produce
 * @source Bộ luật Lao động 45/2019/QH14, Điều 112; Nghị quyết 28/2026/QH16 (ngày 24/11)
 */
export function calendarFrom(
	holidays: readonly HolidayRow[],
	hours: WorkingHours,
	version: string
): WorkCalendar {
	const days = (rows: readonly HolidayRow[]) => new Set(rows.map((row) => row.date));
	const rest = holidays.filter((row) => row.kind !== 'working-saturday');
	const years = holidays.map((row) => row.date.slice(0, 4)).sort();
	return {
		version,
		...hours,
		restDays: days(rest),
		workedWeekendDays: days(holidays.filter((row) => row.kind === 'working-saturday')),
		coveredFrom: `${years[0] ?? '9999'}-01-01`,
		coveredTo: `${years[years.length - 1] ?? '0000'}-12-31`,
		undecidedDays: days(rest.filter((row) => row.status === 'provisional'))
	};
}

/** A decision that is awaited may move days off this far from the days listed for now. */
const UNDECIDED_MARGIN_DAYS = 7;

/**
 * Whether a date counted from `from` to `to` may still change when the year's days off are announced:
 * it must then be shown as provisional (dự kiến).
 */
export function isProvisional(from: PlainDate, to: PlainDate, calendar: WorkCalendar): boolean {
	if (from < calendar.coveredFrom || to > calendar.coveredTo) return true;
	for (const undecided of calendar.undecidedDays) {
		const first = addDays(undecided, -UNDECIDED_MARGIN_DAYS);
		const last = addDays(undecided, UNDECIDED_MARGIN_DAYS);
		if (from <= last && to >= first) return true;
	}
	return false;
}
