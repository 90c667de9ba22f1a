import * as v from 'valibot';
import type { Id } from '$domain/dossier/dossier.ts';
import { currentOwner, readStoredSession } from './account.ts';
import { faulted, refused, success, type Answer } from './answer.ts';
import type { AttachmentView } from './mappers.ts';
import { findOpened, keepOpened } from './opened-files.ts';
import { ask } from './remote.ts';

/**
 * A file of a dossier. Officers see the one on the server, where their looking is recorded, and the
 * kept one only without a network; applicants are spared fetching their own file twice.
 */
export async function openFile(dossier: Id, file: AttachmentView): Promise<Answer<Blob>> {
	const owner = currentOwner();
	const isApplicant = readStoredSession()?.account.type === 'applicant';
	if (isApplicant) {
		const kept = await findOpened(owner, file.id);
		if (kept) return success(kept);
	}
	const fetched = await fetchFile(file);
	if (fetched.ok) await keepOpened(owner, dossier, file, fetched.value);
	else if (fetched.kind === 'fault' && fetched.fault !== 'signed_out') {
		const kept = await findOpened(owner, file.id);
		if (kept) return success(kept);
	}
	return fetched;
}

/** 25 MB on the slowest line that is worth waiting for. */
const CONTENT_WITHIN_MS = 10 * 60_000;

async function fetchFile(file: AttachmentView): Promise<Answer<Blob>> {
	const address = await fileAddress(file);
	if (!address.ok) return address;
	try {
		const response = await fetch(address.value, {
			cache: 'no-store',
			signal: AbortSignal.timeout(CONTENT_WITHIN_MS)
		});
		if (response.status === 404) return refused('dossier.not_found');
		return response.ok ? success(await response.blob()) : faulted('server');
	} catch {
		return faulted('offline');
	}
}

/** Address of a protected file, good for about two minutes. */
async function fileAddress({ id, file }: AttachmentView): Promise<Answer<string>> {
	const answer = await ask('/api/files/token', v.object({ token: v.string() }), { method: 'POST' });
	if (!answer.ok) return answer;
	return success(
		`/api/files/attachments/${id}/${encodeURIComponent(file)}?token=${answer.value.token}`
	);
}
