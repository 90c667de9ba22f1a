import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import listed from '../../../pocketbase/seed/holidays.json' with { type: 'json' };
import { pauseClock, resumeClock, startClock } from '../../../src/lib/domain/dossier/clock.ts';
import { calendarFrom, parseHolidays } from '../../../src/lib/domain/time/holidays.ts';
import { MinuteLedger } from '../../support/minute-ledger.ts';

const CASES = 50_000;
const seed = Number(process.env.TEST_SEED ?? Date.now() % 1_000_000);

/** Days off and exchanged weekend days strewn over all years, close together and in odd places. */
function inventedDays() {
	let state = seed;
	const upTo = (limit: number) => {
		state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
		return Math.floor((state / 2 ** 31) * limit);
	};
	const dates = new Set(
		Array.from({ length: 200 }, () =>
			new Date(Date.UTC(2024, 0, 1 + upTo(8 * 365))).toISOString().slice(0, 10)
		)
	);
	return [...dates].map((date) => {
		const isWeekend = [0, 6].includes(new Date(date).getUTCDay());
		return { ...listed[0], date, kind: isWeekend ? 'working-saturday' : 'statutory' };
	});
}

const settings = [
	{
		name: 'two sittings',
		holidays: listed,
		sittings: [
			[420, 690],
			[780, 990]
		],
		cutOffMinute: 960
	},
	{ name: 'one sitting', holidays: inventedDays(), sittings: [[450, 1020]], cutOffMinute: 900 },
	{
		name: 'a late sitting',
		holidays: [...listed, ...inventedDays().filter((row) => row.date > '2028')],
		sittings: [
			[480, 720],
			[810, 1020],
			[1080, 1200]
		],
		cutOffMinute: 1200
	}
] as const;

const counts = settings.map(({ holidays, sittings, cutOffMinute }) => ({
	calendar: calendarFrom(
		parseHolidays(holidays),
		{ sessions: sittings.map(([from, to]) => ({ from, to })), cutOffMinute },
		'test'
	),
	ledger: new MinuteLedger(2024, 2032, { holidays, sittings, cutOffMinute })
}));

const YEARS_MINUTES = (Date.UTC(2031, 0, 1) - Date.UTC(2024, 0, 1)) / 60_000;

/** When it came in, how long it may take, and when it stood still: minutes of any kind. */
const dossier = fc.record({
	which: fc.nat(settings.length - 1),
	at: fc.integer({ min: 1, max: YEARS_MINUTES }),
	limit: fc.record({
		days: fc.nat(40),
		unit: fc.constantFrom('working-days', 'calendar-days'),
		source: fc.constant('law')
	}),
	pauses: fc.array(fc.record({ after: fc.nat(15 * 1440), for: fc.nat(40 * 1440) }), {
		maxLength: 3
	})
});

describe('the clock and a minute-by-minute count written apart from it', () => {
	it(`agree on ${CASES} dossiers of 2024 to 2030 with their pauses (TEST_SEED=${seed})`, () => {
		fc.assert(
			fc.property(dossier, ({ which, at, limit, pauses }) => {
				const { calendar, ledger } = counts[which] ?? expect.unreachable();
				let clock = startClock(ledger.instant(at), limit, calendar);
				const started = ledger.reception(at);
				let due = ledger.due(started, limit.days, limit.unit);
				const computed: unknown[] = [clock.startedAt, clock.dueAt];
				const lookedUp: unknown[] = [ledger.instant(started), ledger.instant(due)];

				let now = at;
				for (const pause of pauses) {
					const paused = now + pause.after;
					const resumed = (now = paused + pause.for);
					const left = ledger.between(paused, due);
					if (paused <= due) due = ledger.after(ledger.reception(resumed), left);
					lookedUp.push(left, ledger.instant(due));

					clock = pauseClock(clock, ledger.instant(paused), calendar);
					computed.push(clock.minutesLeft);
					clock = resumeClock(clock, ledger.instant(resumed), calendar);
					computed.push(clock.dueAt);
				}
				expect(computed).toEqual(lookedUp);
			}),
			{ seed, numRuns: CASES }
		);
	}, 300_000);
});
