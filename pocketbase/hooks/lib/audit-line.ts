/** A row of the audit log without its own hash. */
export interface AuditRow {
	readonly seq: number;
	readonly at: string;
	readonly actor: string;
	readonly actorRole: string;
	readonly ip: string;
	readonly event: string;
	readonly subject: string;
	readonly detail: string;
	readonly prevHash: string;
}

/** The text whose keyed hash (HMAC-SHA256, hexadecimal) is the row's `hash`. */
export function auditLine(row: AuditRow): string {
	return JSON.stringify([
		row.seq,
		row.at,
		row.actor,
		row.actorRole,
		row.ip,
		row.event,
		row.subject,
		row.detail,
		row.prevHash
	]);
}
