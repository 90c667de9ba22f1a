/** An open line to one push service, in the newest HTTP that it speaks. */
import {
	connect as openSession,
	constants,
	type ClientHttp2Session,
	type OutgoingHttpHeaders
} from 'node:http2';
import { Agent, request as requestByHttp1 } from 'node:https';
import type { TLSSocket } from 'node:tls';
import type { Place } from './dial.ts';

/** What a push service answers: the body is of no use to us. */
export interface Answer {
	readonly status: number;
	/** Header `Retry-After` as it came. */
	readonly retryAfter: string | undefined;
}

export type Headers = Readonly<Record<string, string | number>>;

export interface Line {
	/**
	 * Sends one message and waits for the head of the answer. Redirects are answers like others.
	 * @throws {Error} the line broke or nothing came in time: whether it arrived is not known
	 */
	post(path: string, headers: Headers, body: Buffer): Promise<Answer>;
	/** Takes nothing new, and ends when all that is under way is done. */
	close(): void;
}

/** A service answers in 0.1 s; one that takes this long will not. */
export const ANSWER_WITHIN_MS = 10_000;
const IDLE_FOR_MS = 60_000;
/** An answer is a few words; more is cut off. */
const MOST_ANSWER_BYTES = 64 * 1024;

/** @param onEnd told once when the line takes nothing more */
export function openHttp2(
	{ origin }: Place,
	socket: TLSSocket,
	answerWithinMs: number,
	onEnd: () => void
): Line {
	const session: ClientHttp2Session = openSession(origin, { createConnection: () => socket });
	session.on('error', onEnd);
	session.on('goaway', onEnd);
	session.once('close', onEnd);
	session.setTimeout(IDLE_FOR_MS, () => {
		onEnd();
		session.close();
	});
	return {
		post(path, headers, body) {
			return new Promise((resolve, reject) => {
				const all: OutgoingHttpHeaders = { ':method': 'POST', ':path': path, ...headers };
				const stream = session.request(all);
				const late = setTimeout(() => {
					reject(new Late());
					stream.close(constants.NGHTTP2_CANCEL);
				}, answerWithinMs);
				let received = 0;
				stream.on('response', (head) => {
					const retryAfter = head['retry-after'];
					resolve({ status: Number(head[':status']), retryAfter: retryAfter?.toString() });
				});
				stream.on('data', (chunk: Buffer) => {
					received += chunk.length;
					if (received > MOST_ANSWER_BYTES) stream.close(constants.NGHTTP2_CANCEL);
				});
				stream.on('error', reject);
				stream.on('close', () => {
					clearTimeout(late);
					reject(new Error('the line broke'));
				});
				stream.end(body);
			});
		},
		close: () => session.close()
	};
}

/** @param connect makes one more checked connection */
export function openHttp1(
	{ host, port }: Place,
	connect: () => Promise<TLSSocket>,
	answerWithinMs: number
): Line {
	const agent = new CheckedAgent(connect);
	let underWay = 0;
	let isClosing = false;
	const endIfDone = (): void => {
		if (isClosing && underWay === 0) agent.destroy();
	};
	return {
		post(path, headers, body) {
			underWay += 1;
			return new Promise((resolve, reject) => {
				const all = { ...headers, 'Content-Length': body.length };
				const sent = requestByHttp1({ method: 'POST', host, port, path, headers: all, agent });
				const late = setTimeout(() => sent.destroy(new Late()), answerWithinMs);
				sent.on('response', (answer) => {
					resolve({
						status: answer.statusCode ?? 0,
						retryAfter: answer.headers['retry-after']
					});
					let received = 0;
					answer.on('data', (chunk: Buffer) => {
						received += chunk.length;
						if (received > MOST_ANSWER_BYTES) sent.destroy();
					});
				});
				sent.on('error', reject);
				sent.on('close', () => {
					clearTimeout(late);
					underWay -= 1;
					endIfDone();
				});
				sent.end(body);
			});
		},
		close() {
			isClosing = true;
			endIfDone();
		}
	};
}

/** Nothing came in time. */
export class Late extends Error {}

/** Keeps connections open, and opens them only by the given way. */
class CheckedAgent extends Agent {
	readonly #connect: () => Promise<TLSSocket>;

	constructor(connect: () => Promise<TLSSocket>) {
		super({ keepAlive: true, maxSockets: 32, timeout: IDLE_FOR_MS });
		this.#connect = connect;
	}

	override createConnection(
		_options: unknown,
		callback?: (error: Error | null, socket: TLSSocket) => void
	): undefined {
		this.#connect().then(
			(socket) => callback?.(null, socket),
			(error: Error) => (callback as ((error: Error) => void) | undefined)?.(error)
		);
	}
}
