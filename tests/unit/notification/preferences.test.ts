import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import {
	DEFAULT_PREFERENCES,
	preferencesSchema,
	quietUntil
} from '$domain/notification/preferences.ts';
import { vietnam } from '../../support/calendar.ts';

const quiet = (from: string, to: string) => ({
	...DEFAULT_PREFERENCES,
	quietHours: { from, to }
});

describe('How a person wants to be told', () => {
	it('is by push and mail unless they said otherwise, of the steps of their work by push alone', () => {
		const both = { push: true, mail: true };
		expect(v.parse(preferencesSchema, DEFAULT_PREFERENCES).channels).toEqual({
			progress: both,
			to_do: both,
			deadline: both,
			work: { push: true, mail: false },
			catalogue: both
		});
	});

	it.each([
		['a time that does not exist', quiet('24:00', '06:00')],
		['an unknown language', { ...DEFAULT_PREFERENCES, locale: 'fr' }],
		['a missing kind', { ...DEFAULT_PREFERENCES, channels: {} }],
		['more than we asked', { ...DEFAULT_PREFERENCES, phone: '0912345678' }]
	])('is refused with %s', (_what, input) => {
		expect(v.is(preferencesSchema, input)).toBe(false);
	});
});

describe('Quiet hours', () => {
	it.each([
		['22:00', '06:00', '2026-08-28 23:30', '2026-08-29 06:00'],
		['22:00', '06:00', '2026-08-28 05:59', '2026-08-28 06:00'],
		['22:00', '06:00', '2026-08-28 22:00', '2026-08-29 06:00'],
		['12:00', '13:30', '2026-08-28 12:10', '2026-08-28 13:30']
	])('from %s to %s keep %s waiting until %s', (from, to, now, end) => {
		expect(quietUntil(quiet(from, to), vietnam(now))).toBe(vietnam(end));
	});

	it.each([
		['22:00', '06:00', '2026-08-28 06:00'],
		['22:00', '06:00', '2026-08-28 21:59'],
		['12:00', '13:30', '2026-08-28 13:30'],
		['08:00', '08:00', '2026-08-28 08:00']
	])('from %s to %s do not hold at %s', (from, to, now) => {
		expect(quietUntil(quiet(from, to), vietnam(now))).toBeNull();
	});

	it('are none unless a person set some', () => {
		expect(quietUntil(DEFAULT_PREFERENCES, vietnam('2026-08-28 23:30'))).toBeNull();
	});
});
