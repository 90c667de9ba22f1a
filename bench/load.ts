import { Agent, request } from 'node:http';
import type { DisposableServer } from '../tests/support/disposable-server.ts';
import { summarise, type Summary } from './measure.ts';
import { cpuTimeOf } from './server-cpu.ts';

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
	server: DisposableServer,
	clients: number,
	seconds: number,
	next: (number: number) => Call
): Promise<Summary> {
	const connections = new Connections(server.url, clients);
	let number = 0;
	const summary = await during(server, clients, seconds, async (timed) => {
		await timed(connections.succeed(next((number += 1))));
	});
	connections.close();
	return summary;
}

/** Awaits an answer and notes how long it took. */
export type Timed = <T>(answer: Promise<T>) => Promise<T>;

/** Does `work` again and again in `workers` places at once, and sums up what was timed. */
export async function during(
	server: DisposableServer,
	workers: number,
	seconds: number,
	work: (timed: Timed, isOver: () => boolean) => Promise<void>
): Promise<Summary> {
	const durations: number[] = [];
	const timed: Timed = async (answer) => {
		const sentAt = performance.now();
		const result = await answer;
		durations.push(performance.now() - sentAt);
		return result;
	};
	const cpuBefore = cpuTimeOf(server.pid());
	const begin = performance.now();
	const isOver = () => performance.now() >= begin + seconds * 1_000;
	const worker = async (): Promise<void> => {
		while (!isOver()) await work(timed, isOver);
	};
	await Promise.all(Array.from({ length: workers }, worker));
	return summarise(durations, performance.now() - begin, cpuTimeOf(server.pid()) - cpuBefore);
}
