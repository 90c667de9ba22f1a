import type { Instant } from '$domain/time/plain-date.ts';

/**
 * The line to the server, as told by what really happened: browsers call a phone online that hangs
 * on a dead access point.
 */
export interface Line {
	/** `unknown` until something was asked; `troubled`: it answers, with an error of its own. */
	readonly state: 'unknown' | 'fine' | 'troubled' | 'silent';
	/** When the server last answered. */
	readonly answeredAt: Instant | null;
	/** How far the device's clock is behind the server's, in milliseconds; negative: ahead. */
	readonly clockBehindMs: number;
}

const KEY = 'nvs.answered-at';

let line: Line = { state: 'unknown', answeredAt: readKept(), clockBehindMs: 0 };
const listeners = new Set<() => void>();

export const lineNow = (): Line => line;

/** @returns what ends the listening */
export function whenLineChanges(listener: () => void): () => void {
	listeners.add(listener);
	return () => listeners.delete(listener);
}

/**
 * The server answered.
 * @param date header `Date` of the answer, whole seconds (RFC 9110, section 6.6.1)
 * @param askedAtMs when it was asked, by the device's clock
 */
export function noteAnswer(date: string | null, askedAtMs: number, troubled: boolean): void {
	const nowMs = Date.now();
	const serverMs = Date.parse(date ?? '') + 500;
	const behindMs = serverMs - (askedAtMs + nowMs) / 2;
	const answeredAt = new Date(nowMs).toISOString();
	keep(answeredAt);
	change({
		state: troubled ? 'troubled' : 'fine',
		answeredAt,
		clockBehindMs: Number.isNaN(behindMs) ? line.clockBehindMs : Math.round(behindMs)
	});
}

/** Nothing came back. */
export function noteSilence(): void {
	change({ ...line, state: 'silent' });
}

/** A clock further off than this confuses people: they are told. */
const CLOCK_TOLERANCE_MS = 2 * 60_000;

export const isClockWrong = ({ clockBehindMs }: Line): boolean =>
	Math.abs(clockBehindMs) > CLOCK_TOLERANCE_MS;

function change(to: Line): void {
	line = to;
	for (const listener of listeners) listener();
}

function keep(at: Instant): void {
	try {
		localStorage.setItem(KEY, at);
	} catch {
		// Only forgotten at the next start.
	}
}

function readKept(): Instant | null {
	try {
		return localStorage.getItem(KEY);
	} catch {
		return null;
	}
}
