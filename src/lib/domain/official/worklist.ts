import { isLate } from '../dossier/clock.ts';
import type { Dossier } from '../dossier/dossier.ts';
import type { Status } from '../dossier/status.ts';
import { maySee } from '../dossier/permission.ts';
import { isStaff, type Actor, type Role, type StaffRole } from '../identity/actor.ts';
import { foldedWords } from '../procedure/fold.ts';
import { dayOf, instantAt, type Instant } from '../time/plain-date.ts';
import type { WorkCalendar } from '../time/work-calendar.ts';
import { addWorkingDays } from '../time/working-days.ts';

/** A part of a dossier's life, as the work queue is filtered by (giai đoạn xử lý). */
export const STAGES = [
	'reception',
	'working',
	'supplement',
	'signature',
	'result',
	'ended'
] as const;
export type Stage = (typeof STAGES)[number];

export const STAGE_STATUSES: Readonly<Record<Stage, readonly Status[]>> = {
	reception: ['submitted', 'supplement_at_desk', 'fee_due'],
	working: [
		'received',
		'in_review',
		'consulting',
		'with_ministry',
		'with_committee',
		'withdraw_asked'
	],
	supplement: ['supplement'],
	signature: ['awaiting_signature', 'signed'],
	result: ['result_ready', 'rejected'],
	ended: ['returned', 'refused', 'stopped', 'closed']
};

/** Statuses in which the Department still has something to do or to wait for. */
export const OPEN_STATUSES: readonly Status[] = STAGES.filter((stage) => stage !== 'ended').flatMap(
	(stage) => STAGE_STATUSES[stage]
);

/**
 * Statuses in which the next step is this role's (việc chờ tôi). A case officer means only what is
 * theirs, and what nobody in their division has taken yet.
 */
export const WAITING_FOR: Readonly<Record<StaffRole, readonly Status[]>> = {
	receiving_officer: ['submitted', 'fee_due', 'result_ready', 'rejected'],
	case_officer: ['received', 'in_review', 'consulting', 'with_ministry', 'withdraw_asked'],
	head_of_division: ['received', 'withdraw_asked'],
	leader: ['awaiting_signature'],
	clerk: ['signed', 'with_committee'],
	administrator: []
};

/** Does the next step of this dossier, which `actor` may see, wait for them? */
export function waitsFor(
	{ status, caseOfficer }: Pick<Dossier, 'status' | 'caseOfficer'>,
	actor: Actor
): boolean {
	if (actor.role === 'applicant' || !WAITING_FOR[actor.role].includes(status)) return false;
	return actor.role !== 'case_officer' || caseOfficer === null || caseOfficer === actor.id;
}

/** Whose work is listed: what waits for me, my division's, or everything I may see. */
export const WHOSE = ['mine', 'division', 'all'] as const;
export type Whose = (typeof WHOSE)[number];

/** Of these, what is worth asking for: only divisions that work on dossiers have any of their own. */
export function whoseFor(role: Role | undefined): readonly Whose[] {
	const hasDivision = role === 'case_officer' || role === 'head_of_division';
	return hasDivision ? WHOSE : WHOSE.filter((whose) => whose !== 'division');
}

/**
 * How near the promised day is (mức độ gấp).
 * `unstarted`: not received yet, so nothing is promised; `paused`: papers are awaited.
 */
export type Urgency = 'overdue' | 'today' | 'soon' | 'later' | 'unstarted' | 'paused' | 'ended';

/** The urgencies one may filter by. */
export const DUE_FILTERS = ['overdue', 'today', 'soon'] as const;
export type DueFilter = (typeof DUE_FILTERS)[number];

/** Due within this many working days after today is `soon`: the Department's own rule. */
const SOON_WORKING_DAYS = 2;

export interface QueueFilter {
	/** `open`: every stage but `ended`. */
	readonly stage: Stage | 'open';
	readonly whose: Whose;
	readonly due: DueFilter | null;
	/** Slug of a procedure. */
	readonly procedure: string | null;
	/** Code, draft number or applicant's name, as typed. */
	readonly text: string;
}

