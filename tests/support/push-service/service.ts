/**
 * A push service as a browser's maker runs one: it gives subscriptions out, takes messages over TLS,
 * verifies who sends (RFC 8292), and hands them to the browser, which decrypts them (RFC 8291). It can
 * refuse, hang, swallow its answers, and go away.
 */
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createSecureServer, type Http2ServerRequest, type Http2ServerResponse } from 'node:http2';
import { createServer } from 'node:https';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { fileURLToPath } from 'node:url';
import * as v from 'valibot';
import { Browser } from '../push-browser.ts';
import { checkVapid, type Vapid } from '../push-vapid.ts';

/** What a browser hands over when it subscribes. */
export interface Subscription {
	readonly endpoint: string;
	readonly keys: { readonly p256dh: string; readonly auth: string };
	/** The public key that it was made with. */
	readonly vapidKey: string;
}

/** One message that the service took; refused ones are only counted. */
export interface Delivery {
	readonly endpoint: string;
	/** Decrypted by the browser. */
	readonly text: string;
	readonly vapid: Vapid;
	readonly ttl: string;
	readonly urgency: string;
	readonly topic: string;
	/** `2.0` or `1.1` */
	readonly httpVersion: string;
	/** `performance.now()` when the whole message was there. */
	readonly at: number;
	/** The line it came by: the first on which something was asked is 1. */
	readonly line: number;
}

/** What the service does with a message. `unheard`: it takes it, and the answer is lost. */
export type Behaviour =
	| { readonly kind: 'take'; readonly status?: 200 | 201 | 202 }
	| { readonly kind: 'refuse'; readonly status: number; readonly retryAfter?: string }
	| { readonly kind: 'redirect'; readonly to: string }
	| { readonly kind: 'hang' }
	| { readonly kind: 'unheard' };

export interface PushServiceForTests {
	/** `https://localhost:<port>` */
	readonly origin: string;
	readonly deliveries: readonly Delivery[];
	/** Messages that were refused for a fault of the sender: signature, form, key. */
	readonly faults: readonly string[];
	/** TLS connections so far. */
	connections(): number;
	/** Lines on which something was asked so far. */
	lines(): number;
	/** Requests so far, whatever came of them. */
	requests(): number;
	/** Messages that were taken, and whose answer was lost. */
	unheard(): number;
	subscribe(vapidKey: string): Subscription;
	/** From now on; called for each message. */
	behave(as: Behaviour | ((endpoint: string) => Behaviour)): void;
	/** Breaks every connection and listens no more. */
	goAway(): Promise<void>;
	/** Listens on the same port again. */
	comeBack(): Promise<void>;
	stop(): Promise<void>;
}

const file = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

/** The certificate of the service, to be trusted by whoever sends to it (README.md beside it). */
export const CERTIFICATE_FILE = file('certificate.pem');

export interface PushServiceOptions {
	/** Speak no HTTP/2. */
	readonly http1Only?: boolean;
	/** Neither verify nor decrypt, so that the sender is measured and not we. */
	readonly blind?: boolean;
}

/** Whichever HTTP they came by: what we use of them is the same. */
type Request = Http2ServerRequest | IncomingMessage;
type Response = Http2ServerResponse | ServerResponse;

const MOST_BODY_BYTES = 4_096;
/** @source RFC 8030, section 5.4 */
const Topic = v.pipe(v.string(), v.regex(/^[\w-]{0,32}$/));
const Head = v.object({
	'content-encoding': v.literal('aes128gcm'),
	ttl: v.pipe(v.string(), v.regex(/^\d+$/)),
	urgency: v.picklist(['very-low', 'low', 'normal', 'high']),
	topic: v.optional(Topic, '')
});

