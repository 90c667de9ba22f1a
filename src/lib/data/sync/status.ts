import type { Id } from '$domain/dossier/dossier.ts';
import { currentOwner } from '../account.ts';
import type { Fault } from '../answer.ts';
import type { Owner } from '../storage/rows.ts';

/** How syncing stands, as the tab that does it tells the others. */
export interface SyncStatus {
	readonly pull: 'idle' | 'running';
	/** Dossiers read so far by a pull that is under way. */
	readonly pulled: number;
	/** Why the last pull got nothing; `null`: it got what there was. */
	readonly trouble: Fault | null;
	/** Nothing is sent until somebody signs in again. */
	readonly needsSignIn: boolean;
	/** A file on its way: share that has arrived, 0 to 1. */
	readonly file: { readonly item: Id; readonly attachment: Id; readonly share: number } | null;
}

const CHANNEL = 'ngoai-vu-so.sync-status';
/** Tabs of several accounts hear each other: each takes its own account's status only. */
interface Told {
	readonly owner: Owner;
	readonly status: SyncStatus;
}

let status: SyncStatus = {
	pull: 'idle',
	pulled: 0,
	trouble: null,
	needsSignIn: false,
	file: null
};
const listeners = new Set<() => void>();
const channel = typeof BroadcastChannel === 'undefined' ? undefined : new BroadcastChannel(CHANNEL);
channel?.addEventListener('message', ({ data }: MessageEvent<Told>) => {
	if (data.owner === currentOwner()) take(data.status);
});

export const syncStatus = (): SyncStatus => status;

/** @returns what ends the listening */
export function whenSyncStatusChanges(listener: () => void): () => void {
	listeners.add(listener);
	return () => listeners.delete(listener);
}

export function tellStatus(change: Partial<SyncStatus>): void {
	take({ ...status, ...change });
	channel?.postMessage({ owner: currentOwner(), status } satisfies Told);
}

function take(to: SyncStatus): void {
	status = to;
	for (const listener of listeners) listener();
}
