import * as v from 'valibot';
import type { Fingerprint } from './fingerprint.ts';
import type { WorkerSettings } from './settings.ts';

const Uploaded = v.object({ items: v.array(v.object({ id: v.string() })) });

/** A loopback server that has not answered by then will not. */
const ANSWER_WITHIN_MS = 30_000;

/** What the server lets the worker do. Every call fails with an `Error` and may be repeated. */
export interface WorkerServer {
	/** Ids of the attachments nobody has looked at yet. */
	uploadedAttachments(): Promise<string[]>;
	/** The bytes of one attachment as they lie in the store. */
	content(id: string): Promise<AsyncIterable<Uint8Array>>;
	/** Says what the stored bytes are; the server compares them with what the applicant declared. */
	report(id: string, fingerprint: Fingerprint): Promise<void>;
	beat(): Promise<void>;
}

/** @param signal ends every call under way when the worker stops */
export function connectToServer(settings: WorkerSettings, signal: AbortSignal): WorkerServer {
	async function call(method: 'GET' | 'POST', path: string, body?: object): Promise<Response> {
		const response = await fetch(new URL(`/api/worker/${path}`, settings.serverUrl), {
			method,
			headers: { 'X-Worker-Key': settings.key, 'Content-Type': 'application/json' },
			...(body && { body: JSON.stringify(body) }),
			redirect: 'error',
			signal: AbortSignal.any([signal, AbortSignal.timeout(ANSWER_WITHIN_MS)])
		});
		if (response.ok) return response;
		await response.body?.cancel();
		throw new Error(`${method} ${path} was answered with ${response.status}`);
	}

	const attachment = (id: string) => `attachments/${encodeURIComponent(id)}`;

	return {
		async uploadedAttachments() {
			const answer = v.parse(Uploaded, await (await call('GET', 'attachments')).json());
			return answer.items.map((item) => item.id);
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
