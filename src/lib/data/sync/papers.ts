import { isIdentityPaper } from '$domain/dossier/identity-papers.ts';
import { compareForWork, waitsFor } from '$domain/official/worklist.ts';
import type { Dossier } from '$domain/dossier/dossier.ts';
import { actorOf, currentOwner, readStoredSession, type OfficerAccount } from '../account.ts';
import { heldDetail, heldDossiers } from '../held-dossiers.ts';
import { openFile } from '../open-file.ts';
import { isKept } from '../opened-files.ts';
import { isNearlyFull, space } from '../storage/space.ts';

/** Fetched beforehand at most, most pressing dossiers first: a day's work, and not a whole archive. */
const MOST_BYTES = 40 * 1024 * 1024;

let isRunning = false;

/**
 * Fetches the files of the dossiers that an officer has in hand, so that they can be examined
 * without a network. Each is recorded as read, for from then on it lies before them. Stops at the
 * first that does not come, and goes on after the next reading.
 */
export async function keepPapers(): Promise<void> {
	const session = readStoredSession();
	if (!session || session.shared || session.account.type !== 'officer') return;
	// On a full device each file would push another one out, to be fetched again the next time.
	if (isSavingData() || isNearlyFull(await space()) || isRunning) return;
	isRunning = true;
	try {
		await fetchPapers(session.account);
	} finally {
		isRunning = false;
	}
}

async function fetchPapers(officer: OfficerAccount): Promise<void> {
	const held = await heldDossiers(officer.id);
	const inHand = held
		.map(({ dossier }) => dossier)
		.filter((dossier) => hasInHand(officer, dossier))
		.sort(compareForWork);
	let bytes = 0;
	for (const { id } of inHand) {
		const files = (await heldDetail(officer.id, id))?.detail.attachments ?? [];
		for (const file of files) {
			if (file.state !== 'verified' || isIdentityPaper(file.paper)) continue;
			bytes += file.sizeBytes;
			if (bytes > MOST_BYTES) return;
			if (await isKept(officer.id, file.id)) continue;
			// Somebody else may have come meanwhile: nothing is read in their name.
			if (currentOwner() !== officer.id) return;
			const fetched = await openFile(id, file);
			if (!fetched.ok) return;
		}
	}
}

function hasInHand(officer: OfficerAccount, dossier: Dossier): boolean {
	if (officer.role === 'leader') return waitsFor(dossier, actorOf(officer));
	return dossier.caseOfficer === officer.id && waitsFor(dossier, actorOf(officer));
}

/** The person asked their browser to be sparing; not every browser tells. */
function isSavingData(): boolean {
	if (typeof navigator === 'undefined' || !('connection' in navigator)) return false;
	const { connection } = navigator;
	return (
		typeof connection === 'object' &&
		connection !== null &&
		'saveData' in connection &&
		connection.saveData === true
	);
}
