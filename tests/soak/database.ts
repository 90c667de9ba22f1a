import { copyFileSync, closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sqlite from 'node-sqlite3-wasm';
import * as v from 'valibot';
import { ACTION_TYPES } from '$domain/dossier/intent.ts';
import { STATUSES } from '$domain/dossier/status.ts';
import { NOTIFICATION_CHANNELS } from '$domain/notification/plan.ts';
import { STAFF_ROLES } from '$domain/identity/actor.ts';
import { dossierSchema } from '$data/mappers.ts';

/**
 * What the server stored, read from its file by plain SQLite: past PocketBase, the hooks and every
 * rule of the app, so that a fault of theirs cannot hide itself.
 */

const text = v.string();
const count = v.number();
const json = v.pipe(
	text,
	v.transform((raw): unknown => JSON.parse(raw))
);

const Action = v.object({
	id: text,
	dossier: text,
	seq: count,
	type: v.picklist(ACTION_TYPES),
	actor: text,
	actorRole: v.picklist(['applicant', ...STAFF_ROLES]),
	at: text,
	statusAfter: v.picklist(STATUSES),
	payload: json,
	bodyHash: text,
	/** As the action left the dossier. */
	answer: v.pipe(json, v.object({ dossier: dossierSchema }))
});
const StoredDossier = v.object({
	id: text,
	seq: count,
	status: v.picklist(STATUSES),
	applicant: text,
	division: text,
	code: text,
	draftNumber: text
});
const Notification = v.object({
	cause: text,
	dossier: text,
	event: text,
	recipientKind: text,
	recipient: text,
	channel: v.picklist(NOTIFICATION_CHANNELS)
});
const AuditRow = v.object({
	seq: count,
	at: text,
	actor: text,
	actorRole: text,
	ip: text,
	event: text,
	subject: text,
	detail: text,
	prevHash: text,
	hash: text
});
const Attachment = v.object({
	id: text,
	dossier: text,
	paper: text,
	uploader: text,
	file: text,
	sha256: text,
	sizeBytes: count,
	state: text
});
const Counter = v.object({ id: text, last: count });
const OfficerRow = v.object({
	id: text,
	role: v.picklist(STAFF_ROLES),
	division: text,
	active: count
});

/** Every row that the promises of the product are about. */
export interface Rows {
	readonly actions: readonly v.InferOutput<typeof Action>[];
	readonly dossiers: readonly v.InferOutput<typeof StoredDossier>[];
	readonly notifications: readonly v.InferOutput<typeof Notification>[];
	readonly audit: readonly v.InferOutput<typeof AuditRow>[];
	readonly attachments: readonly v.InferOutput<typeof Attachment>[];
	readonly counters: readonly v.InferOutput<typeof Counter>[];
	readonly officers: readonly v.InferOutput<typeof OfficerRow>[];
	/** `ok`, or what SQLite found damaged. */
	readonly integrity: string;
}

/** @param dataDir of a server that has ended in good order */
export function readRows(dataDir: string): Rows {
	const folder = mkdtempSync(join(tmpdir(), 'ngoai-vu-so-read-'));
	try {
		const file = join(folder, 'data.db');
		copyFileSync(join(dataDir, 'data.db'), file);
		leaveWalMode(file);
		const database = new sqlite.Database(file, { readOnly: true });
		try {
			return rowsOf(database);
		} finally {
			database.close();
		}
	} finally {
		rmSync(folder, { recursive: true });
	}
}

function rowsOf(database: sqlite.Database): Rows {
	const all = <T>(schema: v.GenericSchema<unknown, T>, sql: string): T[] =>
		v.parse(v.array(schema), database.all(sql));
	const table = <T>(
		name: string,
		schema: v.ObjectSchema<Record<string, v.GenericSchema<unknown, unknown>>, undefined> &
			v.GenericSchema<unknown, T>,
		order: string
	): T[] => {
		const columns = Object.keys(schema.entries).map((column) => `"${column}"`);
		return all(schema, `SELECT ${columns.join(', ')} FROM ${name} ORDER BY ${order}`);
	};
	const [integrity] = all(v.object({ integrity_check: text }), 'PRAGMA integrity_check');
	return {
		actions: table('dossier_actions', Action, 'dossier, seq'),
		dossiers: table('dossiers', StoredDossier, 'id'),
		notifications: table('notifications', Notification, 'at'),
		audit: table('audit_log', AuditRow, 'seq'),
		attachments: table('attachments', Attachment, 'id'),
		counters: table('counters', Counter, 'id'),
		officers: table('officers', OfficerRow, 'id'),
		integrity: integrity?.integrity_check ?? 'unreadable'
	};
}

/**
 * The write-ahead log was folded in when the server ended, but the file still asks for one, which
 * this build of SQLite cannot have. Bytes 18 and 19 of the header say so.
 * @source https://www.sqlite.org/fileformat.html, section 1.3.3
 */
function leaveWalMode(file: string): void {
	const descriptor = openSync(file, 'r+');
	writeSync(descriptor, Uint8Array.of(1, 1), 0, 2, 18);
	closeSync(descriptor);
}
