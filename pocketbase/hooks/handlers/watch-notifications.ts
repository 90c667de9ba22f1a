import { oldestInLedger } from '../../../src/lib/domain/notification/retention.ts';
import { writeDurably } from '../lib/durable.ts';
import { endExpired } from '../lib/notification-ends.ts';
import { forgetTold } from '../lib/notification-retention.ts';
import { tellOfQuestionDeadlines } from '../lib/question-deadlines.ts';
import { tellOfDays } from '../lib/timed-events.ts';
import { now } from '../lib/time.ts';

/** Every minute: what nobody can send any more ends. */
export function endNotifications(): void {
	writeDurably($app, (tx) => endExpired(tx.db(), now()));
}

/** Every ten minutes: what the calendar says. */
export function tellOfTime(): void {
	writeDurably($app, (tx) => {
		const at = now();
		tellOfDays(tx, at);
		tellOfQuestionDeadlines(tx, at);
	});
}

/** Rows of one transaction: others write in between. */
const BATCH = 500;
/** Batches of one run; what is left waits for the next hour. */
const MOST_BATCHES = 40;

/** Every hour: what the ledger need not keep any longer is removed. */
export function forgetNotifications(): void {
	const before = oldestInLedger(Date.now());
	let gone = BATCH;
	for (let batch = 0; batch < MOST_BATCHES && gone === BATCH; batch += 1) {
		writeDurably($app, (tx) => {
			gone = forgetTold(tx.db(), before, BATCH);
		});
	}
}
