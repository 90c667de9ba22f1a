import { keepOwner } from '../../service-worker/told-device.ts';
import { wordOf } from '../../service-worker/words.ts';
import type { Account } from './account.ts';
import {
	obstacle,
	subscribe,
	type PushOutcome,
	type PushStep,
	type PushTrouble
} from './push-subscribing.ts';
import { pauseTelling, stopTelling, stopTellingOthers, toldOwner } from './push-withdrawal.ts';
import { session } from './session.svelte.ts';

/** How this device stands to notifications (thông báo trên thiết bị). */
export type PushState =
	| 'unknown'
	/** This browser cannot. */
	| 'unsupported'
	/** Only once the app lies on the home screen (iOS). */
	| 'needs_installation'
	/** Many use this device: nothing is told here. */
	| 'shared'
	/** Nobody was asked, or they did not answer. */
	| 'off'
	/** The person, or whoever set the device up, said no. */
	| 'blocked'
	| 'on'
	/** Wanted, and something is in the way; tried again at each start. */
	| 'stale';

/** Whether this device tells its owner what happens while the app is closed. There is one `push`. */
class Push {
	#state = $state<PushState>('unknown');
	#trouble = $state<PushTrouble>();
	/** One after another: a press must not cross what goes on at a start. */
	#turn: Promise<unknown> = Promise.resolve();

	constructor() {
		if (typeof navigator === 'undefined') return;
		const workers: ServiceWorkerContainer | undefined = navigator.serviceWorker;
		workers?.addEventListener('message', ({ data }) => {
			if (wordOf(data) === 'SUBSCRIPTION_CHANGED' && session.current)
				void this.renew(session.current);
		});
		addEventListener('online', () => {
			if (this.#state === 'stale' && session.current) void this.renew(session.current);
		});
	}

	get state(): PushState {
		return this.#state;
	}

	/** What is in the way while the state is `stale`. */
	get trouble(): PushTrouble | undefined {
		return this.#trouble;
	}

	/**
	 * At each start and after signing in: makes sure that the browser and the server still know of
	 * each other, and that nobody else is told here. Never asks the person.
	 */
	renew(account: Account): Promise<void> {
		return this.#inTurn(async () => {
			if (session.isShared) await stopTelling();
			else await stopTellingOthers(account.id);
			// Asking is not allowed here, and what was allowed may have been taken back.
			const isAllowed = stateBefore() === 'off' && Notification.permission === 'granted';
			if (!isAllowed) await stopTelling();
			if (await toldOwner()) await this.#settle(await subscribe(account));
			else this.#state = stateBefore();
			// The screen may have been locked while the browser was asked.
			if (session.locked) await pauseTelling(account.id);
		});
	}

	/** The person wants to be told here; asks for permission, so it must follow a press. */
	turnOn(
		account: Account,
		locale: 'vi' | 'en',
		passed?: (step: PushStep) => void
	): Promise<PushOutcome> {
		return this.#inTurn(async () => {
			const outcome = await subscribe(account, { locale, passed });
			await this.#settle(outcome);
			return outcome;
		});
	}

	turnOff(): Promise<void> {
		return this.#inTurn(async () => {
			await stopTelling();
			this.#state = stateBefore();
		});
	}

	/** What the device says by itself, it says in this language from now on. */
	async speak(locale: 'vi' | 'en'): Promise<void> {
		const owner = await toldOwner();
		if (owner) await keepOwner({ ...owner, locale });
	}

	async #settle(outcome: PushOutcome): Promise<void> {
		this.#trouble = outcome.ok ? undefined : outcome.trouble;
		if (outcome.ok) this.#state = 'on';
		else this.#state = (await toldOwner()) ? 'stale' : stateBefore();
	}

	#inTurn<T>(work: () => Promise<T>): Promise<T> {
		const result = this.#turn.then(work);
		this.#turn = result.catch(() => undefined);
		return result;
	}
}

/** As far as can be told without asking anybody. */
function stateBefore(): PushState {
	if (session.isShared) return 'shared';
	const against = obstacle();
	if (against) return against.trouble === 'not_installed' ? 'needs_installation' : 'unsupported';
	return Notification.permission === 'denied' ? 'blocked' : 'off';
}

export const push = new Push();
