import { writeDurably } from '../lib/durable.ts';
import { endExpired } from '../lib/notification-ends.ts';
import { tellOfDays } from '../lib/timed-events.ts';
import { now } from '../lib/time.ts';

/** Every minute: what nobody can send any more ends. */
export function endNotifications(): void {
	writeDurably($app, (tx) => endExpired(tx.db(), now()));
}

/** Every ten minutes: what the calendar says. */
export function tellOfTime(): void {
	writeDurably($app, (tx) => tellOfDays(tx, now()));
}
