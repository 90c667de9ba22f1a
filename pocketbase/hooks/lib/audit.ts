import type { Actor } from '../../../src/lib/domain/identity/actor.ts';
import type { Instant } from '../../../src/lib/domain/time/plain-date.ts';
import { auditLine } from './audit-line.ts';
import { firstRow, insertRow, newId } from './rows.ts';
import { secret } from './secrets.ts';

/** Something worth keeping (sự kiện nhật ký): people and dossiers by id, never by name. */
export interface AuditEntry {
	readonly at: Instant;
	readonly actor: Actor;
	readonly ip: string;
	readonly event: string;
	/** What it was about: a dossier, a file, an account; empty for a list. */
	readonly subject: string;
	readonly detail: object;
}

/**
 * Appends to the chain: each row's hash covers the row and the hash before it, so that a row that
 * is changed, removed or slipped in later does not fit. Without the key no chain can be rebuilt.
 * Call it within a transaction: two rows must not follow the same one.
 */
export function appendAudit(tx: App, { at, actor, ip, event, subject, detail }: AuditEntry): void {
	const last = firstRow(
		tx.db(),
		{ seq: 0, hash: '' },
		'SELECT seq, hash FROM audit_log ORDER BY seq DESC LIMIT 1'
	);
	const row = {
		seq: (last?.seq ?? 0) + 1,
		at,
		actor: actor.id,
		actorRole: actor.role,
		ip,
		event,
		subject,
		detail: JSON.stringify(detail),
		prevHash: last?.hash ?? ''
	};
	const hash = $security.hs256(auditLine(row), secret('AUDIT_KEY'));
	insertRow(tx.db(), 'audit_log', { id: newId(), ...row, hash });
}
