/**
 * The worker: what PocketBase's hooks cannot do, beside it. It joins files that
 * arrived in parts, reads back every attachment and reports the fingerprint of the stored bytes; it
 * hands notifications to push services and words mails; has replies put in other words; and it says every few seconds that it is
 * alive. It keeps no state: whatever it leaves undone is still waiting at the server when it starts again.
 */
import { sendDueMail } from './mail-round.ts';
import { PushDelivery } from './push/deliver.ts';
import { ownNetwork } from './push/dial.ts';
import { PushSender } from './push/sender.ts';
import { connectToServer } from './server.ts';
import { repeat, type Repetition } from './repeat.ts';
import { openDoor } from './rewording/door.ts';
import { readSettings, type OutsideSettings, type RewordingSettings } from './settings.ts';
import { AttachmentVerification } from './verify-attachments.ts';

/** An applicant waits for "đã nhận": asking is one indexed query, under a millisecond of the server. */
const LOOK_EVERY_MS = 300;
const MAIL_EVERY_MS = 1_000;
const BEAT_EVERY_MS = 15_000;
/** The server is back within seconds of a restart, and so is the worker. */
const LONGEST_PAUSE_MS = 5_000;

const stop = new AbortController();
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => stop.abort());

const settings = readSettings(process.env);
const server = connectToServer(settings, stop.signal);

const attachments = new AttachmentVerification(server, (id, error) =>
	warn(`Attachment ${id} waits`, error)
);

await Promise.all([
	repeat(() => attachments.run(Date.now()), rhythm('Reading back attachments', LOOK_EVERY_MS)),
	repeat(() => server.beat(), rhythm('The heartbeat', BEAT_EVERY_MS)),
	...(settings.outside ? [deliverPush(settings.outside), sendMail(settings.outside)] : []),
	...(settings.rewording ? [reword(settings.rewording)] : [])
]);

async function deliverPush({ keys, subject, extra }: OutsideSettings): Promise<void> {
	const sender = new PushSender({ keys, subject, extra, network: ownNetwork(extra) });
	// What was sent is told after the word to stop, too: untold it would be sent again.
	const told = new AbortController();
	await new PushDelivery({
		server: connectToServer(settings, told.signal),
		sender,
		signal: stop.signal,
		onFailure: (what, error) => warn(`${what} fails and is tried again`, error)
	}).run();
	told.abort();
	sender.close();
}

function sendMail({ publicUrl }: OutsideSettings): Promise<void> {
	const round = () =>
		sendDueMail(server, publicUrl, (id, error) => warn(`Mail ${id} waits`, error));
	return repeat(round, rhythm('Sending mail', MAIL_EVERY_MS));
}

function reword({ port, model }: RewordingSettings): Promise<void> {
	return openDoor({
		port,
		model,
		workerKey: settings.key,
		signal: stop.signal,
		onFailure: (error) => warn('A reply stays as it is', error)
	});
}

function rhythm(what: string, everyMs: number): Repetition {
	return {
		everyMs,
		longestPauseMs: LONGEST_PAUSE_MS,
		onFailure: (error) => warn(`${what} fails and is tried again`, error),
		onRecovery: () => console.info(`${what} works again.`),
		signal: stop.signal
	};
}

function warn(what: string, error: unknown): void {
	if (!stop.signal.aborted) console.warn(`${what}: ${reasonOf(error)}`);
}

/** `fetch` hides the reason, a refused connection say, in the cause. */
function reasonOf(error: unknown): string {
	if (!(error instanceof Error)) return String(error);
	return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message;
}
