import type { PushServiceForTests, Subscription } from './push-service/service.ts';

/** Runs a statement in the database, past every rule. */
export type Sql = (query: string) => Promise<unknown>;

export interface Backlog {
	readonly notifications: number;
	readonly subscriptions: readonly Subscription[];
	readonly recipient: string;
	/** Told apart from other backlogs of the same database by this letter. */
	readonly series?: string;
}

/** The console of the superuser takes statements of 5,000 characters. */
const ROWS = 10;

/** Devices of one person at the push service, as if each had asked for messages. */
export async function plantSubscriptions(
	sql: Sql,
	service: PushServiceForTests,
	count: number,
	vapidKey: string,
	recipient: string
): Promise<Subscription[]> {
	const subscriptions = Array.from({ length: count }, () => service.subscribe(vapidKey));
	const at = new Date().toISOString();
	for (let from = 0; from < count; from += ROWS) {
		const rows = subscriptions.slice(from, from + ROWS).map(
			({ endpoint, keys }, number) =>
				`('${idOf('s', from + number)}', '${endpoint}', '${keys.p256dh}', '${keys.auth}',
					'${vapidKey}', 'applicant', '${recipient}', '${at}', '${at}')`
		);
		await sql(`INSERT INTO push_subscriptions (id, endpoint, p256dh, auth, vapidKey, recipientKind,
			recipient, createdAt, seenAt) VALUES ${rows.join(',')}`);
	}
	return subscriptions;
}

/** Notifications that wait to be pushed, each of a dossier of its own, spread over the devices. */
export async function plantBacklog(sql: Sql, backlog: Backlog): Promise<void> {
	const { notifications, subscriptions, recipient, series = 'a' } = backlog;
	const at = new Date().toISOString();
	const expiresAt = new Date(Date.now() + 86_400_000).toISOString();
	const numbers = `WITH RECURSIVE one(n) AS (
		SELECT 0 UNION ALL SELECT n + 1 FROM one WHERE n + 1 < ${notifications})`;
	const id = (letter: string) => `printf('${letter}${series}%013d', n)`;
	await sql(`${numbers} INSERT INTO notifications (id, cause, event, dossier, recipientKind, recipient,
			channel, state, topic, at, sendAfter, expiresAt)
		SELECT ${id('n')}, ${id('c')}, 'received', ${id('d')}, 'applicant', '${recipient}',
			'push', 'queued', '', '${at}', '${at}', '${expiresAt}' FROM one`);
	await sql(`${numbers} INSERT INTO push_jobs (id, notification, subscription, state, sendAfter, expiresAt)
		SELECT ${id('j')}, ${id('n')}, printf('s%014d', n % ${subscriptions.length}), 'queued',
			'${at}', '${expiresAt}' FROM one`);
}

function idOf(letter: string, number: number): string {
	return letter + String(number).padStart(14, '0');
}
