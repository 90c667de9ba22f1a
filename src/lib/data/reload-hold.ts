/**
 * Why the page should not be loaded anew just now. `form`: what was typed is kept nowhere yet;
 * `sending`: something is on its way to the server.
 */
export type HoldReason = 'form' | 'sending';

const held = new Set<{ readonly reason: HoldReason }>();

/**
 * Says "not now" to a new version of the app, until the answer is called. Forms need not say it:
 * the frame sees what is typed in them (ui/frame/half-filled.ts).
 */
export function holdReload(reason: HoldReason): () => void {
	const hold = { reason };
	held.add(hold);
	return () => void held.delete(hold);
}

/** Why the page is not to be loaded anew; `null`: nothing speaks against it. */
export function reloadHeldBy(): HoldReason | null {
	const reasons = [...held].map(({ reason }) => reason);
	return reasons.find((reason) => reason === 'form') ?? reasons[0] ?? null;
}
