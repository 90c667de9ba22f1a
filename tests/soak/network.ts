import { setTimeout as pause } from 'node:timers/promises';
import type { Chance } from './chance.ts';

/** What befalls a request. Shares of all requests; the rest arrives and is answered as it should. */
export interface Weather {
	/** It never arrives. */
	readonly lost: number;
	/** The server has worked, and its answer is lost. */
	readonly cut: number;
	/** A gateway says 502 although the server has worked. */
	readonly badGateway: number;
	/** 429 or 503 with `Retry-After`, from before the server. */
	readonly turnedAway: number;
	/** A page of the network itself comes back, with status 200. */
	readonly portal: number;
	/** It arrives twice, the second time up to two seconds later. */
	readonly repeated: number;
	/** Longest delay before it leaves, in milliseconds: later requests overtake it. */
	readonly delayMs: number;
}

export const ROUGH: Weather = {
	lost: 0.04,
	cut: 0.1,
	badGateway: 0.01,
	turnedAway: 0.02,
	portal: 0.01,
	repeated: 0.1,
	delayMs: 40
};

const CLEAR: Weather = {
	lost: 0,
	cut: 0,
	badGateway: 0,
	turnedAway: 0,
	portal: 0,
	repeated: 0,
	delayMs: 0
};

const LATEST_REPEAT_MS = 2_000;

/** How often each thing happened, for the report. */
export type Happenings = Record<string, number>;

/** The line of one device to the server. */
export class Network {
	readonly #server: string;
	readonly #chance: Chance;
	readonly #happened: Happenings;
	#weather: Weather;
	/** No signal at all. */
	inTunnel = false;

	constructor(server: string, weather: Weather, chance: Chance, happened: Happenings) {
		this.#server = server;
		this.#weather = weather;
		this.#chance = chance;
		this.#happened = happened;
	}

	clearUp(): void {
		this.#weather = CLEAR;
		this.inTunnel = false;
	}

	async fetch(address: string, init: RequestInit = {}): Promise<Response> {
		const fate = this.#fate();
		const delayMs = this.#chance.next() * this.#weather.delayMs;
		const repeatAfterMs = this.#chance.next() ** 4 * LATEST_REPEAT_MS;
		if (this.inTunnel) throw noSignal();
		this.#note(fate);
		if (delayMs >= 1) await pause(delayMs);
		if (fate === 'lost') throw noSignal();
		if (fate === 'turnedAway') return turnedAway(this.#chance.happens(0.5) ? 429 : 503);
		if (fate === 'portal')
			return new Response('<!doctype html>Sign in to the hotel', { status: 200 });
		if (fate === 'repeated') this.#repeatLater(address, init, repeatAfterMs);
		const response = await fetch(this.#server + address, init);
		if (fate !== 'cut' && fate !== 'badGateway') return response;
		await response.arrayBuffer();
		if (fate === 'badGateway') return new Response('Bad gateway', { status: 502 });
		throw noSignal();
	}

	#fate(): keyof Weather | 'fine' {
		const drawn = this.#chance.next();
		let sum = 0;
		for (const fate of ['lost', 'cut', 'badGateway', 'turnedAway', 'portal', 'repeated'] as const) {
			sum += this.#weather[fate];
			if (drawn < sum) return fate;
		}
		return 'fine';
	}

	/** Some network box has kept a copy. Nobody reads what comes back. */
	#repeatLater(address: string, init: RequestInit, afterMs: number): void {
		const same = { ...init, signal: null };
		const repeat = async (): Promise<void> => {
			await pause(afterMs);
			await (await fetch(this.#server + address, same)).arrayBuffer();
		};
		repeat().catch(() => undefined);
	}

	#note(fate: string): void {
		this.#happened[fate] = (this.#happened[fate] ?? 0) + 1;
	}
}

const noSignal = (): TypeError => new TypeError('Failed to fetch');

function turnedAway(status: number): Response {
	return new Response('{"message":"Later."}', { status, headers: { 'Retry-After': '1' } });
}
