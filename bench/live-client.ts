import { request, type IncomingMessage } from 'node:http';
import * as v from 'valibot';
import type { Connections } from './load.ts';

const Connected = v.object({ clientId: v.string() });

/** A screen that watches: one realtime connection (server-sent events) with its topics. */
export class LiveClient {
	readonly #stream: IncomingMessage;
	#onEvent: ((topic: string, data: string) => void) | undefined;

	private constructor(stream: IncomingMessage) {
		this.#stream = stream;
	}

	static async connect(
		origin: string,
		connections: Connections,
		token: string,
		topics: string[]
	): Promise<LiveClient> {
		const stream = await openStream(origin);
		const client = new LiveClient(stream);
		const clientId = await new Promise<string>((resolve, reject) => {
			stream.once('error', reject);
			client.#onEvent = (topic, data) => {
				if (topic === 'PB_CONNECT') resolve(v.parse(Connected, JSON.parse(data)).clientId);
			};
			client.#read();
		});
		await connections.succeed({
			method: 'POST',
			path: '/api/realtime',
			token,
			body: { clientId, subscriptions: topics }
		});
		return client;
	}

	/** Resolves at the next event, with the moment it arrived. */
	nextEvent(): Promise<number> {
		return new Promise((resolve) => {
			this.#onEvent = () => resolve(performance.now());
		});
	}

	close(): void {
		this.#stream.destroy();
	}

	#read(): void {
		let rest = '';
		this.#stream.setEncoding('utf8');
		this.#stream.on('error', () => undefined);
		this.#stream.on('data', (text: string) => {
			const events = (rest + text).split('\n\n');
			rest = events.pop() ?? '';
			for (const event of events) {
				this.#onEvent?.(lineOf(event, 'event:'), lineOf(event, 'data:'));
			}
		});
	}
}

function openStream(origin: string): Promise<IncomingMessage> {
	return new Promise((resolve, reject) => {
		const sent = request(`${origin}/api/realtime`, {
			agent: false,
			headers: { Accept: 'text/event-stream' }
		});
		sent.once('error', reject);
		sent.once('response', resolve);
		sent.end();
	});
}

function lineOf(event: string, name: string): string {
	const line = event.split('\n').find((candidate) => candidate.startsWith(name));
	return line?.slice(name.length).trim() ?? '';
}
