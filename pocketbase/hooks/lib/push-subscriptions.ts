import type { Actor } from '../../../src/lib/domain/identity/actor.ts';
import type { RecipientKind } from '../../../src/lib/domain/notification/events.ts';
import type { Instant } from '../../../src/lib/domain/time/plain-date.ts';
import { LIMITS } from './limits.ts';
import { allRows, firstRow, insertRow, newId } from './rows.ts';

/**
 * Subscriptions (đăng ký nhận thông báo): where browsers of an account are told. **Every row is
 * live**: what ends all sessions of an account removes its rows by a trigger of the database, so
 * nobody has to ask whether one still counts.
 */

/** What a browser hands over, in base64url without padding. */
export interface Subscription {
	readonly endpoint: string;
	readonly p256dh: string;
	readonly auth: string;
	/** The public key of ours that it was made with. */
	readonly vapidKey: string;
}

export const kindOf = (actor: Actor): RecipientKind =>
	actor.role === 'applicant' ? 'applicant' : 'officer';

/** Account → ids of its subscriptions, for many accounts at once. */
export function subscriptionsOf(
	db: Database,
	recipients: readonly string[]
): ReadonlyMap<string, readonly string[]> {
	const rows = allRows(
		db,
		{ id: '', recipient: '' },
		`SELECT id, recipient FROM push_subscriptions
		WHERE recipient IN (SELECT value FROM json_each({:recipients}))`,
		{ recipients: JSON.stringify(recipients) }
	);
	const found = new Map<string, string[]>();
	for (const { id, recipient } of rows) {
		const ids = found.get(recipient);
		if (ids) ids.push(id);
		else found.set(recipient, [id]);
	}
	return found;
}

/**
 * Keeps where this device is told. One that told somebody else moves: as another row, so that what
 * waited for its former owner finds nobody.
 */
export function keepSubscription(
	tx: App,
	actor: Actor,
	{ endpoint, p256dh, auth, vapidKey }: Subscription,
	at: Instant
): void {
	const recipient = actor.id;
	const recipientKind = kindOf(actor);
	const values = { p256dh, auth, vapidKey, seenAt: at };
	const held = firstRow(
		tx.db(),
		{ recipient: '', recipientKind: '' },
		'SELECT recipient, recipientKind FROM push_subscriptions WHERE endpoint = {:endpoint}',
		{ endpoint }
	);
	if (held?.recipient === recipient && held.recipientKind === recipientKind) {
		tx.db()
			.newQuery(
				`UPDATE push_subscriptions SET p256dh = {:p256dh}, auth = {:auth},
				vapidKey = {:vapidKey}, seenAt = {:seenAt} WHERE endpoint = {:endpoint}`
			)
			.bind({ ...values, endpoint })
			.execute();
		return;
	}
	forgetSubscription(tx, endpoint);
	const row = { id: newId(), endpoint, ...values, recipientKind, recipient, createdAt: at };
	insertRow(tx.db(), 'push_subscriptions', row);
	tx.db()
		.newQuery(
			`DELETE FROM push_subscriptions WHERE id IN (
				SELECT id FROM push_subscriptions
				WHERE recipient = {:recipient} AND recipientKind = {:recipientKind}
				ORDER BY seenAt DESC, createdAt DESC LIMIT -1 OFFSET ${LIMITS.devicesTold})`
		)
		.bind({ recipient, recipientKind })
		.execute();
}

/** Is the key still the one that the token of this account was signed with? */
export function holdsSession(tx: App, account: PocketRecord): boolean {
	const held = firstRow(
		tx.db(),
		{ tokenKey: '' },
		`SELECT tokenKey FROM ${account.collection().name} WHERE id = {:id}`,
		{ id: account.id }
	);
	return held?.tokenKey === account.getString('tokenKey');
}

export function forgetSubscription(tx: App, endpoint: string): void {
	tx.db()
		.newQuery('DELETE FROM push_subscriptions WHERE endpoint = {:endpoint}')
		.bind({ endpoint })
		.execute();
}
