import { actorOf, type Account } from '$data/account.ts';
import type { Unanswered } from '$data/answer.ts';
import { cachedDossier, fetchDossier } from '$data/dossiers.ts';
import type { ActionView, DossierDetail } from '$data/mappers.ts';
import { act, type Acted } from '$data/sync/act.ts';
import { discard, type DossierItem } from '$data/sync/outbox.ts';
import { whyNot } from '$domain/dossier/permission.ts';
import type { Refusal } from '$domain/refusal.ts';

/** Work that met a dossier which others had changed meanwhile. A person decides what becomes of it. */
export class Conflict {
	readonly #account: Account;
	readonly #item: DossierItem;
	#detail = $state.raw<DossierDetail>();
	#trouble = $state.raw<Unanswered>();
	#busy = $state(false);

	constructor(account: Account, item: DossierItem) {
		this.#account = account;
		this.#item = item;
	}

	/** The dossier as it now is; `undefined` until it was read. */
	get detail(): DossierDetail | undefined {
		return this.#detail;
	}

	get trouble(): Unanswered | undefined {
		return this.#trouble;
	}

	get busy(): boolean {
		return this.#busy;
	}

	/** What others did that the maker of the item did not see. */
	get happened(): readonly ActionView[] {
		return happenedSince(this.#item, this.#detail?.actions ?? []);
	}

	/** Why it can no longer be done as the dossier now stands; nothing when it can. */
	get hindrance(): Refusal | undefined {
		if (!this.#detail) return undefined;
		return whyNot(this.#detail.dossier, this.#item.type, actorOf(this.#account));
	}

	/** Reads how the dossier now stands: from the device at once, then from the server. */
	async look(): Promise<void> {
		const { id: owner } = this.#account;
		const { dossier } = this.#item;
		const held = await cachedDossier(owner, dossier);
		if (held?.detail && happenedSince(this.#item, held.detail.actions).length > 0) {
			this.#detail = held.detail;
		}
		const answer = await fetchDossier(owner, dossier);
		if (answer.ok) this.#detail = answer.value;
		this.#trouble = answer.ok ? undefined : answer;
	}

	/** Does the same on the dossier as it now stands. The old item goes only once the new one is kept. */
	async doMine(): Promise<Acted | undefined> {
		if (!this.#detail || this.#busy) return undefined;
		this.#busy = true;
		const { owner, content } = this.#item;
		const { type, payload } = content.intent;
		const acted = await act(owner, this.#detail.dossier, type, payload);
		if (acted.ok) await discard(this.#item);
		else await this.look();
		this.#busy = false;
		return acted;
	}
}

/** An item that was built upon another one cannot tell by its number alone what its maker saw. */
export function happenedSince(
	{ content, madeAt, follows }: DossierItem,
	actions: readonly ActionView[]
): ActionView[] {
	const { expectedSeq } = content.intent;
	return actions.filter(
		({ id, seq, at }) =>
			(follows === null || id !== follows) &&
			(seq > expectedSeq || (follows !== null && at > madeAt))
	);
}
