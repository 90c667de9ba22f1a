import type { Faulted } from './answer.ts';
import { noteAnswer, noteSilence } from './sync/line.ts';

/**
 * One question to the server and what came back, whoever asks. What came of it tells how the line is.
 * Nothing here throws for trouble that must be expected.
 */

const ANSWER_WITHIN_MS = 15_000;

export interface Exchanged {
	readonly ok: true;
	readonly status: number;
	readonly headers: Headers;
	/** Its JSON; `null`: empty; `undefined`: something that is no JSON. */
	readonly body: unknown;
}

export async function exchange(
	path: string,
	request: RequestInit = {},
	withinMs = ANSWER_WITHIN_MS
): Promise<Exchanged | Faulted> {
	const askedAtMs = Date.now();
	let response: Response;
	let body: unknown;
	try {
		const signal = AbortSignal.timeout(withinMs);
		response = await fetch(path, { ...request, cache: 'no-store', signal });
		body = readJson(await response.text());
	} catch (error) {
		noteSilence();
		const timedOut = error instanceof DOMException && error.name === 'TimeoutError';
		return { ok: false, kind: 'fault', fault: timedOut ? 'timeout' : 'offline' };
	}
	const { status, headers } = response;
	noteAnswer(headers.get('date'), askedAtMs, status === 429 || status >= 500);
	return { ok: true, status, headers, body };
}

function readJson(text: string): unknown {
	try {
		return text === '' ? null : JSON.parse(text);
	} catch {
		return undefined; // not ours: a proxy's page, or an answer that was cut
	}
}
