/**
 * Checks that nothing in the audit log was changed, removed or slipped in:
 * `SUPERUSER_EMAIL=… SUPERUSER_PASSWORD=… AUDIT_KEY=… npx tsx scripts/verify-audit.ts [address] [seq:hash]`
 * Run it on the server's own machine. The last line names the newest row; write it down elsewhere
 * and give it the next time, so that a cut end is seen too. Ends with 1 when the chain is broken.
 */
import PocketBase from 'pocketbase';
import * as v from 'valibot';
import { findBreak, type StoredAuditRow } from './audit-chain.ts';

const Environment = v.object({
	SUPERUSER_EMAIL: v.string(),
	SUPERUSER_PASSWORD: v.string(),
	AUDIT_KEY: v.string()
});
const Row = v.object({
	seq: v.number(),
	at: v.string(),
	actor: v.string(),
	actorRole: v.string(),
	ip: v.string(),
	event: v.string(),
	subject: v.string(),
	detail: v.string(),
	prevHash: v.string(),
	hash: v.string()
});

const PAGE = 500;

const environment = v.parse(Environment, process.env);
const [address = 'http://127.0.0.1:8090', noted] = process.argv.slice(2);
const server = new PocketBase(address);
await server
	.collection('_superusers')
	.authWithPassword(environment.SUPERUSER_EMAIL, environment.SUPERUSER_PASSWORD);

const rows = await readAll();
const broken = findBreak(rows, environment.AUDIT_KEY, noted ? readAnchor(noted) : undefined);
const last = rows.at(-1);
if (broken) {
	console.error(`Row ${broken.seq} of the audit log is ${broken.fault.replaceAll('_', ' ')}.`);
	process.exitCode = 1;
} else {
	console.log(`${rows.length} rows are as they were written.`);
	if (last) console.log(`${last.seq}:${last.hash}`);
}

/** In pages by `seq`: rows may be added meanwhile, none is moved. */
async function readAll(): Promise<StoredAuditRow[]> {
	const all: StoredAuditRow[] = [];
	for (;;) {
		const after = all.at(-1)?.seq ?? 0;
		const page = await server.collection('audit_log').getList(1, PAGE, {
			filter: `seq > ${after}`,
			sort: 'seq',
			skipTotal: true
		});
		const read = v.parse(v.array(Row), page.items);
		all.push(...read);
		if (read.length < PAGE) return all;
	}
}

function readAnchor(text: string): { seq: number; hash: string } {
	const [seq = '', hash = ''] = text.split(':');
	return { seq: Number(seq), hash };
}
