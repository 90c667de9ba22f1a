import { addDays, type PlainDate } from '../time/plain-date.ts';
import type { Reply } from './reply.ts';

/** Why an answer did not help. */
export const SHORTCOMINGS = ['wrong_matter', 'incomplete', 'unclear', 'wrong_fact'] as const;
export type Shortcoming = (typeof SHORTCOMINGS)[number];
export type Rating = 'helpful' | 'not_helpful' | Shortcoming;

/**
 * What became of an answer of the assistant (kết quả trả lời), as far as it is counted.
 * `unknown_facet`: the catalogue holds nothing confirmed of it. `handed_over`: whoever read it went
 * on to ask an official. `not_helpful`: no reason was chosen.
 */
export const OUTCOMES = [
	'asked_back',
	'declined',
	'unknown_facet',
	'handed_over',
	'helpful',
	'not_helpful',
	...SHORTCOMINGS
] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** How often something became of the answers of one day about one procedure. */
export interface OutcomeCount {
	readonly day: PlainDate;
	readonly outcome: Outcome;
	/** Slug; `null`: none was talked about. */
	readonly procedure: string | null;
	/** 1 to `MOST_COUNTED`. */
	readonly count: number;
}

/** Nobody asks more often in a day: beyond it nothing is counted. */
export const MOST_COUNTED = 200;
/** Days before today of which counts are kept, on a device and on the server. */
export const DAYS_COUNTED = 31;

/** `null`: the answer said what was asked, so nothing is counted. */
export function outcomeOf({
	kind,
	unknown
}: Pick<Reply, 'kind' | 'unknown'>): 'asked_back' | 'declined' | 'unknown_facet' | null {
	if (kind === 'clarify') return 'asked_back';
	if (kind === 'decline') return 'declined';
	return unknown.length > 0 ? 'unknown_facet' : null;
}

export type Counted = Pick<OutcomeCount, 'outcome' | 'procedure'>;

const isOf =
	({ outcome, procedure }: Counted) =>
	(each: Counted): boolean =>
		each.outcome === outcome && each.procedure === procedure;

/** With one more of today's. */
export function countOne(
	counts: readonly OutcomeCount[],
	{ outcome, procedure }: Counted,
	today: PlainDate
): OutcomeCount[] {
	const isIt = isOf({ outcome, procedure });
	const found = counts.find((each) => each.day === today && isIt(each));
	if (!found) return [...counts, { day: today, outcome, procedure, count: 1 }];
	const count = Math.min(found.count + 1, MOST_COUNTED);
	return counts.map((each) => (each === found ? { ...found, count } : each));
}

/** With one less, of the newest day that has any: what was said of an answer is said otherwise. */
export function takeBackOne(counts: readonly OutcomeCount[], which: Counted): OutcomeCount[] {
	const found = counts.filter(isOf(which)).reduce<OutcomeCount | undefined>((newest, each) => {
		return newest === undefined || each.day > newest.day ? each : newest;
	}, undefined);
	return counts.flatMap((each) => {
		if (each !== found) return [each];
		return each.count > 1 ? [{ ...each, count: each.count - 1 }] : [];
	});
}

/** Whether counts of `day` are still of interest, as of `today`. */
export const isCountedDay = (day: PlainDate, today: PlainDate): boolean =>
	day >= addDays(today, -DAYS_COUNTED) && day <= today;