export async function startPushService({
	http1Only = false,
	blind = false
}: PushServiceOptions = {}): Promise<PushServiceForTests> {
	const subscriptions = new Map<string, { browser: Browser; vapidKey: string }>();
	const deliveries: Delivery[] = [];
	const faults: string[] = [];
	const sockets = new Set<Socket>();
	const counts = { connections: 0, requests: 0, unheard: 0 };
	let behaviour: (endpoint: string) => Behaviour = () => ({ kind: 'take' });
	let origin = '';

	const identity = { key: readFileSync(file('key.pem')), cert: readFileSync(CERTIFICATE_FILE) };
	const server = http1Only
		? createServer(identity)
		: createSecureServer({ ...identity, allowHTTP1: true });
	const lines = new Map<object | undefined, number>();
	server.on('secureConnection', () => (counts.connections += 1));
	server.on('connection', (socket: Socket) => {
		sockets.add(socket);
		socket.on('error', () => undefined); // the other side went, or we did
		socket.once('close', () => sockets.delete(socket));
	});
	server.on('sessionError', () => undefined);
	server.on('request', (request: Request, response: Response) => void serve(request, response));

	function lineOf(request: Request): number {
		const line = 'stream' in request ? request.stream.session : request.socket;
		const known = lines.get(line) ?? lines.size + 1;
		lines.set(line, known);
		return known;
	}

	async function serve(request: Request, response: Response): Promise<void> {
		const line = lineOf(request);
		response.on('error', () => undefined);
		request.on('error', () => undefined);
		counts.requests += 1;
		const body = await bodyOf(request);
		if (body === undefined) return; // broken off
		const endpoint = origin + request.url;
		const answer = behaviour(endpoint);
		if (answer.kind === 'hang') return;
		if (answer.kind === 'redirect') {
			response.writeHead(307, { location: answer.to });
			return void response.end();
		}
		if (answer.kind === 'refuse') {
			const { retryAfter } = answer;
			response.writeHead(answer.status, { ...(retryAfter && { 'retry-after': retryAfter }) });
			return void response.end('refused');
		}
		const status = blind ? 201 : take(endpoint, request, body, line);
		if (answer.kind === 'unheard' && status === 201) {
			counts.unheard += 1;
			request.socket.destroy();
			return;
		}
		response.writeHead(status === 201 && answer.kind === 'take' ? (answer.status ?? 201) : status);
		response.end();
	}

	/** @returns the status to answer with */
	function take(endpoint: string, request: Request, body: Buffer, line: number): number {
		const subscription = subscriptions.get(endpoint);
		if (!subscription) return 404;
		if (request.method !== 'POST') return fault(405, 'not a POST');
		if (body.length > MOST_BODY_BYTES) return fault(413, 'too long');
		try {
			const vapid = checkVapid(request.headers.authorization ?? '', origin, Date.now());
			if (vapid.publicKey !== subscription.vapidKey) return fault(403, 'signed by another key');
			const { ttl, urgency, topic } = v.parse(Head, request.headers);
			const text = subscription.browser.decrypt(body).toString();
			const { httpVersion } = request;
			const at = performance.now();
			deliveries.push({ endpoint, text, vapid, ttl, urgency, topic, httpVersion, at, line });
			return 201;
		} catch (error) {
			return fault(400, String(error));
		}
	}

	function fault(status: number, what: string): number {
		faults.push(what);
		return status;
	}

	async function listen(port: number): Promise<number> {
		server.listen(port, '127.0.0.1');
		await once(server, 'listening');
		// A server that listens on a port has an address of this kind.
		return (server.address() as AddressInfo).port;
	}

	async function goAway(): Promise<void> {
		if (!server.listening) return;
		const closed = once(server, 'close');
		server.close();
		for (const socket of sockets) socket.destroy();
		await closed;
	}

	const port = await listen(0);
	origin = `https://localhost:${port}`;
	return {
		origin,
		deliveries,
		faults,
		connections: () => counts.connections,
		lines: () => lines.size,
		requests: () => counts.requests,
		unheard: () => counts.unheard,
		subscribe(vapidKey) {
			const browser = new Browser();
			const endpoint = `${origin}/push/${subscriptions.size + 1}`;
			subscriptions.set(endpoint, { browser, vapidKey });
			return { endpoint, keys: browser.keys, vapidKey };
		},
		behave(as) {
			behaviour = typeof as === 'function' ? as : () => as;
		},
		goAway,
		async comeBack() {
			await listen(port);
		},
		stop: goAway
	};
}

async function bodyOf(request: Request): Promise<Buffer | undefined> {
	const chunks: Buffer[] = [];
	try {
		for await (const chunk of request) chunks.push(chunk as Buffer);
		return Buffer.concat(chunks);
	} catch {
		return undefined;
	}
}
