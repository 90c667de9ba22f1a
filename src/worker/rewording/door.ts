import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import * as v from 'valibot';
import { drawnReplySchema } from '../../lib/domain/assistant/rewording.ts';
import { askModel, type ModelAddress } from './model.ts';

/**
 * Where PocketBase hands over a reply that is to be put in other words. A hook can neither refuse to
 * follow a redirect nor stop reading an answer without end; this process can.
 */
export interface DoorOptions {
	/** Of this machine only. */
	readonly port: number;
	readonly workerKey: string;
	readonly model: ModelAddress;
	readonly signal: AbortSignal;
	/** Told why the model gave nothing; never a text. */
	readonly onFailure: (error: unknown) => void;
}

/** As long as the server's own limit for such a request. */
const MOST_BYTES = 64 * 1024;

/** Resolves when the door is closed. */
export function openDoor(options: DoorOptions): Promise<void> {
	const key = doorKey(options.workerKey);
	const server = createServer((request, response) => {
		void answer(request, response, key, options);
	});
	return untilClosed(server, options);
}

/** The door's own key: who listens in its place must not learn the worker's. */
export const doorKey = (workerKey: string): string =>
	createHmac('sha256', workerKey).update('rewording').digest('hex');

function untilClosed(server: Server, { port, signal }: DoorOptions): Promise<void> {
	return new Promise((resolve, reject) => {
		server.once('error', reject);
		server.once('close', () => resolve());
		signal.addEventListener('abort', () => {
			server.close();
			server.closeAllConnections();
		});
		server.listen(port, '127.0.0.1');
	});
}

async function answer(
	request: IncomingMessage,
	response: ServerResponse,
	key: string,
	{ model, signal, onFailure }: DoorOptions
): Promise<void> {
	if (!isKey(request.headers['x-door-key'], key)) {
		response.writeHead(403).end();
		return;
	}
	let text: string | null = null;
	try {
		const reply = v.parse(drawnReplySchema, JSON.parse(await bodyOf(request)));
		text = await askModel(model, reply, signal);
	} catch (error) {
		onFailure(error);
	}
	response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ text }));
}

function isKey(given: string | string[] | undefined, key: string): boolean {
	const [a, b] = [Buffer.from(String(given)), Buffer.from(key)];
	return a.length === b.length && timingSafeEqual(a, b);
}

async function bodyOf(request: AsyncIterable<Uint8Array>): Promise<string> {
	const chunks: Uint8Array[] = [];
	let bytes = 0;
	for await (const chunk of request) {
		bytes += chunk.length;
		if (bytes > MOST_BYTES) throw new Error('A reply was longer than any.');
		chunks.push(chunk);
	}
	return Buffer.concat(chunks).toString('utf8');
}
