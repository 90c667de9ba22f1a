import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { AT_REST_AFTER_MS, momentOfRest, watchTouches } from '$data/moment-of-rest.ts';

let end: () => void;

beforeEach(() => {
	vi.useFakeTimers();
	end = watchTouches();
});
afterEach(() => {
	end();
	vi.useRealTimers();
});

function point(kind: string, buttons: number): void {
	dispatchEvent(new PointerEvent(kind, { buttons }));
}

/** @returns has the moment come? */
function waitForRest(): () => boolean {
	let isAtRest = false;
	void momentOfRest().then(() => (isAtRest = true));
	return () => isAtRest;
}

it('Where nothing is touched, the moment is now', async () => {
	await vi.advanceTimersByTimeAsync(AT_REST_AFTER_MS);
	const isAtRest = waitForRest();
	await vi.advanceTimersByTimeAsync(0);
	expect(isAtRest()).toBe(true);
});

it.each(['pointermove', 'pointerup', 'click'])('A %s is waited out', async (kind) => {
	point(kind, 0);
	const isAtRest = waitForRest();
	await vi.advanceTimersByTimeAsync(AT_REST_AFTER_MS - 1);
	expect(isAtRest()).toBe(false);
	await vi.advanceTimersByTimeAsync(1);
	expect(isAtRest()).toBe(true);
});

it('A key begins the wait anew', async () => {
	point('click', 0);
	const isAtRest = waitForRest();
	await vi.advanceTimersByTimeAsync(AT_REST_AFTER_MS - 1);
	dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter' }));
	await vi.advanceTimersByTimeAsync(AT_REST_AFTER_MS - 1);
	expect(isAtRest()).toBe(false);
	await vi.advanceTimersByTimeAsync(1);
	expect(isAtRest()).toBe(true);
});

it.each(['pointerup', 'pointercancel', 'pointermove'])(
	'A finger that lies on the screen is waited for until a %s without it',
	async (kind) => {
		point('pointerdown', 1);
		const isAtRest = waitForRest();
		await vi.advanceTimersByTimeAsync(20 * AT_REST_AFTER_MS);
		expect(isAtRest()).toBe(false);
		point(kind, 0);
		await vi.advanceTimersByTimeAsync(AT_REST_AFTER_MS - 1);
		expect(isAtRest()).toBe(false);
		await vi.advanceTimersByTimeAsync(AT_REST_AFTER_MS);
		expect(isAtRest()).toBe(true);
	}
);