export const FIRST_FILTER: QueueFilter = {
	stage: 'open',
	whose: 'mine',
	due: null,
	procedure: null,
	text: ''
};

/** A dossier in the queue, with the names that an officer who may see it is shown. */
export interface QueueItem {
	readonly dossier: Dossier;
	readonly applicantName: string;
	/** Empty while nobody has taken it. */
	readonly caseOfficerName: string;
}

type HasClock = Pick<Dossier, 'clock' | 'status'>;

export function urgencyOf(
	{ clock, status }: HasClock,
	now: Instant,
	calendar: WorkCalendar
): Urgency {
	if (STAGE_STATUSES.ended.includes(status) || clock?.endedAt) return 'ended';
	if (clock === null) return 'unstarted';
	if (isLate(clock, now)) return 'overdue';
	if (clock.pausedAt !== null) return 'paused';
	const today = dayOf(now);
	const dueOn = dayOf(clock.dueAt);
	if (dueOn === today) return 'today';
	return dueOn <= addWorkingDays(today, SOON_WORKING_DAYS, calendar) ? 'soon' : 'later';
}

/**
 * The due times that a filter means, first included, last excluded: what a database asks for.
 * Paused dossiers are left out by the caller, except from `overdue`.
 */
export function dueRange(
	filter: DueFilter,
	now: Instant,
	calendar: WorkCalendar
): { readonly from: Instant | null; readonly to: Instant } {
	const today = dayOf(now);
	const endOf = (day: string) => instantAt(day, 24 * 60);
	switch (filter) {
		case 'overdue':
			return { from: null, to: now };
		case 'today':
			return { from: now, to: endOf(today) };
		case 'soon':
			return { from: endOf(today), to: endOf(addWorkingDays(today, SOON_WORKING_DAYS, calendar)) };
	}
}

/** Statuses whose clock has ended can be neither late nor due. */
export const CLOCK_ENDED: readonly Status[] = [...STAGE_STATUSES.result, ...STAGE_STATUSES.ended];

/** A dossier in the queue with the words by which it is found: of names, folded. */
export interface FindableItem extends QueueItem {
	readonly words: readonly string[];
}

/**
 * Of dossiers in order of work those that `actor` may see and `filter` lets through: as the server
 * chooses them by indexes, here for what a device holds.
 */
export function chosenForWork<Item extends FindableItem>(
	items: readonly Item[],
	filter: QueueFilter,
	actor: Actor,
	now: Instant,
	calendar: WorkCalendar
): Item[] {
	const { stage, whose, due, procedure, text } = filter;
	const staged = new Set(stage === 'open' ? OPEN_STATUSES : STAGE_STATUSES[stage]);
	const isDue = due === null ? () => true : dueWithin(due, now, calendar);
	const isFound = text === '' ? () => true : foundBy(text);
	return items.filter(
		(item) =>
			staged.has(item.dossier.status) &&
			maySee(item.dossier, actor) &&
			(whose !== 'mine' || waitsFor(item.dossier, actor)) &&
			(whose !== 'division' || !isStaff(actor) || item.dossier.division === actor.division) &&
			(procedure === null || item.dossier.procedure === procedure) &&
			isDue(item.dossier) &&
			isFound(item)
	);
}

function dueWithin(
	due: DueFilter,
	now: Instant,
	calendar: WorkCalendar
): (dossier: Dossier) => boolean {
	const { from, to } = dueRange(due, now, calendar);
	return ({ clock, status }) => {
		if (clock === null || CLOCK_ENDED.includes(status)) return false;
		const isWithin = (from === null || clock.dueAt >= from) && clock.dueAt < to;
		// A dossier that waits for papers is late only if it was so when it was paused.
		const wasLate = due === 'overdue' && clock.pausedAt !== null && clock.pausedAt > clock.dueAt;
		return isWithin && (clock.pausedAt === null || wasLate);
	};
}

