import { dayOf, type Instant } from '../time/plain-date.ts';
import type { WorkCalendar } from '../time/work-calendar.ts';
import { addWorkingDays } from '../time/working-days.ts';
import { isOpenQuestion, type Question } from './question.ts';

/** A question of which officers are told because time passed, not because somebody acted. */
export interface QuestionDeadline {
	readonly event: 'question_due_soon' | 'question_overdue';
	/** The same for the same promise and division: told once. */
	readonly cause: string;
	/** Afterwards it says nothing any more. */
	readonly until?: Instant;
}

/** Working days before the promised one from which officers are reminded. */
export const REMINDED_BEFORE = 1;

/** What is to be told of this question as the calendar stands at `now`, told already or not. */
export function questionDeadline(
	question: Pick<Question, 'id' | 'state' | 'dueAt' | 'division'>,
	now: Instant,
	calendar: WorkCalendar
): QuestionDeadline | undefined {
	const { id, dueAt, division } = question;
	if (!isOpenQuestion(question)) return undefined;
	const promise = `${id}:${dueAt}:${division}`;
	if (now > dueAt) return { event: 'question_overdue', cause: `question_overdue:${promise}` };
	const last = addWorkingDays(dayOf(now), REMINDED_BEFORE, calendar);
	if (dayOf(dueAt) > last) return undefined;
	return { event: 'question_due_soon', cause: `question_due_soon:${promise}`, until: dueAt };
}
