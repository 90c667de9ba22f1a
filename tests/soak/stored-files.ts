import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Rows } from './database.ts';

/** What lies on the server's disk for an attachment. */
export interface StoredFile {
	readonly name: string;
	readonly sha256: string;
	readonly sizeBytes: number;
}

/** Every file of every attachment, by the attachment's id. */
export function readStoredFiles(dataDir: string, rows: Rows): ReadonlyMap<string, StoredFile[]> {
	const storage = join(dataDir, 'storage');
	const folders = existsSync(storage) ? readdirSync(storage) : [];
	return new Map(
		rows.attachments.map(({ id }) => {
			const held = folders.map((folder) => join(storage, folder, id)).filter(existsSync);
			return [id, held.flatMap(filesIn)];
		})
	);
}

function filesIn(folder: string): StoredFile[] {
	return (
		readdirSync(folder, { recursive: true, withFileTypes: true })
			// PocketBase keeps the name and type of each file beside it.
			.filter((entry) => entry.isFile() && !entry.name.endsWith('.attrs'))
			.map((entry) => {
				const bytes = readFileSync(join(entry.parentPath, entry.name));
				const sha256 = createHash('sha256').update(bytes).digest('hex');
				return { name: entry.name, sha256, sizeBytes: bytes.length };
			})
	);
}
