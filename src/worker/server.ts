import * as v from 'valibot';
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
}

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
		async report(id, fingerprint) {
			const response = await call('POST', `${attachment(id)}/verdict`, fingerprint);
			await response.body?.cancel();
		},
		async beat() {
			const response = await call('POST', 'beat', {});
			await response.body?.cancel();
		}
	};
}
