import { dial, type ExtraService, type Network, type Place } from './dial.ts';
import {
	ANSWER_WITHIN_MS,
	Late,
	openHttp1,
	openHttp2,
	type Answer,
	type Headers,
	type Line
} from './line.ts';

/** A service that does not answer is left alone for a while, so that it does not hold up the others. */
export class Resting extends Error {
	readonly forMs: number;

	constructor(forMs: number) {
		super('the service did not answer a moment ago');
		this.forMs = forMs;
	}
}

export interface ServiceOptions {
	readonly network: Network;
	readonly extra?: ExtraService | undefined;
	readonly answerWithinMs?: number;
}

const FIRST_REST_MS = 1_000;
const LONGEST_REST_MS = 30_000;
/** One late answer is bad luck; so many in a row are a service, or a line, that is not well. */
const LATE_IN_A_ROW = 3;

/** One push service: the line to it, opened when needed and again after it broke. */
export class PushService {
	readonly #place: Place;
	readonly #options: ServiceOptions;
	readonly #answerWithinMs: number;
	#line: Promise<Line> | undefined;
	#late = 0;
	#rests = 0;
	#restsUntil = 0;

	constructor(place: Place, options: ServiceOptions) {
		this.#place = place;
		this.#options = options;
		this.#answerWithinMs = options.answerWithinMs ?? ANSWER_WITHIN_MS;
	}

	/**
	 * @throws {Resting} it was not tried
	 * @throws {Error} it was tried, and there is no answer
	 */
	async post(path: string, headers: Headers, body: Buffer): Promise<Answer> {
		this.#goOrRest();
		const line = await (this.#line ??= this.#open());
		try {
			const answer = await line.post(path, headers, body);
			this.#late = this.#rests = this.#restsUntil = 0;
			return answer;
		} catch (error) {
			if (error instanceof Late) this.#late += 1;
			if (this.#late >= LATE_IN_A_ROW) this.#rest();
			throw error;
		}
	}

	/** Ends the line when all that is under way is done. */
	close(): void {
		const line = this.#line;
		this.#line = undefined;
		line?.then(
			(open) => open.close(),
			() => undefined
		);
	}

	/** After a rest one message goes ahead; the others follow once it was answered. */
	#goOrRest(): void {
		const now = performance.now();
		if (now < this.#restsUntil) throw new Resting(Math.ceil(this.#restsUntil - now));
		if (this.#rests > 0) this.#restsUntil = now + this.#answerWithinMs;
	}

	#rest(): void {
		this.close();
		this.#late = 0;
		const pauseMs = Math.min(LONGEST_REST_MS, FIRST_REST_MS * 2 ** this.#rests);
		this.#rests += 1;
		this.#restsUntil = performance.now() + pauseMs;
	}

	#open(): Promise<Line> {
		const { network, extra } = this.#options;
		const place = this.#place;
		const within = this.#answerWithinMs;
		const opening = dial(network, place, ['h2', 'http/1.1'], extra).then((socket) => {
			const onEnd = () => this.#forget(opening);
			if (socket.alpnProtocol === 'h2') return openHttp2(place, socket, within, onEnd);
			socket.destroy();
			return openHttp1(place, () => dial(network, place, ['http/1.1'], extra), within);
		});
		opening.catch(() => {
			this.#forget(opening);
			this.#rest();
		});
		return opening;
	}

	#forget(line: Promise<Line>): void {
		if (this.#line === line) this.#line = undefined;
	}
}
