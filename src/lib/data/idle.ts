/**
 * When somebody last touched the app in any of its tabs. Kept on the device, so that a pause counts
 * also while the browser is closed.
 */

const KEY = 'nvs.used-at';
const WRITE_EVERY_MS = 5_000;
const LOOK_EVERY_MS = 5_000;
const TOUCHES = ['pointerdown', 'keydown', 'wheel', 'touchstart'] as const;

/** Where nothing can be kept, it is known as long as the page lives. */
let ofThisPage: number | undefined;

/** Begins a pause anew. */
export function noteUse(nowMs = Date.now()): void {
	ofThisPage = nowMs;
	try {
		localStorage.setItem(KEY, String(nowMs));
	} catch {
		// This page remembers.
	}
}

/** A clock that was put back does not prolong a pause: a use that lies ahead counts as long ago. */
export function isIdle(limitMs: number, nowMs = Date.now()): boolean {
	const usedAt = lastUse();
	return usedAt !== undefined && Math.abs(nowMs - usedAt) >= limitMs;
}

/**
 * Calls `onIdle` once nobody touched the app for `limitMs`; a touch after that comes too late.
 * @returns what ends the watching
 */
export function watchIdle(limitMs: number, onIdle: () => void): () => void {
	const ended = new AbortController();
	const { signal } = ended;
	const timer = setInterval(look, LOOK_EVERY_MS);
	signal.addEventListener('abort', () => clearInterval(timer));
	if (lastUse() === undefined) noteUse();
	let writtenAt = 0;

	function look(): void {
		if (signal.aborted || !isIdle(limitMs)) return;
		ended.abort();
		onIdle();
	}

	function touch(): void {
		look();
		const nowMs = Date.now();
		if (signal.aborted || Math.abs(nowMs - writtenAt) < WRITE_EVERY_MS) return;
		writtenAt = nowMs;
		noteUse(nowMs);
	}

	const passive = { capture: true, passive: true, signal } as const;
	for (const kind of TOUCHES) addEventListener(kind, touch, passive);
	// A computer that slept finds out before anybody sees the page.
	addEventListener('focus', look, { signal });
	addEventListener('pageshow', look, { signal });
	document.addEventListener('visibilitychange', look, { signal });
	return () => ended.abort();
}

function lastUse(): number | undefined {
	try {
		const kept = Number(localStorage.getItem(KEY) ?? NaN);
		return Number.isFinite(kept) ? kept : ofThisPage;
	} catch {
		return ofThisPage;
	}
}
