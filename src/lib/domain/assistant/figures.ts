import { dayOf, instantAt, type Instant, type PlainDate } from '../time/plain-date.ts';
import type { Language } from './reply.ts';

/** Figures as the replies write them: the same on every device, since facts are compared by them. */

/** `200.000 đồng`, `200,000 VND`. */
export function vndText(amount: number, language: Language, currency: string): string {
	const grouped = String(amount).replace(/\B(?=(\d{3})+$)/g, language === 'vi' ? '.' : ',');
	return `${grouped} ${currency}`;
}

/** `25/11/2026`: day, month, year, in both languages. */
export function dayText(day: PlainDate): string {
	return day.split('-').reverse().join('/');
}

/** `14:05` in Việt Nam. */
export function timeText(instant: Instant): string {
	const minute = Math.floor(
		(Date.parse(instant) - Date.parse(instantAt(dayOf(instant), 0))) / 60_000
	);
	return minuteText(minute);
}

/** @param minute minutes since midnight */
export function minuteText(minute: number): string {
	const two = (value: number) => String(value).padStart(2, '0');
	return `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
}
