/**
 * The worker: what PocketBase's hooks cannot do, beside it. It joins files that
 * arrived in parts, reads back every attachment and reports the fingerprint of the stored bytes, and
 * says every few seconds that it is alive. It keeps no state: whatever it leaves undone is still waiting at the server when it starts again.
 */
import { connectToServer } from './server.ts';
import { repeat, type Repetition } from './repeat.ts';
import { readSettings } from './settings.ts';
import { AttachmentVerification } from './verify-attachments.ts';

/** An applicant waits for "đã nhận": asking is one indexed query, under a millisecond of the server. */
const LOOK_EVERY_MS = 300;
const BEAT_EVERY_MS = 15_000;
/** The server is back within seconds of a restart, and so is the worker. */
const LONGEST_PAUSE_MS = 5_000;

const stop = new AbortController();
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => stop.abort());

const server = connectToServer(readSettings(process.env), stop.signal);

const attachments = new AttachmentVerification(server, (id, error) => {
	if (!stop.signal.aborted) console.warn(`Attachment ${id} waits: ${reasonOf(error)}`);
});

await Promise.all([
	repeat(() => attachments.run(Date.now()), rhythm('Reading back attachments', LOOK_EVERY_MS)),
	repeat(() => server.beat(), rhythm('The heartbeat', BEAT_EVERY_MS))
]);

function rhythm(what: string, everyMs: number): Repetition {
	return {
		everyMs,
		longestPauseMs: LONGEST_PAUSE_MS,
		onFailure: (error) => console.warn(`${what} fails and is tried again: ${reasonOf(error)}`),
		onRecovery: () => console.info(`${what} works again.`),
		signal: stop.signal
	};
}

/** `fetch` hides the reason, a refused connection say, in the cause. */
function reasonOf(error: unknown): string {
	if (!(error instanceof Error)) return String(error);
	return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message;
}
