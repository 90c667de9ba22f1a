import { partCount } from '../lib/domain/dossier/file-parts.ts';
import type { WaitingAttachment, WorkerServer } from './server.ts';

/**
 * Makes one file of the parts that a device sent, and hands it to the server. The parts stay there
 * until the file has been read back, so that this may break off anywhere and be done again.
 * @returns whether it was stored, and is to be read back
 * @throws Error when the parts do not make up the file
 */
export async function joinParts(
	server: Pick<WorkerServer, 'part' | 'store'>,
	{ id, sizeBytes }: WaitingAttachment
): Promise<boolean> {
	const parts: ArrayBuffer[] = [];
	for (let part = 0; part < partCount(sizeBytes); part += 1) {
		parts.push(await server.part(id, part));
	}
	const file = new Blob(parts);
	if (file.size !== sizeBytes) throw new Error(`Its parts make ${file.size} bytes.`);
	return server.store(id, file);
}
