/**
 * A calendar day in Việt Nam, `YYYY-MM-DD`. Compares and sorts as text.
 * Việt Nam has kept UTC+7 without daylight saving since 1975, so a day is plain arithmetic.
 */
export type PlainDate = string;

/** A moment, ISO 8601 in UTC with milliseconds: `2026-08-28T03:00:00.000Z`. */
export type Instant = string;

export const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

const VIETNAM_OFFSET_MS = 7 * 60 * MINUTE_MS;
const PLAIN_DATE = /^(\d{4})-(\d{2})-(\d{2})$/;

/** @returns whether `text` names a day that exists: `2026-02-29` does not. */
export function isPlainDate(text: string): boolean {
	return PLAIN_DATE.test(text) && new Date(`${text}T00:00:00.000Z`).toJSON()?.slice(0, 10) === text;
}

/** The day in Việt Nam at `instant`. */
export function dayOf(instant: Instant): PlainDate {
	return new Date(Date.parse(instant) + VIETNAM_OFFSET_MS).toISOString().slice(0, 10);
}

/** Midnight at the beginning of `day` in Việt Nam, milliseconds since the epoch. */
export function midnightOf(day: PlainDate): number {
	return Date.parse(`${day}T00:00:00.000Z`) - VIETNAM_OFFSET_MS;
}

/** The moment at which `minute` minutes have passed since midnight of `day` in Việt Nam. */
export function instantAt(day: PlainDate, minute: number): Instant {
	return new Date(midnightOf(day) + minute * MINUTE_MS).toISOString();
}

/** @param days whole calendar days, may be negative */
export function addDays(day: PlainDate, days: number): PlainDate {
	return new Date(Date.parse(`${day}T00:00:00.000Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

/** 0 Sunday … 6 Saturday. */
export function weekday(day: PlainDate): number {
	return new Date(`${day}T00:00:00.000Z`).getUTCDay();
}
