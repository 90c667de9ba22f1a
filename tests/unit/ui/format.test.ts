/** How days, moments, money and sizes read, in both languages and in Việt Nam's time. */
import { afterEach, describe, expect, it } from 'vitest';
import { overwriteGetLocale } from '$i18n/paraglide/runtime.js';
import {
	formatAgo,
	formatBytes,
	formatDay,
	formatInstant,
	formatVnd,
	formatWorkingTime
} from '$ui/format.ts';

type Line = [what: string, write: () => string, vi: string, en: string];

const LINES: Line[] = [
	['a day', () => formatDay('2026-08-28'), '28/08/2026', '28 Aug 2026'],
	[
		'a day with its weekday',
		() => formatDay('2026-08-28', 'long'),
		'Thứ Sáu, 28/08/2026',
		'Friday, 28 Aug 2026'
	],
	[
		'a moment after midnight in Việt Nam, the day before in London',
		() => formatInstant('2026-08-27T17:30:00.000Z'),
		'00:30 28/08/2026',
		'28 Aug 2026, 00:30'
	],
	['a fee', () => formatVnd(30000), '30.000 đồng', 'VND 30,000'],
	['a small file', () => formatBytes(999), '999 B', '999 B'],
	['a file', () => formatBytes(34_600), '35 KB', '35 KB'],
	['a large file', () => formatBytes(1_440_000), '1,4 MB', '1.4 MB'],
	[
		'days and hours',
		() => formatWorkingTime(660),
		'1 ngày 3 giờ làm việc',
		'1 working day 3 hours'
	],
	['whole days', () => formatWorkingTime(960), '2 ngày làm việc', '2 working days'],
	['hours', () => formatWorkingTime(60), '1 giờ làm việc', '1 working hour'],
	['minutes', () => formatWorkingTime(59.9), '59 phút làm việc', '59 working minutes'],
	[
		'days of another length',
		() => formatWorkingTime(960, 450),
		'2 ngày 1 giờ làm việc',
		'2 working days 1 hour'
	],
	[
		'some minutes ago',
		() => formatAgo('2026-08-28T03:00:00.000Z', '2026-08-28T03:05:59.000Z'),
		'5 phút trước',
		'5 minutes ago'
	],
	[
		'a day ago',
		() => formatAgo('2026-08-27T03:00:00.000Z', '2026-08-28T03:00:00.000Z'),
		'1 ngày trước',
		'1 day ago'
	],
	[
		'just now',
		() => formatAgo('2026-08-28T03:00:00.000Z', '2026-08-28T03:00:20.000Z'),
		'vừa xong',
		'just now'
	]
];

afterEach(() => overwriteGetLocale(() => 'vi'));

describe('On a Vietnamese page', () => {
	it.each(LINES)('%s reads as people write it', (_what, write, vietnamese) => {
		overwriteGetLocale(() => 'vi');
		expect(plain(write())).toBe(vietnamese);
	});
});

describe('On an English page', () => {
	it.each(LINES)('%s reads as people write it', (_what, write, _vietnamese, english) => {
		overwriteGetLocale(() => 'en');
		expect(plain(write())).toBe(english);
	});
});

/** Intl puts narrow and unbreakable spaces where a reader sees a space. */
function plain(text: string): string {
	return text.replace(/\s/g, ' ');
}
