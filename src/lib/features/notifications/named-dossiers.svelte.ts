import { SvelteMap } from 'svelte/reactivity';
import { findEntry } from '$data/catalogue.ts';
import { heldDossier } from '$data/held-dossiers.ts';
import { whenChanged } from '$data/storage/changes.ts';
import type { Owner } from '$data/storage/rows.ts';
import type { Id } from '$domain/dossier/dossier.ts';
import type { Localised } from '$domain/procedure/localised.ts';

/** How a person knows a dossier. */
export interface NamedDossier {
	/** Official code, or the number of its draft before it has one. */
	readonly number: string;
	readonly procedure: Localised;
}

/** What dossiers are called, as far as the device holds them: a notification does not say. */
export class NamedDossiers {
	readonly #owner: Owner;
	readonly #named = new SvelteMap<Id, NamedDossier>();

	constructor(owner: Owner) {
		this.#owner = owner;
	}

	/** `undefined`: it is not held, or was not looked up yet. */
	get(dossier: Id): NamedDossier | undefined {
		return this.#named.get(dossier);
	}

	/**
	 * Looks these up, and again whenever the device learns more.
	 * @returns what ends it
	 */
	follow(dossiers: readonly Id[]): () => void {
		const learn = () =>
			void Promise.all(dossiers.map((id) => this.#learn(id))).catch(() => undefined); // storage may be forbidden
		learn();
		return whenChanged('dossiers', learn);
	}

	async #learn(id: Id): Promise<void> {
		const held = await heldDossier(this.#owner, id);
		if (!held) return;
		const { procedure, procedureVersion, code, draftNumber } = held.dossier;
		const number = code ?? draftNumber;
		if (this.#named.get(id)?.number === number) return;
		const entry = await findEntry(procedure, procedureVersion);
		if (entry.ok) this.#named.set(id, { number, procedure: entry.value.procedure.name });
	}
}
