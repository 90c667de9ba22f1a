import { m } from '$i18n/paraglide/messages.js';
import { getLocale } from '$i18n/paraglide/runtime.js';
import type { Instant, PlainDate } from '$domain/time/plain-date.ts';

/**
 * How days, moments, money and amounts read in the language of the page. The only place that uses
 * Intl; moments are always told in Việt Nam's time, wherever the device is.
 */
const ZONE = 'Asia/Ho_Chi_Minh';
const TAG = { vi: 'vi-VN', en: 'en-GB' } as const;

const tag = () => TAG[getLocale()];

/** `28/08/2026` · `28 Aug 2026`; `long` adds the weekday. */
export function formatDay(day: PlainDate, length: 'short' | 'long' = 'short'): string {
	const weekday = length === 'long' ? ({ weekday: 'long' } as const) : {};
	return new Intl.DateTimeFormat(tag(), { ...dayParts(), ...weekday, timeZone: 'UTC' }).format(
		new Date(`${day}T00:00:00.000Z`)
	);
}

/** `10:00 28/08/2026` · `28 Aug 2026, 10:00`. */
export function formatInstant(instant: Instant): string {
	return new Intl.DateTimeFormat(tag(), {
		...dayParts(),
		hour: '2-digit',
		minute: '2-digit',
		hourCycle: 'h23',
		timeZone: ZONE
	}).format(new Date(instant));
}

/** The hour alone: `10:00`, or `10:00:05`. */
export function formatTime(instant: Instant, to: 'minutes' | 'seconds' = 'minutes'): string {
	return new Intl.DateTimeFormat(tag(), {
		hour: '2-digit',
		minute: '2-digit',
		...(to === 'seconds' ? ({ second: '2-digit' } as const) : {}),
		hourCycle: 'h23',
		timeZone: ZONE
	}).format(new Date(instant));
}

/** `30.000 đồng` · `VND 30,000`. An unknown fee is not a number: never pass 0 for it. */
export function formatVnd(amount: number): string {
	return m.amount_vnd({ amount: formatNumber(amount) });
}

/** `99,9%` of a share from 0 to 1; rounded down, so that 100% means all. */
export function formatShare(share: number): string {
	return new Intl.NumberFormat(tag(), { style: 'percent', maximumFractionDigits: 1 }).format(
		Math.floor(share * 1000) / 1000
	);
}

/** `1,4 MB`: decimal units, as phones count. */
export function formatBytes(bytes: number): string {
	if (bytes < 1000) return `${formatNumber(bytes)} B`;
	const mega = bytes >= 1_000_000;
	return `${formatNumber(bytes / (mega ? 1_000_000 : 1000), mega ? 1 : 0)} ${mega ? 'MB' : 'KB'}`;
}

/**
 * `1 ngày 3 giờ làm việc`. Minutes count only while the desk is open.
 * @param minutesPerDay length of one working day; eight hours unless the calendar says otherwise
 */
export function formatWorkingTime(minutes: number, minutesPerDay = 480): string {
	const days = Math.floor(minutes / minutesPerDay);
	const hours = Math.floor((minutes % minutesPerDay) / 60);
	if (days > 0 && hours > 0) return m.working_days_and_hours({ days, hours });
	if (days > 0) return m.working_days({ days });
	if (hours > 0) return m.working_hours({ hours });
	return m.working_minutes({ minutes: Math.floor(minutes) });
}

/** How long ago `instant` was at `now`: `5 phút trước` · `5 minutes ago`; within a minute `vừa xong`. */
export function formatAgo(instant: Instant, now: Instant): string {
	const seconds = (Date.parse(instant) - Date.parse(now)) / 1000;
	const step = AGO.find(([, size]) => Math.abs(seconds) >= size);
	if (!step) return m.just_now();
	const [unit, size] = step;
	return new Intl.RelativeTimeFormat(tag()).format(Math.trunc(seconds / size), unit);
}

const AGO = [
	['day', 86_400],
	['hour', 3600],
	['minute', 60]
] as const;

function dayParts(): Intl.DateTimeFormatOptions {
	return getLocale() === 'vi'
		? { day: '2-digit', month: '2-digit', year: 'numeric' }
		: { day: 'numeric', month: 'short', year: 'numeric' };
}

function formatNumber(value: number, digits = 0): string {
	return new Intl.NumberFormat(tag(), { maximumFractionDigits: digits }).format(value);
}
