import type * as v from 'valibot';
import { untrack } from 'svelte';
import type { Id } from '$domain/dossier/dossier.ts';
import type { Unanswered } from './answer.ts';
import { act, type Acted } from './sync/act.ts';
import type { ErrandPayload, ErrandType, Subject } from './sync/errand.ts';
import { discard, outboxItem } from './sync/outbox.ts';
import type { Owner } from './storage/rows.ts';
import { TypedForm } from './typed.ts';

interface Purpose<T extends ErrandType, Content> {
	readonly owner: Owner;
	/** Or the question; empty for one that is not asked yet. */
	readonly dossier: Id;
	readonly type: T;
	readonly schema: v.GenericSchema<unknown, Content>;
	readonly empty: () => Content;
	/** The form as it was when it asked for this. */
	readonly contentOf: (payload: ErrandPayload<T>) => Content;
}

/** The form of an action as it is typed; kept on the device while `keep` runs. */
export class KeptForm<T extends ErrandType, Content extends object> {
	readonly #purpose: Purpose<T, Content>;
	readonly #typed: TypedForm<Content>;
	content: Content;
	#redoes = $state.raw<Id | null>(null);
	#recalled = $state(false);
	#busy = $state(false);
	#trouble = $state.raw<Unanswered>();

	constructor(purpose: Purpose<T, Content>) {
		const { owner, dossier, type, schema, empty } = purpose;
		this.#purpose = purpose;
		this.#typed = new TypedForm(owner, dossier, type, schema);
		this.content = $state(empty());
	}

	/** Refused item of the outbox that is being done again. */
	get redoes(): Id | null {
		return this.#redoes;
	}

	/** The action is being taken: it is not taken a second time. */
	get busy(): boolean {
		return this.#busy;
	}

	/** Why it was not written down the last time; what was typed is still here. */
	get trouble(): Unanswered | undefined {
		return this.#trouble;
	}

	/**
	 * Brings back what was typed, and keeps what is. Called within an effect.
	 * @param redo refused item whose content is taken up instead
	 */
	keep(redo: Id | null = null): void {
		void untrack(() => this.#begin(redo).catch(() => undefined)); // storage may be forbidden
		$effect(() => {
			const content = this.#snapshot();
			const redoes = this.#redoes;
			if (!this.#recalled) return;
			if (isSame(content, this.#purpose.empty())) this.#typed.forget();
			else this.#typed.keep(content, redoes);
		});
	}

	/**
	 * Takes the action. What was typed leaves the device in the same moment in which the action is
	 * written down there, and stays if it is not.
	 */
	async send(subject: Subject, payload: ErrandPayload<T>): Promise<Acted> {
		const { owner, type } = this.#purpose;
		this.#busy = true;
		this.#trouble = undefined;
		const together = [await this.#typed.removed()];
		const acted = await act(owner, subject, type, payload, { together });
		if (acted.ok) await this.#beginAnew();
		else {
			this.#trouble = acted;
			this.#typed.keep(this.#snapshot(), this.#redoes);
		}
		this.#busy = false;
		return acted;
	}

	/** What was done again is settled. */
	async #beginAnew(): Promise<void> {
		const redone = this.#redoes;
		this.#redoes = null;
		this.content = this.#purpose.empty();
		if (redone !== null) await discard({ owner: this.#purpose.owner, id: redone });
	}

	async #begin(redo: Id | null): Promise<void> {
		if (redo !== null && (await this.#doAgain(redo))) return;
		if (this.#recalled) return;
		const kept = await this.#typed.recall();
		if (kept && isSame(this.#snapshot(), this.#purpose.empty())) {
			this.content = kept.content;
			this.#redoes = kept.redoes;
		}
		this.#recalled = true;
	}

	async #doAgain(redo: Id): Promise<boolean> {
		const { owner, dossier, type, contentOf } = this.#purpose;
		const item = await outboxItem(owner, redo);
		const isOther = dossier !== '' && item?.dossier !== dossier;
		if (item?.state !== 'refused' || item.type !== type || isOther) return false;
		// The payload is that of `type`, which the compiler cannot follow through the union.
		this.content = contentOf(item.content.intent.payload as ErrandPayload<T>);
		this.#redoes = redo;
		this.#recalled = true;
		return true;
	}

	#snapshot(): Content {
		return $state.snapshot(this.content) as Content;
	}
}

const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
