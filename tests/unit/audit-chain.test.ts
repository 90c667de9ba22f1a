import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { auditLine } from '../../pocketbase/hooks/lib/audit-line.ts';
import { findBreak, type StoredAuditRow } from '../../scripts/audit-chain.ts';

const KEY = 'k'.repeat(32);

function chain(length: number, key = KEY): StoredAuditRow[] {
	const rows: StoredAuditRow[] = [];
	for (let seq = 1; seq <= length; seq += 1) {
		const row = {
			seq,
			at: '2026-06-09T02:00:00.000Z',
			actor: 'caseofficer0001',
			actorRole: 'case_officer',
			ip: '127.0.0.1',
			event: 'read.dossier',
			subject: `dossier${seq}`,
			detail: '{}',
			prevHash: rows.at(-1)?.hash ?? ''
		};
		const hash = createHmac('sha256', key).update(auditLine(row)).digest('hex');
		rows.push({ ...row, hash });
	}
	return rows;
}

/** Breaks a chain in one way; the number chooses where. */
const TAMPERINGS: Record<string, (rows: StoredAuditRow[], at: number) => StoredAuditRow[]> = {
	'changes a value': (rows, at) => rows.with(at, { ...row(rows, at), event: 'action.sign' }),
	'changes a value and its hash without the key': (rows, at) => {
		const changed = { ...row(rows, at), subject: 'other' };
		const hash = createHmac('sha256', 'guessed').update(auditLine(changed)).digest('hex');
		return rows.with(at, { ...changed, hash });
	},
	'removes a row': (rows, at) => rows.toSpliced(at, 1),
	'removes a row and numbers the rest anew': (rows, at) =>
		rows.toSpliced(at, 1).map((kept, index) => ({ ...kept, seq: index + 1 })),
	'slips a copy in': (rows, at) => rows.toSpliced(at, 0, row(rows, at)),
	'swaps two rows': (rows, at) => rows.with(at, row(rows, 0)).with(0, row(rows, at)),
	'cuts the end off': (rows, at) => rows.slice(0, at),
	'writes everything anew without the key': (rows) => chain(rows.length, 'guessed')
};

function row(rows: StoredAuditRow[], at: number): StoredAuditRow {
	const found = rows[at];
	if (!found) throw new Error(`No row ${at}.`);
	return found;
}

describe('the audit chain', () => {
	const rows = chain(20);
	const last = row(rows, 19);

	it('is whole as it was written', () => {
		expect(findBreak(rows, KEY, last)).toBeUndefined();
		expect(findBreak([], KEY)).toBeUndefined();
	});

	it.each(Object.keys(TAMPERINGS))('shows when somebody %s, wherever', (name) => {
		fc.assert(
			fc.property(fc.integer({ min: 1, max: 19 }), (at) => {
				const broken = TAMPERINGS[name]?.([...rows], at) ?? rows;
				expect(findBreak(broken, KEY, last)).toBeDefined();
			})
		);
	});

	it('names the row whose value was changed', () => {
		const broken = rows.with(6, { ...row(rows, 6), actor: 'somebodyelse001' });
		expect(findBreak(broken, KEY)).toEqual({ seq: 7, fault: 'changed' });
	});
});
