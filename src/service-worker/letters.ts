import { dropLetter, keepLetter, waitingLetters, type Letter } from './told-device.ts';

/** Name of the background sync that sends what waits, where a browser has such a thing. */
export const LETTERS_SYNC = 'letters';

const ANSWER_WITHIN_MS = 10_000;

/**
 * Writes a letter down, then sends what waits: a line that is cut loses nothing.
 * @returns whether nothing waits any more
 * @throws where the browser refuses storage
 */
export async function postLetter(letter: Letter): Promise<boolean> {
	await keepLetter(letter);
	return sendLetters();
}

/** @throws when some wait still, so that the browser tries again by itself, later and later */
export async function sendInBackground(): Promise<void> {
	if (!(await sendLetters())) throw new Error('Letters wait for a line.');
}

/** One after another, in the order they were written. */
let sending: Promise<boolean> = Promise.resolve(true);

/** Sends what waits. @returns whether nothing waits any more */
export function sendLetters(): Promise<boolean> {
	sending = sending.then(sendAll, sendAll);
	return sending;
}

async function sendAll(): Promise<boolean> {
	for (const letter of await waitingLetters()) {
		if (!(await isTaken(letter))) return false;
		await dropLetter(letter.key);
	}
	return true;
}

/** A refusal is an answer too: asked again it would be the same. */
async function isTaken({ path, body }: Letter): Promise<boolean> {
	try {
		const { status } = await fetch(path, {
			method: 'POST',
			credentials: 'omit',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify(body),
			signal: AbortSignal.timeout(ANSWER_WITHIN_MS)
		});
		return status < 500 && status !== 429;
	} catch {
		return false;
	}
}
