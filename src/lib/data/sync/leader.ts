import type { Owner } from '../storage/rows.ts';

/**
 * Of several tabs one sends and fetches (Web Locks); when it is closed the next takes over. Where a
 * browser has no locks every tab does: the server takes each action once all the same.
 */
const lockOf = (owner: Owner): string => `ngoai-vu-so.sync ${owner}`;

/**
 * Runs `lead` while this tab is the one; its signal is aborted when another shall take over.
 * @param owner tabs of different accounts do not wait for each other
 * @param stop ends it for this tab
 */
export async function leadWhenAsked(
	owner: Owner,
	lead: (until: AbortSignal) => Promise<void>,
	stop: AbortSignal
): Promise<void> {
	if (typeof navigator === 'undefined' || !('locks' in navigator)) return lead(stop);
	const lock = lockOf(owner);
	while (!stop.aborted) {
		await navigator.locks
			.request(lock, { signal: stop }, () => lead(whenNeeded(lock, stop)))
			.catch((error: unknown) => {
				if (!stop.aborted) throw error;
			});
	}
}

/** Aborted with `stop`, or when this page is hidden while another tab waits to lead. */
function whenNeeded(lock: string, stop: AbortSignal): AbortSignal {
	const leading = new AbortController();
	const end = () => leading.abort();
	stop.addEventListener('abort', end, { once: true });
	if (typeof document !== 'undefined') {
		const look = () => {
			if (document.visibilityState === 'visible') return;
			void navigator.locks.query().then(({ pending = [] }) => {
				if (pending.some(({ name }) => name === lock)) end();
			});
		};
		document.addEventListener('visibilitychange', look, { signal: leading.signal });
	}
	return leading.signal;
}
