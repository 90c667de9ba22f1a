import type { Instant } from '../time/plain-date.ts';
import type { WorkCalendar } from '../time/work-calendar.ts';
import { dueAt, receptionStart, type DayLimit } from '../time/working-time.ts';

/** How the Department answers questions (tiếp nhận câu hỏi): its own setting. */
export interface QuestionDesk {
	/** Slug of a procedure, or its group, → the division that handles it. */
	readonly divisionOf: Readonly<Record<string, string>>;
	/** Answers what no other division does. */
	readonly division: string;
	/** Time the office gives itself for an answer. */
	readonly limit: DayLimit;
}

/** The unit that answers a question about this procedure, or about none (`null`). */
export function divisionFor(
	procedure: { readonly slug: string; readonly group: string } | null,
	{ divisionOf, division }: Pick<QuestionDesk, 'divisionOf' | 'division'>
): string {
	if (procedure === null) return division;
	return divisionOf[procedure.slug] ?? divisionOf[procedure.group] ?? division;
}

/** The units that answer questions: others have nobody who could. */
export function answeringDivisions({
	divisionOf,
	division
}: Pick<QuestionDesk, 'divisionOf' | 'division'>): string[] {
	return [...new Set([division, ...Object.values(divisionOf)])];
}

/** By when a question that arrives at `at` is answered, as it is promised before it is sent. */
export function answerDueAt(at: Instant, limit: DayLimit, calendar: WorkCalendar): Instant {
	return dueAt(receptionStart(at, calendar), limit, calendar);
}
