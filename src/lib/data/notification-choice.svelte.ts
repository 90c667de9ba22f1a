import type { Preferences } from '$domain/notification/preferences.ts';
import type { Unanswered } from './answer.ts';
import {
	fetchPreferences,
	keepChoice,
	recallChoice,
	savePreferences
} from './notification-settings.ts';
import type { Owner } from './storage/rows.ts';

/** How an account wants to be told, while somebody changes it. */
export class NotificationChoice {
	readonly #owner: Owner;
	#chosen = $state.raw<Preferences>();
	#isUnsaved = $state(false);
	#isSaved = $state(false);
	#isBusy = $state(false);
	#trouble = $state.raw<Unanswered>();

	constructor(owner: Owner) {
		this.#owner = owner;
	}

	/** `undefined` until it is known. */
	get chosen(): Preferences | undefined {
		return this.#chosen;
	}

	/** The server does not have it as it stands here. */
	get isUnsaved(): boolean {
		return this.#isUnsaved;
	}

	/** It was just saved. */
	get isSaved(): boolean {
		return this.#isSaved;
	}

	get isBusy(): boolean {
		return this.#isBusy;
	}

	get trouble(): Unanswered | undefined {
		return this.#trouble;
	}

	/** What was chosen last time and not saved comes before what the server has. */
	async load(): Promise<void> {
		this.#trouble = undefined;
		const kept = await recallChoice(this.#owner);
		const answer = kept ? undefined : await fetchPreferences(this.#owner);
		if (kept) this.#chosen = kept;
		else if (answer?.ok) this.#chosen = answer.value;
		else this.#trouble = answer;
		this.#isUnsaved = kept !== undefined;
	}

	/** Keeps the choice on the device, until it is saved. */
	async choose(chosen: Preferences): Promise<void> {
		this.#chosen = chosen;
		this.#isUnsaved = true;
		this.#isSaved = false;
		await keepChoice(this.#owner, chosen);
	}

	async save(): Promise<void> {
		if (!this.#chosen || this.#isBusy) return;
		this.#isBusy = true;
		const answer = await savePreferences(this.#owner, this.#chosen);
		this.#isBusy = false;
		this.#isSaved = answer.ok;
		this.#isUnsaved = !answer.ok;
		this.#trouble = answer.ok ? undefined : answer;
	}
}
