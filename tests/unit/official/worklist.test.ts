import { describe, expect, test } from 'vitest';
import type { Clock, Dossier } from '../../../src/lib/domain/dossier/dossier.ts';
import { STATUSES } from '../../../src/lib/domain/dossier/status.ts';
import {
	chosenForWork,
	compareForWork,
	dueRange,
	FIRST_FILTER,
	OPEN_STATUSES,
	readFilter,
	refreshInPlace,
	STAGE_STATUSES,
	STAGES,
	urgencyOf,
	waitsFor,
	whoseFor,
	WAITING_FOR,
	writeFilter,
	type QueueFilter,
	type QueueItem
} from '../../../src/lib/domain/official/worklist.ts';
import { STAFF_ROLES, type StaffRole } from '../../../src/lib/domain/identity/actor.ts';
import { calendar } from '../../support/calendar.ts';
import { dossierWith } from './dossier-with.ts';

/** Friday 28 August 2026, ten in the morning in Việt Nam. */
const NOW = '2026-08-28T03:00:00.000Z';

function clock(dueAt: string, change: Partial<Clock> = {}): Clock {
	return {
		limit: { days: 5, unit: 'working-days', source: 'department' },
		startedAt: '2026-08-20T03:00:00.000Z',
		dueAt,
		firstDueAt: dueAt,
		pausedAt: null,
		minutesLeft: null,
		endedAt: null,
		calendarVersion: 'test',
		...change
	};
}

const dossier = (id: string, change: Partial<Dossier> = {}) => dossierWith({ id, ...change });

function item(id: string, change: Partial<Dossier> = {}): QueueItem {
	return { dossier: dossier(id, change), applicantName: `Người ${id}`, caseOfficerName: '' };
}

describe('how urgent a dossier is', () => {
	const urgency = (change: Partial<Dossier>) => urgencyOf(dossier('a', change), NOW, calendar);

	test('one that is not received yet has promised nothing', () => {
		expect(urgency({ status: 'submitted' })).toBe('unstarted');
	});

	test('the minute after the due time it is overdue', () => {
		expect(urgency({ clock: clock('2026-08-28T02:59:00.000Z') })).toBe('overdue');
		expect(urgency({ clock: clock('2026-08-28T03:00:00.000Z') })).toBe('today');
	});

	test('soon counts working days: Friday looks over the weekend and the holiday', () => {
		expect(urgency({ clock: clock('2026-09-04T09:30:00.000Z') })).toBe('soon');
		expect(urgency({ clock: clock('2026-09-07T09:30:00.000Z') })).toBe('later');
	});

	test('while papers are awaited it does not become late', () => {
		const paused = clock('2026-08-27T09:30:00.000Z', { pausedAt: '2026-08-26T03:00:00.000Z' });
		expect(urgency({ status: 'supplement', clock: paused })).toBe('paused');
	});

	test('what was late before the pause stays late', () => {
		const paused = clock('2026-08-25T09:30:00.000Z', { pausedAt: '2026-08-26T03:00:00.000Z' });
		expect(urgency({ status: 'supplement', clock: paused })).toBe('overdue');
	});

	test('the result ends it, also when it came late', () => {
		const ended = clock('2026-08-25T09:30:00.000Z', { endedAt: '2026-08-26T03:00:00.000Z' });
		expect(urgency({ status: 'result_ready', clock: ended })).toBe('ended');
	});
});

describe('filters', () => {
	test.each(['overdue', 'today', 'soon'] as const)(
		'the range asked of the database for "%s" holds what the screen calls so, and nothing else',
		(due) => {
			const { from, to } = dueRange(due, NOW, calendar);
			const moments = ['08-27T09:30', '08-28T02:59', '08-28T03:00', '08-28T09:30', '08-31T09:30']
				.concat('09-01T09:30', '09-03T09:30', '09-04T09:30', '09-20T09:30')
				.map((text) => `2026-${text}:00.000Z`);
			const inRange = moments.filter((at) => (from === null || at >= from) && at < to);
			const called = moments.filter(
				(at) => urgencyOf(dossier('a', { clock: clock(at) }), NOW, calendar) === due
			);
			expect(inRange).toEqual(called);
			expect(called.length).toBeGreaterThan(0);
		}
	);

	test('every status belongs to exactly one stage, drafts to none', () => {
		const staged = STAGES.flatMap((stage) => STAGE_STATUSES[stage]);
		expect([...staged].sort()).toEqual(STATUSES.filter((status) => status !== 'draft').sort());
		expect(OPEN_STATUSES).not.toContain('returned');
	});

	test('an address reads back as the filter it was made from', () => {
		const filter: QueueFilter = {
			stage: 'signature',
			whose: 'all',
			due: 'soon',
			procedure: 'su-dung-the-abtc',
			text: 'H19-260828-0001'
		};
		const parameters = new URLSearchParams(writeFilter(filter));
		expect(readFilter((name) => parameters.get(name), 'leader')).toEqual(filter);
	});

	test('the first filter leaves the address bare, and nonsense in an address is ignored', () => {
		expect(writeFilter(FIRST_FILTER)).toEqual([]);
		const nonsense = new URLSearchParams('status=x&whose=y&due=z');
		expect(readFilter((name) => nonsense.get(name), 'leader')).toEqual(FIRST_FILTER);
	});

	test('a list that a role has none of is everything they may see', () => {
		const read = (role: StaffRole) => readFilter(() => 'division', role).whose;
		for (const role of ['case_officer', 'head_of_division'] as const) {
			expect(read(role), role).toBe('division');
		}
		for (const role of ['receiving_officer', 'leader', 'clerk'] as const) {
			expect(read(role), role).toBe('all');
		}
	});
});

