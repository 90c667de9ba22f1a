import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
	COUNTS_SQL,
	FAILURES_SQL,
	FORGET_JOBS_SQL,
	FORGET_SQL,
	QUEUES_SQL,
	SPEED_SQL
} from '../../pocketbase/hooks/lib/ledger-sql.ts';
import { startDisposableServer, type DisposableServer } from '../support/disposable-server.ts';
import { plantLedger } from '../support/ledger-rows.ts';
import { signInSuperuser, sql } from '../support/people.ts';
import type { Visitor } from '../support/api.ts';

let server: DisposableServer;
let superuser: Visitor;
beforeAll(async () => {
	server = await startDisposableServer();
	superuser = await signInSuperuser(server);
	await plantLedger((query) => sql(server, superuser, query), { rows: 6_000, days: 400 });
});
afterAll(() => server.stop());

const daysAgo = (days: number): string => new Date(Date.now() - days * 86_400_000).toISOString();

const VALUES: Readonly<Record<string, string | number>> = {
	now: daysAgo(0),
	since: daysAgo(7),
	before: daysAgo(365),
	most: 500,
	gone: '["n00000000000001"]'
};

/** How the database goes about it: a line for each table it reads. */
async function planOf(statement: string): Promise<string[]> {
	const filled = statement.replace(/\{:(\w+)\}/g, (_, name: string) => `'${VALUES[name] ?? ''}'`);
	const steps = await sql(server, superuser, `EXPLAIN QUERY PLAN ${filled}`);
	return steps.map(({ detail = '' }) => detail);
}

/** Reads a table from end to end, or an index that holds all of its rows. */
const READS_ALL =
	/^SCAN (notifications|told|push_jobs|job|dossiers)\b(?! USING (COVERING )?INDEX idx_(push_jobs_queued|notifications_mail)\b)/;

describe.each([
	['on its first day', 'SELECT 1'],
	['when the database has learned what its tables hold', 'ANALYZE']
])('A ledger of many rows, %s,', (_, first) => {
	beforeAll(async () => {
		await sql(server, superuser, first);
	});

	it.each([
		['the speed of the operator’s report', SPEED_SQL, /idx_notifications_at .at>/],
		['its counts', COUNTS_SQL, /idx_notifications_at .at>/],
		['its failures', FAILURES_SQL, /idx_notifications_at .at>/],
		['what waits', QUEUES_SQL, /idx_push_jobs_queued/],
		['what is due to go', FORGET_SQL, /idx_notifications_at .at</],
		['its pushes', FORGET_JOBS_SQL, /idx_push_jobs_once/]
	])('is not read from end to end for %s', async (_what, statement, index) => {
		const plan = await planOf(statement);
		expect(plan.filter((step) => READS_ALL.test(step))).toEqual([]);
		expect(plan.join('\n')).toMatch(index);
	});
});
