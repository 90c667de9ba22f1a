import type { WorkingHours } from '$domain/time/work-calendar.ts';
import { m } from '$i18n/paraglide/messages.js';

/** `Thứ Hai đến thứ Sáu, 07:00–11:30 và 13:00–16:30`. */
export function openingHours({ sessions }: WorkingHours): string {
	const hours = sessions.map(({ from, to }) => `${clockTime(from)}–${clockTime(to)}`);
	return m.question_hours_of({ hours: hours.join(', ') });
}

function clockTime(minute: number): string {
	const two = (value: number) => String(value).padStart(2, '0');
	return `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
}
