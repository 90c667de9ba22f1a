import { partCount } from '../../../src/lib/domain/dossier/file-parts.ts';
import type { Attachment } from './attachments.ts';
import { allRows, insertRow, newId } from './rows.ts';
import { now } from './time.ts';

// The parts of files that are still arriving (phần của tệp). They lie in the folder of their
// attachment, so that whatever removes it removes them, and can be reached by no address.

type Arriving = Pick<Attachment, 'id' | 'sizeBytes'>;

/** Numbers of the parts that arrived, in order. */
export function arrivedParts(db: Database, attachment: string): number[] {
	return allRows(
		db,
		{ part: 0 },
		'SELECT part FROM attachment_parts WHERE attachment = {:attachment} ORDER BY part',
		{ attachment }
	).map(({ part }) => part);
}

/** Keeps a part of a file that is arriving, once: what arrived first stands. */
export function keepPart(tx: App, file: Arriving, part: number, content: Bytes): void {
	if (arrivedParts(tx.db(), file.id).includes(part)) return;
	withStore(tx, (store) => store.upload(content, partKey(tx, file.id, part)));
	insertRow(tx.db(), 'attachment_parts', { id: newId(), attachment: file.id, part, at: now() });
	countMissing(tx, file);
}

/** The part counts as not arrived. */
export function losePart(tx: App, file: Arriving, part: number): void {
	tx.db()
		.newQuery('DELETE FROM attachment_parts WHERE attachment = {:id} AND part = {:part}')
		.bind({ id: file.id, part })
		.execute();
	countMissing(tx, file);
}

function countMissing(tx: App, { id, sizeBytes }: Arriving): void {
	const missing = partCount(sizeBytes) - arrivedParts(tx.db(), id).length;
	tx.db()
		.newQuery('UPDATE attachments SET missingParts = {:missing} WHERE id = {:id}')
		.bind({ missing, id })
		.execute();
}

export function partKey(app: App, attachment: string, part: number): string {
	return `${partsFolder(app, attachment)}${part}`;
}

/** Length of a part as it lies in the store; 0 when it does not. */
export function storedLength(app: App, attachment: string, part: number): number {
	let length = 0;
	withStore(app, (store) => {
		const key = partKey(app, attachment, part);
		if (store.exists(key)) length = store.attributes(key).size;
	});
	return length;
}

/** Removes the stored parts; their rows go together with what makes them needless. */
export function removeStoredParts(app: App, attachment: string): void {
	withStore(app, (store) => store.deletePrefix(partsFolder(app, attachment)));
}

export function forgetParts(tx: App, attachment: string): void {
	tx.db()
		.newQuery('DELETE FROM attachment_parts WHERE attachment = {:attachment}')
		.bind({ attachment })
		.execute();
}

function partsFolder(app: App, attachment: string): string {
	const folder = app.findCachedCollectionByNameOrId('attachments').baseFilesPath();
	return `${folder}/${attachment}/parts/`;
}

function withStore(app: App, work: (store: FileSystem) => void): void {
	const store = app.newFilesystem();
	try {
		work(store);
	} finally {
		store.close();
	}
}
