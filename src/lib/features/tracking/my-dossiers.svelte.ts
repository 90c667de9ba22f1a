import { deviceNow } from '$data/device-clock.ts';
import type { Unanswered } from '$data/answer.ts';
import { findEntry } from '$data/catalogue.ts';
import { cachedDossiers, fetchMyDossiers } from '$data/dossiers.ts';
import { discardDraft, listDrafts, type Draft } from '$data/drafts.ts';
import { whenChanged } from '$data/storage/changes.ts';
import { NOBODY } from '$data/storage/rows.ts';
import type { Dossier } from '$domain/dossier/dossier.ts';
import type { Localised } from '$domain/procedure/localised.ts';
import type { Instant } from '$domain/time/plain-date.ts';
import { SvelteMap } from 'svelte/reactivity';

/** What a person has begun and filed. Shown from the device first, then as the server says. */
export class MyDossiers {
	readonly #owner: string | null;
	#drafts = $state.raw<readonly Draft[]>();
	#dossiers = $state.raw<readonly Dossier[]>();
	#seenAt = $state.raw<Instant>();
	#trouble = $state.raw<Unanswered>();
	readonly #names = new SvelteMap<string, Localised>();

	/** @param owner account signed in; `null`: only drafts are there */
	constructor(owner: string | null) {
		this.#owner = owner;
	}

	/** `undefined` until the device has answered. */
	get drafts(): readonly Draft[] | undefined {
		return this.#drafts;
	}

	get dossiers(): readonly Dossier[] | undefined {
		return this.#dossiers;
	}

	get seenAt(): Instant | undefined {
		return this.#seenAt;
	}

	get trouble(): Unanswered | undefined {
		return this.#trouble;
	}

	/** Name of a procedure; its slug until the catalogue was asked. */
	nameOf(procedure: string): Localised {
		return this.#names.get(procedure) ?? { vi: procedure, en: procedure };
	}

	async load(): Promise<void> {
		await this.recall();
		await this.refresh();
	}

	/** What the device holds. */
	async recall(): Promise<void> {
		await this.#loadFromDevice().catch(() => undefined); // storage may be forbidden
		this.#drafts ??= [];
		await this.#learnNames();
	}

	async refresh(): Promise<void> {
		if (this.#owner === null) return;
		const answer = await fetchMyDossiers(this.#owner);
		if (answer.ok) {
			this.#dossiers = answer.value;
			this.#seenAt = deviceNow();
		}
		this.#trouble = answer.ok ? undefined : answer;
		await this.#learnNames();
	}

	/** Follows what the device holds, whoever brought it. @returns what ends it */
	watch(): () => void {
		const recall = () => void this.recall();
		const ends = [whenChanged('dossiers', recall), whenChanged('drafts', recall)];
		return () => {
			for (const end of ends) end();
		};
	}

	async discard(draft: Draft): Promise<void> {
		await discardDraft(draft);
		this.#drafts = this.#drafts?.filter(({ id }) => id !== draft.id);
	}

	async #loadFromDevice(): Promise<void> {
		this.#drafts = await listDrafts(this.#owner ?? NOBODY);
		if (this.#owner === null) return;
		const cached = await cachedDossiers(this.#owner);
		if (cached.length === 0) return;
		this.#dossiers = cached.map(({ dossier }) => dossier);
		this.#seenAt = cached.map(({ seenAt }) => seenAt).sort()[0];
	}

	async #learnNames(): Promise<void> {
		const all = [...(this.#drafts ?? []), ...(this.#dossiers ?? [])];
		for (const { procedure, procedureVersion } of all) {
			if (this.#names.has(procedure)) continue;
			const entry = await findEntry(procedure, procedureVersion).catch(() => undefined);
			if (entry?.ok) this.#names.set(procedure, entry.value.procedure.name);
		}
	}
}
