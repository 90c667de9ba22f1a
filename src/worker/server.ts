import * as v from 'valibot';
import {
	mailJobSchema,
	pushJobSchema,
	type Mail,
	type MailJob,
	type PushJob,
	type PushResult
} from '../lib/domain/notification/errands.ts';
import type { Fingerprint } from './fingerprint.ts';
import type { WorkerSettings } from './settings.ts';

const Waiting = v.object({
	id: v.string(),
	/** `arriving`: all its parts are there, to be joined. */
	state: v.picklist(['arriving', 'uploaded']),
	sizeBytes: v.number()
});
export type WaitingAttachment = v.InferOutput<typeof Waiting>;

const Stored = v.object({ state: v.picklist(['uploaded', 'mismatch']) });

/** A loopback server that has not answered by then will not. */
const ANSWER_WITHIN_MS = 30_000;

/** What the server lets the worker do. Every call fails with an `Error` and may be repeated. */
export interface WorkerServer {
	/** The attachments nobody has looked at yet. */
	waitingAttachments(): Promise<WaitingAttachment[]>;
	/** One part of a file that arrived in parts. */
	part(id: string, part: number): Promise<ArrayBuffer>;
	/** Hands over a joined file. @returns whether it was stored; one of a wrong kind is not */
	store(id: string, content: Blob): Promise<boolean>;
	/** The bytes of one attachment as they lie in the store. */
	content(id: string): Promise<AsyncIterable<Uint8Array>>;
	/** Says what the stored bytes are; the server compares them with what the applicant declared. */
	report(id: string, fingerprint: Fingerprint): Promise<void>;
	beat(): Promise<void>;
	/** Push messages that are due, for this worker alone until their lease ends. */
	claimPush(limit: number): Promise<PushJob[]>;
	/** What became of them. */
	reportPush(results: readonly PushResult[]): Promise<void>;
	/** Mails that are due, likewise. */
	claimMail(limit: number): Promise<MailJob[]>;
	/** Gives one back in words; the server sends it. */
	sendMail(mail: Mail): Promise<void>;
}

export type AttachmentServer = Pick<
	WorkerServer,
	'waitingAttachments' | 'part' | 'store' | 'content' | 'report'
>;
export type PushServer = Pick<WorkerServer, 'claimPush' | 'reportPush'>;
export type MailServer = Pick<WorkerServer, 'claimMail' | 'sendMail'>;

/** @param signal ends every call under way when the worker stops */
export function connectToServer(settings: WorkerSettings, signal: AbortSignal): WorkerServer {
	async function call(
		method: 'GET' | 'POST',
		path: string,
		body?: object | Blob
	): Promise<Response> {
		const isBytes = body instanceof Blob;
		const response = await fetch(new URL(`/api/worker/${path}`, settings.serverUrl), {
			method,
			headers: {
				'X-Worker-Key': settings.key,
				'Content-Type': isBytes ? 'application/octet-stream' : 'application/json'
			},
			...(body && { body: isBytes ? body : JSON.stringify(body) }),
			redirect: 'error',
			signal: AbortSignal.any([signal, AbortSignal.timeout(ANSWER_WITHIN_MS)])
		});
		if (response.ok) return response;
		await response.body?.cancel();
		throw new Error(`${method} ${path} was answered with ${response.status}`);
	}

	async function say(path: string, body: object): Promise<void> {
		const response = await call('POST', path, body);
		await response.body?.cancel();
	}

	const attachment = (id: string) => `attachments/${encodeURIComponent(id)}`;

	return {
		async waitingAttachments() {
			const answer: unknown = await (await call('GET', 'attachments')).json();
			return v.parse(v.object({ items: v.array(Waiting) }), answer).items;
		},
		async part(id, part) {
			const response = await call('GET', `${attachment(id)}/parts/${part}`);
			return response.arrayBuffer();
		},
		async store(id, content) {
			const response = await call('POST', `${attachment(id)}/content`, content);
			return v.parse(Stored, await response.json()).state === 'uploaded';
		},
		async content(id) {
			const { body } = await call('GET', `${attachment(id)}/content`);
			if (!body) throw new Error(`${attachment(id)} came without content`);
			return body;
		},
		report: (id, fingerprint) => say(`${attachment(id)}/verdict`, fingerprint),
		beat: () => say('beat', {}),
		async claimPush(limit) {
			const answer: unknown = await (await call('POST', 'push/claim', { limit })).json();
			return v.parse(v.object({ jobs: v.array(pushJobSchema) }), answer).jobs;
		},
		reportPush: (results) => say('push/report', { results }),
		async claimMail(limit) {
			const answer: unknown = await (await call('POST', 'mail/claim', { limit })).json();
			return v.parse(v.object({ jobs: v.array(mailJobSchema) }), answer).jobs;
		},
		sendMail: (mail) => say('mail/send', mail)
	};
}
