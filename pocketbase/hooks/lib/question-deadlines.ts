import type { Question } from '../../../src/lib/domain/question/question.ts';
import { REMINDED_BEFORE, questionDeadline } from '../../../src/lib/domain/question/timed.ts';
import {
	addDays,
	dayOf,
	midnightOf,
	type Instant
} from '../../../src/lib/domain/time/plain-date.ts';
import { addWorkingDays } from '../../../src/lib/domain/time/working-days.ts';
import { department } from './department.ts';
import { tell, type Telling } from './notifications.ts';
import { recipientsInCharge } from './recipients.ts';
import { questionsDueBefore } from './questions.ts';

/** Questions looked at in one run: more wait for the next. */
const BATCH = 500;

/** Tells officers of questions whose time comes near or has passed, once each. */
export function tellOfQuestionDeadlines(tx: App, at: Instant): void {
	const { calendar } = department(tx);
	const db = tx.db();
	const last = addWorkingDays(dayOf(at), REMINDED_BEFORE, calendar);
	const soon = new Date(midnightOf(addDays(last, 1))).toISOString();
	const tellings = questionsDueBefore(db, soon, at, BATCH).flatMap((question: Question) => {
		const deadline = questionDeadline(question, at, calendar);
		if (!deadline) return [];
		const isLate = deadline.event === 'question_overdue';
		return recipientsInCharge(db, question, isLate).map((person): Telling => ({
			...person,
			...deadline,
			dossier: question.id
		}));
	});
	tell(tx, tellings, at);
}
