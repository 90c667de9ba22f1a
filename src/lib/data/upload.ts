import * as v from 'valibot';
import type { Id } from '$domain/dossier/dossier.ts';
import { currentOwner } from './account.ts';
import { bytesOf, listFiles, type LocalFile } from './attachments.ts';
import { refused, success, type Answer } from './answer.ts';
import { attachmentSchema, type AttachmentView } from './mappers.ts';
import { ask, sendForm } from './remote.ts';

const RECORDS = '/api/collections/attachments/records';
const page = v.object({ items: v.array(attachmentSchema) });

/** Files of a dossier, or of a draft, that the server already holds from this person. */
export async function uploadedFiles(dossier: Id): Promise<Answer<AttachmentView[]>> {
	const filter = encodeURIComponent(`dossier = '${dossier}'`);
	const answer = await ask(`${RECORDS}?filter=${filter}&perPage=200&skipTotal=1`, page);
	return answer.ok ? success(answer.value.items) : answer;
}

/** Tells of each file how far it is: the share that left the device, then `sent`. */
export type UploadListener = (file: Id, progress: number | 'sent' | 'failed') => void;

/**
 * Sends the files of a dossier one by one and skips those the server has: after a cut line only
 * the file that was under way is sent again.
 * @param only which of the device's files; all when left out
 */
export async function uploadFiles(
	dossier: Id,
	listener: UploadListener,
	only?: (file: LocalFile) => boolean
): Promise<Answer<readonly LocalFile[]>> {
	const kept = (await listFiles(currentOwner(), dossier)).filter((file) => only?.(file) ?? true);
	const there = await uploadedFiles(dossier);
	if (!there.ok) return there;
	for (const file of kept) {
		if (!there.value.some(({ id, sha256 }) => id === file.id && sha256 === file.sha256)) {
			const sent = await uploadOne(file, listener);
			if (!sent.ok) {
				listener(file.id, 'failed');
				return sent;
			}
		}
		listener(file.id, 'sent');
	}
	return success(kept);
}

async function uploadOne(
	local: LocalFile,
	listener: UploadListener
): Promise<Answer<AttachmentView>> {
	const { id, dossier, paper, name, type, sizeBytes, sha256 } = local;
	const bytes = await bytesOf(local);
	if (bytes?.byteLength !== sizeBytes) return refused('attachment.length_differs', id);
	const form = new FormData();
	for (const [field, value] of Object.entries({ id, dossier, paper, name, sha256 })) {
		form.set(field, value);
	}
	form.set('sizeBytes', String(sizeBytes));
	form.set('file', new Blob([bytes], { type }), name);
	listener(id, 0);
	return sendForm(RECORDS, form, attachmentSchema, (share) => listener(id, share));
}
