const PAUSE_AFTER_A_BUG_MS = 30_000;

/**
 * Does a piece of work whenever it is woken and when its pause is over, never twice at once: woken
 * while at it, it goes once more.
 */
export class Repeater {
	readonly #work: () => Promise<number | undefined>;
	#timer: ReturnType<typeof setTimeout> | undefined;
	#running = false;
	#again = false;
	#ended = false;

	/** @param work says after how many milliseconds to go again; `undefined`: when woken */
	constructor(work: () => Promise<number | undefined>) {
		this.#work = work;
	}

	wake(): void {
		clearTimeout(this.#timer);
		if (this.#ended) return;
		if (this.#running) this.#again = true;
		else void this.#run();
	}

	end(): void {
		this.#ended = true;
		clearTimeout(this.#timer);
	}

	async #run(): Promise<void> {
		this.#running = true;
		// A bug in the work is thrown on, and the work goes on later all the same.
		let pauseMs: number | undefined = PAUSE_AFTER_A_BUG_MS;
		try {
			do {
				this.#again = false;
				pauseMs = await this.#work();
			} while (this.#again && !this.#ended);
		} finally {
			this.#running = false;
			this.#waitFor(pauseMs);
		}
	}

	#waitFor(pauseMs: number | undefined): void {
		if (pauseMs !== undefined && !this.#ended) {
			this.#timer = setTimeout(() => this.wake(), pauseMs);
		}
	}
}
