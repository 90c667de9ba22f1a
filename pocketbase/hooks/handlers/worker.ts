import * as v from 'valibot';
import { partLength, travelsInParts } from '../../../src/lib/domain/dossier/file-parts.ts';
import { refuse } from '../../../src/lib/domain/refusal.ts';
import { findAttachment, storedName, type Attachment } from '../lib/attachments.ts';
import { stampDossier } from '../lib/dossiers.ts';
import { writeDurably } from '../lib/durable.ts';
import {
	forgetParts,
	losePart,
	partKey,
	removeStoredParts,
	storedLength
} from '../lib/file-parts.ts';
import { LIMITS } from '../lib/limits.ts';
import { readBytes, readJson, reply, respond, sendRefusal } from '../lib/reply.ts';
import { allRows } from '../lib/rows.ts';
import { now } from '../lib/time.ts';
import { strangerAt } from '../lib/worker-key.ts';
import { noteWorkerBeat } from '../lib/worker-beat.ts';

// What the worker (tiến trình nền) asks for: it joins files that arrived in parts, reads stored
// files back and says whether they are whole, because hooks cannot hash bytes.

const BATCH = 50;

/** Files that were not read back yet, and those of which the last part arrived, oldest first. */
export function listUnverified(e: RequestEvent): void {
	respond(e, () => {
		const stranger = strangerAt(e);
		if (stranger) return stranger;
		const items = allRows(
			e.app.db(),
			{ id: '', state: '', sizeBytes: 0 },
			`SELECT id, state, sizeBytes FROM attachments
			WHERE missingParts = 0 AND state != 'verified' AND state != 'mismatch'
			ORDER BY created LIMIT ${BATCH}`
		);
		return reply({ items });
	});
}

/** The bytes as they lie on the disk. */
export function sendContent(e: RequestEvent): void {
	const stranger = strangerAt(e);
	if (stranger) return sendRefusal(e, stranger);
	const found = findAttachment(e.app.db(), e.request.pathValue('id'));
	if (!found?.file) return sendRefusal(e, refuse('dossier.not_found'));
	const folder = e.app.findRecordById('attachments', found.id).baseFilesPath();
	sendStored(e, `${folder}/${found.file}`);
}

/** A part of a file that is to be joined. */
export function sendPart(e: RequestEvent): void {
	const stranger = strangerAt(e);
	if (stranger) return sendRefusal(e, stranger);
	const part = Number(e.request.pathValue('part'));
	const attachment = findToBeJoined(e.app, e.request.pathValue('id'));
	const length = attachment ? partLength(attachment.sizeBytes, part) : 0;
	if (!attachment || length === 0) return sendRefusal(e, refuse('dossier.not_found'));
	if (storedLength(e.app, attachment.id, part) !== length) {
		// The row outlived a power cut and the bytes did not: the device is asked for them again.
		writeDurably(e.app, (tx) => losePart(tx, attachment, part));
		return sendRefusal(e, refuse('attachment.length_differs'));
	}
	sendStored(e, partKey(e.app, attachment.id, part));
}

function sendStored(e: RequestEvent, key: string): void {
	const files = e.app.newFilesystem();
	try {
		const reader = files.getReader(key);
		try {
			e.stream(200, 'application/octet-stream', reader);
		} finally {
			reader.close();
		}
	} finally {
		files.close();
	}
}

/**
 * The joined file: from here on it is a file like others, still to be read back. One that is of no
 * kind we take is not stored at all. Done twice, it is stored once.
 */
export function storeJoined(e: RequestEvent): void {
	respond(e, () => {
		const content = readBytes(e, LIMITS.attachmentBytes);
		const stranger = strangerAt(e);
		if (stranger) return stranger;
		const id = e.request.pathValue('id');
		const attachment = findToBeJoined(e.app, id);
		if (!attachment) return refuse('dossier.wrong_status');
		if (content.length !== attachment.sizeBytes) return refuse('attachment.length_differs');
		const record = e.app.findRecordById('attachments', id);
		const name = storedName(id, attachment.name);
		const file = $filesystem.fileFromBytes(content, name);
		file.name = name;
		record.set('file', file);
		record.set('state', 'uploaded');
		// The same check of the content that a file sent whole goes through.
		if (!isValid(e.app, record)) {
			conclude(e.app, attachment, 'mismatch', '');
			return reply({ id, state: 'mismatch' });
		}
		writeDurably(e.app, (tx) => {
			// Taken back meanwhile, its folder is gone and must not come back.
			if (findToBeJoined(tx, id)) tx.save(record);
		});
		return reply({ id, state: 'uploaded' });
	});
}

function findToBeJoined(app: App, id: string): Attachment | undefined {
	const attachment = findAttachment(app.db(), id);
	return attachment?.state === 'arriving' && attachment.missingParts === 0 ? attachment : undefined;
}

function isValid(app: App, record: PocketRecord): boolean {
	try {
		app.validate(record);
		return true;
	} catch {
		return false;
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
		const declared = findAttachment(e.app.db(), id);
		if (!declared) return refuse('dossier.not_found');
		if (declared.state !== 'uploaded') return reply({ id, state: declared.state });
		const whole = declared.sha256 === storedSha256 && declared.sizeBytes === sizeBytes;
		const state = whole ? 'verified' : 'mismatch';
		conclude(e.app, declared, state, storedSha256);
		return reply({ id, state });
	});
}

/**
 * Keeps what was found of a file. Its parts go first: cut short here, the file is looked at again;
 * the other way round they would stay.
 */
function conclude(
	app: App,
	{ id, dossier, sizeBytes }: Attachment,
	state: 'verified' | 'mismatch',
	storedSha256: string
): void {
	if (travelsInParts(sizeBytes)) removeStoredParts(app, id);
	writeDurably(app, (tx) => {
		forgetParts(tx, id);
		tx.db()
			.newQuery(
				`UPDATE attachments SET storedSha256 = {:storedSha256}, state = {:state}
				WHERE id = {:id} AND state IN ('uploaded', 'arriving')`
			)
			.bind({ storedSha256, state, id })
			.execute();
		stampDossier(tx, dossier, now());
	});
}

/** The worker is alive. */
export function acceptBeat(e: RequestEvent): void {
	respond(e, () => {
		const stranger = strangerAt(e);
		if (stranger) return stranger;
		noteWorkerBeat();
		return reply({});
	});
}
