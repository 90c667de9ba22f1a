import { createHmac } from 'node:crypto';
import { auditLine, type AuditRow } from '../pocketbase/hooks/lib/audit-line.ts';

export type StoredAuditRow = AuditRow & { readonly hash: string };

/** What is wrong with the chain, and the row at which it shows. */
export interface BrokenChain {
	readonly seq: number;
	readonly fault: 'missing' | 'changed' | 'not_linked' | 'cut_off';
}

/** The last row that was known, kept outside the database: without it a cut end goes unseen. */
export interface Anchor {
	readonly seq: number;
	readonly hash: string;
}

/**
 * Reads the audit log from the first row to the last.
 * @param rows by `seq`
 * @param key `AUDIT_KEY` of the installation
 * @returns the first fault, or `undefined` when every row is as it was written
 */
export function findBreak(
	rows: Iterable<StoredAuditRow>,
	key: string,
	anchor?: Anchor
): BrokenChain | undefined {
	let last: Anchor = { seq: 0, hash: '' };
	for (const row of rows) {
		const expected = last.seq + 1;
		if (row.seq !== expected) return { seq: expected, fault: 'missing' };
		const hash = createHmac('sha256', key).update(auditLine(row)).digest('hex');
		if (hash !== row.hash) return { seq: row.seq, fault: 'changed' };
		if (row.prevHash !== last.hash) return { seq: row.seq, fault: 'not_linked' };
		if (row.seq === anchor?.seq && row.hash !== anchor.hash) {
			return { seq: row.seq, fault: 'changed' };
		}
		last = row;
	}
	if (anchor && last.seq < anchor.seq) return { seq: last.seq + 1, fault: 'cut_off' };
	return undefined;
}
