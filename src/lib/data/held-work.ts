import type { Id } from '$domain/dossier/dossier.ts';
import { compareForWork, type FindableItem } from '$domain/official/worklist.ts';
import { foldedWords } from '$domain/procedure/fold.ts';
import { heldDossier, heldDossiers, heldEnvelopes, type HeldDossier } from './held-dossiers.ts';
import { whenChanged } from './storage/changes.ts';
import type { Owner } from './storage/rows.ts';

/** More changed rows than this, and all are opened at once. */
const MOST_SINGLE = 50;

/**
 * The dossiers an officer's device holds, opened and in order of work. Opening thousands takes a
 * while, so they stay open from screen to screen, and only what changed is opened again.
 */
export class HeldWork {
	readonly #owner: Owner;
	readonly #opened = new Map<Id, { readonly stamp: string; readonly item: FindableItem }>();
	#items: readonly FindableItem[] = [];
	#isStale = true;

	constructor(owner: Owner) {
		this.#owner = owner;
	}

	/** Something changed on the device. */
	noticeChange(): void {
		this.#isStale = true;
	}

	get items(): readonly FindableItem[] {
		return this.#items;
	}

	/** Opens what changed on the device since. */
	async refresh(): Promise<void> {
		if (!this.#isStale) return;
		this.#isStale = false;
		const envelopes = await heldEnvelopes(this.#owner);
		const stamps = new Map(envelopes.map(({ id, seq, seenAt }) => [id, `${seq} ${seenAt}`]));
		const changed = [...stamps.keys()].filter(
			(id) => this.#opened.get(id)?.stamp !== stamps.get(id)
		);
		const gone = [...this.#opened.keys()].filter((id) => !stamps.has(id));
		if (changed.length + gone.length === 0) return;
		for (const id of gone) this.#opened.delete(id);
		for (const held of await this.#open(changed)) {
			const stamp = `${held.dossier.seq} ${held.seenAt}`;
			this.#opened.set(held.dossier.id, { stamp, item: findable(held) });
		}
		this.#items = [...this.#opened.values()]
			.map(({ item }) => item)
			.sort((a, b) => compareForWork(a.dossier, b.dossier));
	}

	async #open(ids: readonly Id[]): Promise<HeldDossier[]> {
		if (ids.length > MOST_SINGLE) return heldDossiers(this.#owner);
		const held = await Promise.all(ids.map((id) => heldDossier(this.#owner, id)));
		return held.filter((each) => each !== undefined);
	}
}

function findable({ dossier, applicantName, organisation, caseOfficerName }: HeldDossier) {
	const words = foldedWords(`${applicantName} ${organisation}`);
	return { dossier, applicantName, caseOfficerName, words };
}

let held: { readonly owner: Owner; readonly work: HeldWork } | undefined;

whenChanged('dossiers', () => held?.work.noticeChange());
// When a session ends here, what was opened by it is closed.
whenChanged('keys', () => (held = undefined));

/** What is held for one officer, kept open while they work. */
export function heldWork(owner: Owner): HeldWork {
	if (held?.owner !== owner) held = { owner, work: new HeldWork(owner) };
	return held.work;
}