/** By the beginning of code or draft number, or by the beginnings of words of its names. */
function foundBy(text: string): (item: FindableItem) => boolean {
	const number = text.toUpperCase();
	const typed = foldedWords(text);
	return ({ dossier: { code, draftNumber }, words }) =>
		code?.startsWith(number) === true ||
		draftNumber.startsWith(number) ||
		(typed.length > 0 && typed.every((part) => words.some((word) => word.startsWith(part))));
}

/**
 * What the queue is ordered by: the promised moment, or, before reception, the moment of submission,
 * so that those who have had no answer yet come first, the longest waiting one at the top.
 */
export function queueKey(dossier: Pick<Dossier, 'clock' | 'submittedAt'>): Instant {
	return dossier.clock?.dueAt ?? dossier.submittedAt;
}

/** Ascending by `queueKey`, then by id so that paging is exact. */
export function compareForWork(a: Dossier, b: Dossier): number {
	const [left, right] = [queueKey(a) + a.id, queueKey(b) + b.id];
	return left < right ? -1 : left > right ? 1 : 0;
}

/** A row on the screen; `gone` when a refresh no longer lists it. */
export interface QueueRow extends QueueItem {
	readonly gone: boolean;
}

/** The beginning of the queue, as long as was read; `toEnd` when nothing follows. */
export interface Stretch<Item> {
	readonly items: readonly Item[];
	readonly toEnd: boolean;
}

/**
 * Brings news into a list that somebody is reading: known rows change in place, none moves or
 * disappears, and new ones wait to be asked for. What lies below either stretch is no news.
 */
export function refreshInPlace(
	shown: Stretch<QueueRow>,
	fresh: Stretch<QueueItem>
): { readonly rows: QueueRow[]; readonly added: number } {
	const latest = new Map(fresh.items.map((item) => [item.dossier.id, item]));
	const rows = shown.items.map((row) => {
		const item = latest.get(row.dossier.id);
		if (item) return { ...item, gone: false };
		return isBelow(row, fresh) ? row : { ...row, gone: true };
	});
	const known = new Set(shown.items.map((row) => row.dossier.id));
	const added = fresh.items.filter((item) => !known.has(item.dossier.id) && !isBelow(item, shown));
	return { rows, added: added.length };
}

function isBelow(item: QueueItem, { items, toEnd }: Stretch<QueueItem>): boolean {
	const last = items[items.length - 1];
	return !toEnd && last !== undefined && compareForWork(item.dossier, last.dossier) > 0;
}

/**
 * Reads a filter from an address or a request; what is unknown is left at its first value. A list that
 * this role has none of (a colleague's address, opened by another) is everything they may see.
 */
export function readFilter(
	parameter: (name: string) => string | null,
	role: Role | undefined
): QueueFilter {
	const whose = oneOf(WHOSE, parameter('whose')) ?? FIRST_FILTER.whose;
	return {
		stage: oneOf([...STAGES, 'open'] as const, parameter('status')) ?? FIRST_FILTER.stage,
		whose: whoseFor(role).includes(whose) ? whose : 'all',
		due: oneOf(DUE_FILTERS, parameter('due')) ?? null,
		procedure: parameter('procedure') || null,
		text: (parameter('q') ?? '').trim().slice(0, 100)
	};
}

/** The parameters of an address or a request that `readFilter` reads back; first values are left out. */
export function writeFilter(filter: QueueFilter): [name: string, value: string][] {
	const all: [string, string | null, string | null][] = [
		['status', filter.stage, FIRST_FILTER.stage],
		['whose', filter.whose, FIRST_FILTER.whose],
		['due', filter.due, null],
		['procedure', filter.procedure, null],
		['q', filter.text || null, null]
	];
	return all.flatMap(([name, value, first]) =>
		value === null || value === first ? [] : [[name, value] satisfies [string, string]]
	);
}

function oneOf<T extends string>(values: readonly T[], text: string | null): T | undefined {
	return values.find((value) => value === text);
}
