import { shownId } from '../../service-worker/words.ts';
import type { Account } from './account.ts';
import type { Unanswered } from './answer.ts';
import { askForTest } from './notification-settings.ts';
import { PUSH_STEPS, type PushStep, type PushTrouble } from './push-subscribing.ts';
import { push } from './push.svelte.ts';

export const TRIAL_STEPS = [...PUSH_STEPS, 'delivery'] as const;
export type TrialStep = PushStep | 'delivery';

/** The maker's service usually takes a second or two; a phone that saves power takes longer. */
export const ARRIVES_WITHIN_MS = 60_000;

export type TrialTrouble =
	/** Something on the way to being told. */
	| { readonly step: PushStep; readonly why: PushTrouble }
	/** Our server did not send it. */
	| { readonly step: 'delivery'; readonly why: Unanswered | 'not_wanted' | 'not_arrived' };

/** Walks the way of a notification from the permission to the screen (thử thông báo). */
export class NotificationTrial {
	readonly #account: Account;
	readonly #locale: 'vi' | 'en';
	#passed = $state.raw<readonly TrialStep[]>([]);
	#trouble = $state.raw<TrialTrouble>();
	#isRunning = $state(false);

	constructor(account: Account, locale: 'vi' | 'en') {
		this.#account = account;
		this.#locale = locale;
	}

	get isRunning(): boolean {
		return this.#isRunning;
	}

	get trouble(): TrialTrouble | undefined {
		return this.#trouble;
	}

	get hasArrived(): boolean {
		return this.#passed.includes('delivery');
	}

	/** `now`: it stands here, or failed here. */
	stateOf(step: TrialStep): 'done' | 'now' | 'failed' | 'ahead' {
		if (this.#passed.includes(step)) return 'done';
		if (this.#trouble) return this.#trouble.step === step ? 'failed' : 'ahead';
		const next = TRIAL_STEPS.find((each) => !this.#passed.includes(each));
		return this.#isRunning && next === step ? 'now' : 'ahead';
	}

	/** Must follow a press: the person may be asked. */
	async run(): Promise<void> {
		this.#passed = [];
		this.#trouble = undefined;
		this.#isRunning = true;
		this.#trouble = await this.#walk();
		this.#isRunning = false;
	}

	async #walk(): Promise<TrialTrouble | undefined> {
		const outcome = await push.turnOn(this.#account, this.#locale, (step) => this.#pass(step));
		if (!outcome.ok) return { step: outcome.step, why: outcome.trouble };
		const arrivals = new Arrivals();
		try {
			const answer = await askForTest(this.#account.id);
			if (!answer.ok) return { step: 'delivery', why: answer };
			const { push: id } = answer.value;
			if (id === null) return { step: 'delivery', why: 'not_wanted' };
			if (!(await arrivals.of(id, ARRIVES_WITHIN_MS))) {
				return { step: 'delivery', why: 'not_arrived' };
			}
			this.#pass('delivery');
			return undefined;
		} finally {
			arrivals.end();
		}
	}

	#pass(step: TrialStep): void {
		this.#passed = [...this.#passed, step];
	}
}

/** Hears from the worker what it shows, from before the question on: it may be quicker. */
class Arrivals {
	readonly #seen = new Set<string>();
	readonly #ended = new AbortController();
	#onSeen: () => void = () => undefined;

	constructor() {
		navigator.serviceWorker.addEventListener(
			'message',
			({ data }: MessageEvent<unknown>) => {
				const id = shownId(data);
				if (id === undefined) return;
				this.#seen.add(id);
				this.#onSeen();
			},
			{ signal: this.#ended.signal }
		);
	}

	/** @returns whether the notification was shown in time */
	of(id: string, withinMs: number): Promise<boolean> {
		return new Promise((resolve) => {
			const late = setTimeout(() => resolve(false), withinMs);
			this.#onSeen = () => {
				if (!this.#seen.has(id)) return;
				clearTimeout(late);
				resolve(true);
			};
			this.#onSeen();
		});
	}

	end(): void {
		this.#ended.abort();
	}
}
