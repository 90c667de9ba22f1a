import { describe, expect, it } from 'vitest';
import { timedEvents } from '$domain/notification/timed.ts';
import { instantAt } from '$domain/time/plain-date.ts';
import { aDossier, CALENDAR, NOW } from '../../support/dossier-makers.ts';

/** Nine in the morning in Việt Nam. */
const morningOf = (day: string) => instantAt(day, 9 * 60);
const told = (dossier: ReturnType<typeof aDossier>, day: string) =>
	timedEvents(dossier, morningOf(day), CALENDAR).map(({ cause }) => cause);

describe('The reminder to send papers', () => {
	const dossier = aDossier('supplement', { supplementDueOn: '2026-06-22' });
	const cause = (days: number) => `supplement_reminder:${dossier.id}:2026-06-22:${days}`;

	it('comes three working days before the last day, and one', () => {
		expect(told(dossier, '2026-06-16')).toEqual([]);
		expect(told(dossier, '2026-06-17')).toEqual([cause(3)]);
		expect(told(dossier, '2026-06-18')).toEqual([cause(3)]);
		// A Friday, with a weekend before the last day.
		expect(told(dossier, '2026-06-19')).toEqual([cause(1)]);
		expect(told(dossier, '2026-06-22')).toEqual([cause(1)]);
	});

	it('does not come after the last day, nor when the papers are here', () => {
		expect(told(dossier, '2026-06-23')).toEqual([]);
		expect(told({ ...dossier, status: 'in_review' }, '2026-06-19')).not.toContain(cause(1));
	});

	it('says nothing any more once the last day is over', () => {
		const [reminder] = timedEvents(dossier, morningOf('2026-06-22'), CALENDAR);
		expect(reminder?.until).toBe(instantAt('2026-06-23', 0));
	});
});

describe('The promised day', () => {
	// Received on Tuesday the 9th, due after five working days: Tuesday the 16th.
	const dossier = aDossier('in_review');
	const dueAt = dossier.clock?.dueAt ?? '';

	it('is told of two working days before, to whoever is in charge', () => {
		expect(timedEvents(dossier, NOW, CALENDAR)).toEqual([]);
		expect(timedEvents(dossier, morningOf('2026-06-12'), CALENDAR)).toEqual([
			{
				event: 'due_soon',
				audiences: ['case_officer'],
				cause: `due_soon:${dossier.id}:${dueAt}`,
				until: dueAt
			}
		]);
	});

	it('is told of again when it has passed, to the head as well', () => {
		expect(timedEvents(dossier, morningOf('2026-06-17'), CALENDAR)).toEqual([
			{
				event: 'overdue',
				audiences: ['case_officer', 'division'],
				cause: `overdue:${dossier.id}:${dueAt}`
			}
		]);
	});

	it('is nothing to be told of while papers are awaited, or when all is done', () => {
		expect(told(aDossier('supplement'), '2026-06-17')).toEqual([]);
		expect(told(aDossier('closed'), '2026-06-17')).toEqual([]);
		expect(told(aDossier('submitted'), '2026-06-17')).toEqual([]);
	});
});
