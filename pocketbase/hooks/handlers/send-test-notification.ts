import { refuse } from '../../../src/lib/domain/refusal.ts';
import { writeDurably } from '../lib/durable.ts';
import { LIMITS } from '../lib/limits.ts';
import { tell } from '../lib/notifications.ts';
import { personOf } from '../lib/person.ts';
import { kindOf } from '../lib/push-subscriptions.ts';
import { reply, respond, type Reply } from '../lib/reply.ts';
import { firstRow, newId } from '../lib/rows.ts';
import { now } from '../lib/time.ts';

/**
 * "Thử thông báo": tells whoever asks, on the channels they have. The answer names the row that is
 * pushed, so that the device knows it when it comes; `null` where nothing is pushed.
 */
export function sendTestNotification(e: RequestEvent): void {
	respond(e, () => {
		const person = personOf(e.auth);
		if (!person) return refuse('actor.signed_out');
		const { actor } = person;
		let answer: Reply = refuse('too_many_requests');
		writeDurably(e.app, (tx) => {
			if (trialsOf(tx.db(), actor.id) >= LIMITS.pushTrials) return;
			const cause = newId();
			const recipient = { recipientKind: kindOf(actor), recipient: actor.id };
			tell(tx, [{ ...recipient, cause, event: 'test', dossier: '' }], now());
			answer = reply({ push: pushedFor(tx.db(), cause) });
		});
		return answer;
	});
}

function trialsOf(db: Database, recipient: string): number {
	const since = new Date(Date.now() - LIMITS.pushTrialsWithinMinutes * 60_000).toISOString();
	const found = firstRow(
		db,
		{ count: 0 },
		`SELECT COUNT(*) AS count FROM notifications
		WHERE recipient = {:recipient} AND at > {:since} AND channel = 'tray' AND event = 'test'`,
		{ recipient, since }
	);
	return found?.count ?? 0;
}

function pushedFor(db: Database, cause: string): string | null {
	const sql = "SELECT id FROM notifications WHERE cause = {:cause} AND channel = 'push'";
	return firstRow(db, { id: '' }, sql, { cause })?.id ?? null;
}
