import type { Dossier } from '../dossier/dossier.ts';
import type { Audience } from '../dossier/steps.ts';
import { OPEN_STATUSES, urgencyOf } from '../official/worklist.ts';
import { dayOf, instantAt, type Instant, type PlainDate } from '../time/plain-date.ts';
import type { WorkCalendar } from '../time/work-calendar.ts';
import { addWorkingDays } from '../time/working-days.ts';
import type { NotificationEvent } from './events.ts';

/** Something that is told because time passed, not because somebody acted. */
export interface TimedEvent {
	readonly event: Extract<NotificationEvent, 'supplement_reminder' | 'due_soon' | 'overdue'>;
	readonly audiences: readonly Audience[];
	/** The same for the same day of the same dossier: told once. */
	readonly cause: string;
	/** Afterwards it says nothing any more. */
	readonly until?: Instant;
}

/** Working days before the last day for papers on which the applicant is reminded. */
export const REMINDED_WORKING_DAYS_BEFORE = [3, 1] as const;

/** What is to be told of this dossier as the calendar stands at `now`, told already or not. */
export function timedEvents(dossier: Dossier, now: Instant, calendar: WorkCalendar): TimedEvent[] {
	return [...supplementReminders(dossier, now, calendar), ...deadlines(dossier, now, calendar)];
}

function supplementReminders(
	{ id, status, supplementDueOn }: Dossier,
	now: Instant,
	calendar: WorkCalendar
): TimedEvent[] {
	if (status !== 'supplement' || supplementDueOn === null) return [];
	const today = dayOf(now);
	if (today > supplementDueOn) return [];
	// Only the nearest: who was asked late is not reminded twice at a time.
	const days = [...REMINDED_WORKING_DAYS_BEFORE].reverse().find(isReached);
	if (days === undefined) return [];
	return [
		{
			event: 'supplement_reminder',
			audiences: ['applicant'],
			cause: `supplement_reminder:${id}:${supplementDueOn}:${days}`,
			until: endOf(supplementDueOn)
		}
	];

	function isReached(before: number): boolean {
		return addWorkingDays(today, before, calendar) >= String(supplementDueOn);
	}
}

function deadlines(dossier: Dossier, now: Instant, calendar: WorkCalendar): TimedEvent[] {
	const { id, clock, status } = dossier;
	if (clock === null || !OPEN_STATUSES.includes(status)) return [];
	switch (urgencyOf(dossier, now, calendar)) {
		case 'overdue': {
			const cause = `overdue:${id}:${clock.dueAt}`;
			return [{ event: 'overdue', audiences: ['case_officer', 'division'], cause }];
		}
		case 'today':
		case 'soon': {
			const cause = `due_soon:${id}:${clock.dueAt}`;
			return [{ event: 'due_soon', audiences: ['case_officer'], cause, until: clock.dueAt }];
		}
		default:
			return [];
	}
}

function endOf(day: PlainDate): Instant {
	return instantAt(day, 24 * 60);
}
