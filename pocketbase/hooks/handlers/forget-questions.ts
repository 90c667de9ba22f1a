import { ENDED_QUESTION_KEPT_DAYS } from '../../../src/lib/domain/question/retention.ts';
import { writeDurably } from '../lib/durable.ts';
import { forgetEndedQuestions } from '../lib/questions.ts';
import { daysBefore, now } from '../lib/time.ts';

/** Questions of one transaction: others write in between. What is left waits for the next hour. */
const BATCH = 200;

/** Every hour: questions that ended and that nobody can read any more are removed. */
export function forgetQuestions(): void {
	writeDurably($app, (tx) =>
		forgetEndedQuestions(tx.db(), daysBefore(now(), ENDED_QUESTION_KEPT_DAYS), BATCH)
	);
}
