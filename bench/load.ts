import { Agent, request } from 'node:http';
import { summarise, type Summary } from './measure.ts';

export interface Call {
	readonly method: 'GET' | 'POST' | 'PATCH';
	readonly path: string;
	readonly token?: string;
	readonly body?: object;
}

export interface Answer {
	readonly status: number;
	readonly text: string;
}

/** Kept-alive connections to one server. */
export class Connections {
	readonly #origin: string;
	readonly #agent: Agent;

	constructor(origin: string, count: number) {
		this.#origin = origin;
		this.#agent = new Agent({ keepAlive: true, maxSockets: count });
	}

	send(call: Call): Promise<Answer> {
		const body = call.body && JSON.stringify(call.body);
		return new Promise((resolve, reject) => {
			const sent = request(
				this.#origin + call.path,
				{
					method: call.method,
					agent: this.#agent,
					headers: {
						...(call.token && { Authorization: call.token }),
						...(body && {
							'Content-Type': 'application/json',
							'Content-Length': Buffer.byteLength(body)
						})
					}
				},
				(response) => {
					const pieces: Buffer[] = [];
					response.on('data', (piece: Buffer) => pieces.push(piece));
					response.once('error', reject);
					response.once('end', () =>
						resolve({ status: response.statusCode ?? 0, text: Buffer.concat(pieces).toString() })
					);
				}
			);
			sent.once('error', reject);
			sent.end(body);
		});
	}

	/** @throws Error unless the answer is a success: a measurement of refusals means nothing */
	async succeed(call: Call): Promise<Answer> {
		const answer = await this.send(call);
		if (answer.status >= 200 && answer.status < 300) return answer;
		throw new Error(`${call.method} ${call.path}: ${answer.status} ${answer.text.slice(0, 300)}`);
	}

	close(): void {
		this.#agent.destroy();
	}
}

/**
 * Calls again and again from `clients` places at once, each waiting for its answer, for `seconds`.
 * @param next makes the call with this running number
 */
export async function load(
	origin: string,
	clients: number,
	seconds: number,
	next: (number: number) => Call
): Promise<Summary> {
	const connections = new Connections(origin, clients);
	const durations: number[] = [];
	const begin = performance.now();
	const end = begin + seconds * 1_000;
	let number = 0;
	await Promise.all(
		Array.from({ length: clients }, async () => {
			while (performance.now() < end) {
				const sentAt = performance.now();
				await connections.succeed(next((number += 1)));
				durations.push(performance.now() - sentAt);
			}
		})
	);
	const elapsed = performance.now() - begin;
	connections.close();
	return summarise(durations, elapsed);
}
