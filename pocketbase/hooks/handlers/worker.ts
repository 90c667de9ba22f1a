import * as v from 'valibot';
import { refuse, type Refusal } from '../../../src/lib/domain/refusal.ts';
import { stampDossier } from '../lib/dossiers.ts';
import { writeDurably } from '../lib/durable.ts';
import { readJson, reply, respond, sendRefusal } from '../lib/reply.ts';
import { allRows, firstRow } from '../lib/rows.ts';
import { secret } from '../lib/secrets.ts';
import { now } from '../lib/time.ts';

// What the worker (tiến trình nền) asks for: it reads stored files back and says whether they are
// whole, because hooks cannot hash bytes.

const BATCH = 50;

/** Files that were not read back yet, oldest first. */
export function listUnverified(e: RequestEvent): void {
	respond(e, () => {
		const stranger = strangerAt(e);
		if (stranger) return stranger;
		const items = allRows(
			e.app.db(),
			{ id: '', sha256: '', sizeBytes: 0 },
			`SELECT id, sha256, sizeBytes FROM attachments WHERE state = 'uploaded'
			ORDER BY created LIMIT ${BATCH}`
		);
		return reply({ items });
	});
}

/** The bytes as they lie on the disk. */
export function sendContent(e: RequestEvent): void {
	const stranger = strangerAt(e);
	if (stranger) return sendRefusal(e, stranger);
	const found = firstRow(
		e.app.db(),
		{ id: '', file: '' },
		'SELECT id, file FROM attachments WHERE id = {:id}',
		{ id: e.request.pathValue('id') }
	);
	if (!found) return sendRefusal(e, refuse('dossier.not_found'));
	const folder = e.app.findRecordById('attachments', found.id).baseFilesPath();
	const files = e.app.newFilesystem();
	try {
		const reader = files.getReader(`${folder}/${found.file}`);
		try {
			e.stream(200, 'application/octet-stream', reader);
		} finally {
			reader.close();
		}
	} finally {
		files.close();
	}
}

const Verdict = v.object({
	storedSha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
	sizeBytes: v.pipe(v.number(), v.integer(), v.minValue(0))
});

/** What the worker read: the server compares, so that the worker can claim nothing. */
export function acceptVerdict(e: RequestEvent): void {
	respond(e, () => {
		const stranger = strangerAt(e);
		if (stranger) return stranger;
		const verdict = v.safeParse(Verdict, readJson(e));
		if (!verdict.success) return refuse('field.invalid', v.getDotPath(verdict.issues[0]) ?? '');
		const { storedSha256, sizeBytes } = verdict.output;
		const id = e.request.pathValue('id');
		const declared = firstRow(
			e.app.db(),
			{ dossier: '', sha256: '', sizeBytes: 0 },
			'SELECT dossier, sha256, sizeBytes FROM attachments WHERE id = {:id}',
			{ id }
		);
		if (!declared) return refuse('dossier.not_found');
		const whole = declared.sha256 === storedSha256 && declared.sizeBytes === sizeBytes;
		const state = whole ? 'verified' : 'mismatch';
		writeDurably(e.app, (tx) => {
			tx.db()
				.newQuery(
					"UPDATE attachments SET storedSha256 = {:storedSha256}, state = {:state} WHERE id = {:id} AND state = 'uploaded'"
				)
				.bind({ storedSha256, state, id })
				.execute();
			stampDossier(tx, declared.dossier, now());
		});
		return reply({ id, state });
	});
}

/** The worker is alive. */
export function acceptBeat(e: RequestEvent): void {
	respond(e, () => {
		const stranger = strangerAt(e);
		if (stranger) return stranger;
		$app.store().set('workerSeenAt', now());
		return reply({});
	});
}

function strangerAt(e: RequestEvent): Refusal | undefined {
	const given = e.request.header.get('X-Worker-Key');
	return $security.equal(given, secret('WORKER_KEY')) ? undefined : refuse('actor.signed_out');
}
