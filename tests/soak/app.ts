/**
 * What a tab of the soak runs: the device's own code, all of it but the screens. Nothing here does
 * anything that a screen does not do.
 */
import {
	currentOwner,
	readStoredSession,
	writeStoredSession,
	type StoredSession
} from '$data/account.ts';
import { heldDetail, heldDossiers } from '$data/held-dossiers.ts';
import { whenSignedOut } from '$data/remote.ts';
import { holdKey, releaseKey } from '$data/storage/keys.ts';
import type { Owner } from '$data/storage/rows.ts';
import { outboxOf } from '$data/sync/outbox.ts';
import { startSyncing } from '$data/sync/syncing.ts';
import type { ShownDossier } from './evidence.ts';

export { keepFile, type Gathering } from '$data/attachments.ts';
export { createDraft, saveDraft } from '$data/drafts.ts';
export { isVolatile } from '$data/storage/rows-at-hand.ts';
export { act } from '$data/sync/act.ts';
export { discard, outboxOf } from '$data/sync/outbox.ts';

/** As `session` does when somebody signed in. */
export async function enter(session: StoredSession, deviceSecret: string): Promise<void> {
	await holdKey(session.account.id, deviceSecret);
	writeStoredSession(session);
	followSession();
}

export const isSignedIn = (): boolean => readStoredSession() !== null;

let end: (() => void) | undefined;

/** As the layout does: a tab syncs while somebody is signed in, whichever tab they signed in at. */
export function followSession(): void {
	if (isSignedIn()) end ??= startSyncing();
	else {
		end?.();
		end = undefined;
	}
}

addEventListener('storage', followSession);
// As `session` does when the server no longer knows it.
whenSignedOut(() => {
	void releaseKey(currentOwner());
	writeStoredSession(null);
	followSession();
});

/** What a list of dossiers shows. */
export async function listed(owner: Owner) {
	return (await heldDossiers(owner)).map(({ dossier }) => dossier);
}

/** Everything an owner could find on this device. */
export async function shown(owner: Owner) {
	const dossiers: ShownDossier[] = [];
	for (const { id, seq, status } of await listed(owner)) {
		const held = await heldDetail(owner, id);
		// An older history says so on the screen.
		const steps = held && !held.isOlder ? held.detail.actions.map((step) => step.seq) : null;
		dossiers.push({ id, seq, status, steps });
	}
	return { dossiers, outbox: await outboxOf(owner) };
}
