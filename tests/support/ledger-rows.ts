import { newId, type Visitor } from './api.ts';
import type { DisposableServer } from './disposable-server.ts';
import { sql } from './people.ts';

type Columns = Readonly<Record<string, string | number>>;

/** Each minute the server ends what is too late: what a test says to wait has to wait on. */
const inADay = (): string => new Date(Date.now() + 86_400_000).toISOString();

/** A row of the ledger as some past would have left it. @returns its id */
export function insertTold(
	server: DisposableServer,
	superuser: Visitor,
	columns: Columns & { readonly recipient: string }
): Promise<string> {
	const at = new Date().toISOString();
	return insert(server, superuser, 'notifications', {
		cause: newId(),
		event: 'received',
		dossier: '',
		recipientKind: 'applicant',
		channel: 'tray',
		state: 'sent',
		topic: '',
		at,
		sendAfter: at,
		expiresAt: inADay(),
		lease: '',
		leaseUntil: '',
		attempts: 0,
		sentAt: '',
		deliveredAt: '',
		openedAt: '',
		reason: '',
		...columns
	});
}

/** What became of a push on one device, which is still told. @returns its id */
export async function insertPushJob(
	server: DisposableServer,
	superuser: Visitor,
	columns: Columns & { readonly notification: string }
): Promise<string> {
	return insert(server, superuser, 'push_jobs', {
		subscription: await insertDevice(server, superuser),
		state: 'queued',
		sendAfter: new Date().toISOString(),
		expiresAt: inADay(),
		lease: '',
		leaseUntil: '',
		attempts: 1,
		status: 0,
		handedAt: '',
		reason: '',
		...columns
	});
}

/**
 * A ledger as years would have left it: for each event a row in the tray, one pushed to a device and one
 * mailed; one push in fifty failed.
 * @param ask runs a statement past every rule
 */
export async function plantLedger(
	ask: (query: string) => Promise<unknown>,
	{ rows, days }: { readonly rows: number; readonly days: number }
): Promise<void> {
	const at = `strftime('%Y-%m-%dT%H:%M:%fZ', 'now', '-' || (n * ${days}.0 / ${rows}) || ' days')`;
	await ask(`WITH RECURSIVE one(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM one WHERE n + 1 < ${rows})
		INSERT INTO notifications (id, cause, event, dossier, recipientKind, recipient, channel, state, at,
			sendAfter, sentAt)
		SELECT printf('n%014d', n), printf('c%014d', n / 3), 'received', printf('d%014d', n / 30),
			'applicant', printf('r%014d', n / 100),
			CASE n % 3 WHEN 0 THEN 'tray' WHEN 1 THEN 'push' ELSE 'mail' END,
			CASE WHEN n % 3 = 0 THEN 'sent' WHEN n % 50 = 1 THEN 'failed' ELSE 'delivered' END,
			${at}, ${at}, ${at} FROM one`);
	await ask(`INSERT INTO push_jobs (id, notification, subscription, state, sendAfter, handedAt, status)
		SELECT 'j' || substr(id, 2), id, 's00000000000000', IIF(state = 'failed', 'failed', 'sent'),
			sendAfter, sentAt, IIF(state = 'failed', 500, 201) FROM notifications WHERE channel = 'push'`);
}

function insertDevice(server: DisposableServer, superuser: Visitor): Promise<string> {
	const at = new Date().toISOString();
	return insert(server, superuser, 'push_subscriptions', {
		endpoint: `https://updates.push.services.mozilla.com/wpush/v2/${newId()}`,
		p256dh: 'p',
		auth: 'a',
		vapidKey: 'k',
		recipientKind: 'applicant',
		recipient: newId(),
		createdAt: at,
		seenAt: at
	});
}

async function insert(
	server: DisposableServer,
	superuser: Visitor,
	table: string,
	columns: Columns
): Promise<string> {
	const id = newId();
	const row: Columns = { id, ...columns };
	const values = Object.values(row).map((value) => `'${value}'`);
	const query = `INSERT INTO ${table} (${Object.keys(row).join(', ')}) VALUES (${values.join(', ')})`;
	await sql(server, superuser, query);
	return id;
}
