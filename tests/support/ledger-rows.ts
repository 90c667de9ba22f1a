import { newId, type Visitor } from './api.ts';
import type { DisposableServer } from './disposable-server.ts';
import { sql } from './people.ts';

type Columns = Readonly<Record<string, string | number>>;

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
		expiresAt: '',
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

/** What became of a push on one device. @returns its id */
export function insertPushJob(
	server: DisposableServer,
	superuser: Visitor,
	columns: Columns & { readonly notification: string }
): Promise<string> {
	return insert(server, superuser, 'push_jobs', {
		subscription: newId(),
		state: 'queued',
		sendAfter: new Date().toISOString(),
		expiresAt: '',
		lease: '',
		leaseUntil: '',
		attempts: 1,
		status: 0,
		handedAt: '',
		reason: '',
		...columns
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
