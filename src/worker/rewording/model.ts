import * as v from 'valibot';
import type { DrawnReply } from '../../lib/domain/assistant/rewording.ts';
import { instructionFor } from './instruction.ts';

/** A language model on a server, asked by the chat completions of OpenAI, which many speak. */
export interface ModelAddress {
	/** `https:`, or the machine itself. */
	readonly url: string;
	/** What the server calls the model. */
	readonly name: string;
	/** Sent as a bearer token; empty: none is asked for. */
	readonly key: string;
}

/** A person looks at the reply meanwhile, and the device waits three seconds. */
const ANSWER_WITHIN_MS = 2_500;
/** Many times the longest reply. */
const MOST_ANSWER_BYTES = 64 * 1024;
/** The longest reply takes half of it. */
const MOST_TOKENS = 2_048;

const Completion = v.object({
	choices: v.pipe(v.array(v.object({ message: v.object({ content: v.string() }) })), v.minLength(1))
});

/**
 * The reply in other words, as the model put it: whoever asks has to compare the two.
 * @param signal ends it early
 * @throws whatever kept the model from answering in time, in short, and from this very address
 */
export async function askModel(
	{ url, name, key }: ModelAddress,
	reply: DrawnReply,
	signal: AbortSignal
): Promise<string> {
	const response = await fetch(url, {
		method: 'POST',
		// Elsewhere is not where the administrator allowed a text to go.
		redirect: 'error',
		signal: AbortSignal.any([signal, AbortSignal.timeout(ANSWER_WITHIN_MS)]),
		headers: {
			'content-type': 'application/json',
			...(key === '' ? {} : { authorization: `Bearer ${key}` })
		},
		body: JSON.stringify({
			model: name,
			temperature: 0,
			max_tokens: MOST_TOKENS,
			messages: instructionFor(reply)
		})
	});
	if (!response.ok) {
		await response.body?.cancel();
		throw new Error(`The model answered ${String(response.status)}.`);
	}
	const completion = v.parse(Completion, JSON.parse(await shortBody(response)));
	return completion.choices[0]?.message.content.trim() ?? '';
}

/** @throws when it is longer than any answer */
async function shortBody({ body }: Response): Promise<string> {
	if (!body) return '';
	const chunks: Uint8Array[] = [];
	let bytes = 0;
	// Leaving the loop ends the connection.
	for await (const chunk of body) {
		bytes += chunk.length;
		if (bytes > MOST_ANSWER_BYTES) throw new Error('The model did not stop answering.');
		chunks.push(chunk);
	}
	return Buffer.concat(chunks).toString('utf8');
}