describe('order', () => {
	test('by due time; before reception, by submission', () => {
		const late = dossier('late', { clock: clock('2026-08-25T09:30:00.000Z') });
		const later = dossier('later', { clock: clock('2026-09-10T09:30:00.000Z') });
		const waiting = dossier('waiting', { status: 'submitted' });
		expect([later, late, waiting].sort(compareForWork).map(({ id }) => id)).toEqual([
			'waiting',
			'late',
			'later'
		]);
	});
});

describe('news while somebody reads', () => {
	const rows = (...ids: string[]) => ids.map((id) => ({ ...item(id), gone: false }));
	const shown = { items: rows('a', 'b', 'd'), toEnd: true };
	const news = (items: QueueItem[], toEnd = true) => refreshInPlace(shown, { items, toEnd });

	test('rows change in place, none moves, and new ones wait to be asked for', () => {
		const { rows, added } = news([
			item('c'),
			item('d'),
			item('b', { status: 'supplement' }),
			item('a')
		]);
		expect(rows.map(({ dossier: { id } }) => id)).toEqual(['a', 'b', 'd']);
		expect(rows[1]?.dossier.status).toBe('supplement');
		expect(added).toBe(1);
	});

	test('a row that is no longer listed stays, marked', () => {
		const { rows, added } = news([item('a'), item('d')]);
		expect(rows.map(({ gone }) => gone)).toEqual([false, true, false]);
		expect(added).toBe(0);
	});

	test('nothing is known of a row below the stretch that was read again', () => {
		expect(news([item('b')], false).rows.map(({ gone }) => gone)).toEqual([true, false, false]);
	});

	test('what lies below the rows shown is not new: it moved up', () => {
		const page = { items: rows('a', 'b', 'd'), toEnd: false };
		const fresh = { items: [item('a'), item('c'), item('d'), item('e')], toEnd: false };
		expect(refreshInPlace(page, fresh).added).toBe(1);
	});
});

describe('what is chosen of the dossiers on a device', () => {
	const officer = { role: 'case_officer', id: 'me', division: 'phong-ls-nvnonn' } as const;
	const findable = (id: string, change: Partial<Dossier> = {}, words: string[] = []) => ({
		...item(id, change),
		words
	});
	const chosen = (items: ReturnType<typeof findable>[], filter: Partial<QueueFilter>) =>
		chosenForWork(items, { ...FIRST_FILTER, whose: 'all', ...filter }, officer, NOW, calendar).map(
			({ dossier }) => dossier.id
		);

	test('waits for a role exactly in its statuses, and for a case officer only if nobody else has it', () => {
		for (const role of STAFF_ROLES) {
			const actor = { role, id: 'me', division: 'phong-ls-nvnonn' };
			const waiting = STATUSES.filter((status) => waitsFor(dossier('a', { status }), actor));
			expect([...waiting].sort(), role).toEqual([...WAITING_FOR[role]].sort());
			const others = dossier('a', { status: 'in_review', caseOfficer: 'another' });
			expect(waitsFor(others, actor), role).toBe(false);
		}
		expect(waitsFor(dossier('a', { caseOfficer: 'me' }), officer)).toBe(true);
	});

	test('never includes what the officer may not see', () => {
		expect(chosen([findable('a', { division: 'phong-htqt' }), findable('b')], {})).toEqual(['b']);
	});

	test('a paused dossier is late only if it was so when it was paused', () => {
		const overdue = '2026-08-20T03:00:00.000Z';
		const paused = (pausedAt: string) =>
			findable(pausedAt, { status: 'supplement', clock: clock(overdue, { pausedAt }) });
		const items = [paused('2026-08-19T03:00:00.000Z'), paused('2026-08-21T03:00:00.000Z')];
		expect(chosen(items, { due: 'overdue' })).toEqual(['2026-08-21T03:00:00.000Z']);
		expect(chosen(items, { due: 'today' })).toEqual([]);
	});

	test('every word typed begins a word of its names', () => {
		const items = [findable('a', {}, ['tran', 'thi', 'dac', 'biet']), findable('b', {}, ['tran'])];
		expect(chosen(items, { text: 'Biệt TRẦN' })).toEqual(['a']);
		expect(chosen(items, { text: 'ran' })).toEqual([]);
		expect(chosen(items, { text: '!' })).toEqual([]);
		expect(chosen(items, { text: 'ns-1' })).toEqual(['a', 'b']);
	});
});

test('an own division is offered only to those whose division works on dossiers', () => {
	expect(whoseFor('case_officer')).toContain('division');
	expect(whoseFor('head_of_division')).toContain('division');
	expect(whoseFor('leader')).toEqual(['mine', 'all']);
	expect(whoseFor('clerk')).toEqual(['mine', 'all']);
});
