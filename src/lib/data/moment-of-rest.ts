/**
 * When nobody is in the middle of a tap or about to make one. A page that is loaded anew in any
 * other moment may take a link from under the finger, and the tap is lost.
 */

/** From pointing at something to pressing it, and from the press to what it does, it takes less. */
export const AT_REST_AFTER_MS = 1_000;

const POINTS = ['pointerdown', 'pointermove', 'pointerup', 'pointercancel', 'click'] as const;

let isPressed = false;
let touchedAtMs = -Infinity;

/**
 * Notices fingers, pointers and keys on this page.
 * @returns what ends the noticing
 */
export function watchTouches(): () => void {
	const ended = new AbortController();
	const passive = { capture: true, passive: true, signal: ended.signal } as const;
	for (const kind of POINTS) addEventListener(kind, ({ buttons }) => touch(buttons > 0), passive);
	addEventListener('keydown', () => touch(isPressed), passive);
	return () => ended.abort();
}

/** Waits until nothing is pressed, and nothing was touched for `AT_REST_AFTER_MS`. */
export async function momentOfRest(): Promise<void> {
	for (;;) {
		const restMs = performance.now() - touchedAtMs;
		if (!isPressed && restMs >= AT_REST_AFTER_MS) return;
		const waitMs = Math.max(AT_REST_AFTER_MS - restMs, AT_REST_AFTER_MS / 10);
		await new Promise((done) => setTimeout(done, waitMs));
	}
}

function touch(pressed: boolean): void {
	isPressed = pressed;
	touchedAtMs = performance.now();
}
