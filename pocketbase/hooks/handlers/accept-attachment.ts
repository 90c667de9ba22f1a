import {
	PART_BYTES,
	partCount,
	travelsInParts
} from '../../../src/lib/domain/dossier/file-parts.ts';
import { maySee, whyNot } from '../../../src/lib/domain/dossier/permission.ts';
import { isStaff, type Actor } from '../../../src/lib/domain/identity/actor.ts';
import { refuse, type Refusal } from '../../../src/lib/domain/refusal.ts';
import { findAttachment, storedName } from '../lib/attachments.ts';
import { findDossier } from '../lib/dossiers.ts';
import { writeDurably } from '../lib/durable.ts';
import { LIMITS } from '../lib/limits.ts';
import { personOf } from '../lib/person.ts';
import { sendRefusal } from '../lib/reply.ts';
import { firstRow, newId } from '../lib/rows.ts';
import { recordInstantBefore } from '../lib/time.ts';

/**
 * A device sends a file (tệp đính kèm), or announces one that follows in parts. What the person
 * claims about themselves or the check of the file is set here; the length is compared, the hash by
 * the worker, which can read bytes.
 */
export function acceptAttachment(e: RecordRequestEvent): void {
	const person = personOf(e.auth);
	if (!person) return sendRefusal(e.requestEvent, refuse('actor.signed_out'));
	const { record } = e;
	const refusal = fileFault(record);
	if (refusal) return sendRefusal(e.requestEvent, refusal);

	record.set('uploader', person.actor.id);
	record.set('uploaderKind', isStaff(person.actor) ? 'officers' : 'applicants');
	const [file] = record.getUnsavedFiles('file');
	record.set('state', file ? 'uploaded' : 'arriving');
	record.set('missingParts', file ? 0 : partCount(record.getInt('sizeBytes')));
	record.set('storedSha256', '');
	record.set('resultOf', '');
	if (file) file.name = storedName(record.id || newId(), file.name);
	oneAfterTheOther(e, person.actor);
}

/**
 * The same file may come in twice at once. The second saving would fail on the id and then take its
 * file away again, which lies where the first one's does: so it looks first, and alone. Many files
 * that come in at once are counted one after the other, so that together they stay within the limits.
 */
function oneAfterTheOther(e: RecordRequestEvent, actor: Actor): void {
	const { app, record } = e;
	writeDurably(app, (tx) => {
		if (isSentAgain(tx, record, actor)) {
			return e.json(200, tx.findRecordById('attachments', record.id));
		}
		if (findAttachment(tx.db(), record.id)) {
			return sendRefusal(e.requestEvent, refuse('field.invalid', 'id'));
		}
		const refusal =
			notNow(tx, record, actor) ?? tooMany(tx, record, actor) ?? tooManyToday(tx, record, actor);
		if (refusal) return sendRefusal(e.requestEvent, refusal);
		e.app = tx;
		try {
			e.next();
		} finally {
			e.app = app;
		}
	});
}

function fileFault(record: PocketRecord): Refusal | undefined {
	const [file] = record.getUnsavedFiles('file');
	const sizeBytes = record.getInt('sizeBytes');
	if (sizeBytes > LIMITS.attachmentBytes) return refuse('attachment.too_large', 'sizeBytes');
	if (!file && travelsInParts(sizeBytes)) return undefined;
	if (!file || file.size === 0) return refuse('attachment.empty', 'file');
	if (file.size > PART_BYTES) return refuse('attachment.too_large', 'file');
	return file.size === sizeBytes ? undefined : refuse('attachment.length_differs', 'sizeBytes');
}

/**
 * Before its dossier exists a file belongs to a draft. Afterwards it must answer a request, or be
 * an officer's who works on it.
 */
function notNow(app: App, record: PocketRecord, actor: Actor): Refusal | undefined {
	const dossier = findDossier(app.db(), record.getString('dossier'));
	if (!dossier) return isStaff(actor) ? refuse('dossier.not_found', 'dossier') : undefined;
	if (!maySee(dossier, actor)) return refuse('dossier.not_found', 'dossier');
	return isStaff(actor) ? undefined : whyNot(dossier, 'supply', actor);
}

function tooMany(app: App, record: PocketRecord, actor: Actor): Refusal | undefined {
	const held = firstRow(
		app.db(),
		{ files: 0, bytes: 0 },
		`SELECT COUNT(*) AS files, COALESCE(SUM(sizeBytes), 0) AS bytes FROM attachments
		WHERE dossier = {:dossier} AND uploader = {:uploader} AND id != {:id}`,
		{ dossier: record.getString('dossier'), uploader: actor.id, id: record.id }
	);
	const bytes = (held?.bytes ?? 0) + record.getInt('sizeBytes');
	const full =
		(held?.files ?? 0) >= LIMITS.attachmentsPerDossier || bytes > LIMITS.attachmentBytesPerDossier;
	return full ? refuse('attachment.too_large', 'dossier') : undefined;
}

/** A draft is any id a device thinks of: without this one account could fill the disk with them. */
function tooManyToday(app: App, record: PocketRecord, actor: Actor): Refusal | undefined {
	if (isStaff(actor)) return undefined;
	const since = recordInstantBefore(24 * 60 * 60_000);
	const sent = firstRow(
		app.db(),
		{ bytes: 0 },
		`SELECT COALESCE(SUM(sizeBytes), 0) AS bytes FROM attachments
		WHERE uploader = {:uploader} AND created > {:since} AND id != {:id}`,
		{ uploader: actor.id, since, id: record.id }
	);
	const bytes = (sent?.bytes ?? 0) + record.getInt('sizeBytes');
	return bytes > LIMITS.attachmentBytesPerDay
		? refuse('attachment.day_full', 'sizeBytes')
		: undefined;
}

/** The answer to the first sending was lost: the same file under the same id is there already. */
function isSentAgain(app: App, record: PocketRecord, actor: Actor): boolean {
	const same = firstRow(
		app.db(),
		{ id: '' },
		`SELECT id FROM attachments WHERE id = {:id} AND uploader = {:uploader}
		AND dossier = {:dossier} AND paper = {:paper} AND sha256 = {:sha256} AND sizeBytes = {:sizeBytes}`,
		{
			id: record.id,
			uploader: actor.id,
			dossier: record.getString('dossier'),
			paper: record.getString('paper'),
			sha256: record.getString('sha256'),
			sizeBytes: record.getInt('sizeBytes')
		}
	);
	return same !== undefined;
}
