import { addDays, dayOf, weekday, type Instant, type PlainDate } from '../time/plain-date.ts';
import { timeText } from './figures.ts';
import type { PersonalQuestion } from './personal.ts';

/** Days and hours that a question names. */

/** Days named as `19/11`, `19/11/2026`, `ngày 19`. */
export function daysIn(text: string, now: Instant): PlainDate[] {
	const year = dayOf(now).slice(0, 4);
	const month = dayOf(now).slice(5, 7);
	const two = (value: string | undefined) => (value ?? '').padStart(2, '0');
	const full = [...text.matchAll(/\b(\d{1,2})[/.-](\d{1,2})(?:[/.-](\d{4}))?\b/g)].map(
		([, day, named, inYear]) => `${inYear ?? year}-${two(named)}-${two(day)}`
	);
	const short = [...text.matchAll(/(?:ngày|ngay|hôm|hom|mùng|the)\s+(\d{1,2})(?![\d/.-])/gi)].map(
		([, day]) => `${year}-${month}-${two(day)}`
	);
	return [...full, ...short];
}

const MONTHS =
	'january february march april may june july august september october november december'.split(
		' '
	);

/** `09` of "tháng 9", "September". */
export function monthIn(text: string): string | null {
	const number = /(?:tháng|thang|t)\s?(\d{1,2})\b/i.exec(text)?.[1];
	if (number) return number.padStart(2, '0');
	const at = MONTHS.findIndex((month) => month !== 'may' && text.toLowerCase().includes(month));
	return at < 0 ? null : String(at + 1).padStart(2, '0');
}

export interface Span {
	readonly from: PlainDate;
	readonly to: PlainDate;
	readonly part: 'morning' | 'afternoon' | null;
}

/** Hours from which it is afternoon. */
const NOON = '12:00';

export const isIn = (part: Span['part'], at: Instant): boolean =>
	part === null || (part === 'morning' ? timeText(at) < NOON : timeText(at) >= NOON);

/** Which days a question about the calendar means; `null`: it names none. */
export function spanIn({ text, words, now }: PersonalQuestion): Span | null {
	const today = dayOf(now);
	const said = ` ${words.join(' ')} `;
	const has = (...phrases: string[]) => phrases.some((phrase) => said.includes(` ${phrase} `));
	const part = has('sang', 'morning') ? 'morning' : has('chieu', 'afternoon') ? 'afternoon' : null;
	const day = (date: PlainDate): Span => ({ from: date, to: date, part });
	const named = daysIn(text, now)[0];
	if (named) return day(named);
	if (has('tuan sau', 'next week')) {
		const monday = addDays(today, 8 - (weekday(today) || 7));
		return { from: monday, to: addDays(monday, 6), part };
	}
	if (has('tuan nay', 'this week')) {
		const monday = addDays(today, 1 - (weekday(today) || 7));
		return { from: monday, to: addDays(monday, 6), part };
	}
	if (has('ngay mai', 'mai', 'sang mai', 'chieu mai', 'tomorrow')) return day(addDays(today, 1));
	if (has('ngay kia', 'ngay mot')) return day(addDays(today, 2));
	if (
		has('hom nay', 'bua nay', 'sang nay', 'chieu nay', 'today', 'this morning', 'this afternoon')
	) {
		return day(today);
	}
	const weekdayAt = [
		'chu nhat',
		'thu hai',
		'thu ba',
		'thu tu',
		'thu nam',
		'thu sau',
		'thu bay'
	].findIndex((name, at) =>
		has(
			name,
			['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'][at] ?? '',
			`thu ${String(at + 1)}`
		)
	);
	if (weekdayAt >= 0) return day(addDays(today, (weekdayAt - weekday(today) + 7) % 7));
	return part ? day(today) : null;
}
