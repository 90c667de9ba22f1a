import type { TrayItem } from '$data/tray.ts';
import { dayOf, type PlainDate } from '$domain/time/plain-date.ts';

export interface Day {
	readonly day: PlainDate;
	readonly items: readonly TrayItem[];
}

/** The same items, in the same order, under the days in Việt Nam on which they came. */
export function byDay(items: readonly TrayItem[]): Day[] {
	const days = [...new Set(items.map(({ at }) => dayOf(at)))];
	return days.map((day) => ({ day, items: items.filter(({ at }) => dayOf(at) === day) }));
}
