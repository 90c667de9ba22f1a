import { currentOwner } from '$data/account.ts';
import {
	beginConversation,
	conversationRevision,
	findConversation,
	goneOnWith,
	keepConversation,
	withSaid,
	type KeptConversation,
	type Said
} from '$data/conversations.ts';
import { deviceNow } from '$data/device-clock.ts';
import type { Committed } from '$data/storage/shelf.ts';

/**
 * A conversation that stands open here, and perhaps in other tabs too. What is said here is added to
 * what they keep; what they erase is gone here, but for what was said here since.
 */
export class OpenConversation {
	/** As it was found on the device. */
	#kept = $state.raw<KeptConversation>();
	/** The same one, with what was said or changed here and does not lie on the device yet. */
	#here = $state.raw<KeptConversation>(beginConversation(currentOwner()));
	readonly #shown = $derived(goneOnWith(this.#kept, this.#here));
	/** Of what was found. */
	#revision: number | undefined;
	#work: Promise<unknown> = Promise.resolve();

	/** @param kept `undefined`: a new one */
	constructor(kept?: KeptConversation) {
		if (!kept) return;
		this.#kept = kept;
		this.#here = { ...kept, said: [] };
	}

	get shown(): KeptConversation {
		return this.#shown;
	}

	/** All that was said here lies on the device, and outlives this page. */
	get isKept(): boolean {
		return this.#here.said.length === 0;
	}

	/** Shows at once what is said, or is otherwise now, and keeps it. */
	say(said: Said, thread = this.#shown.thread): Promise<Committed> {
		this.#here = {
			...this.#here,
			owner: currentOwner(),
			updatedAt: deviceNow(),
			said: withSaid(this.#here.said, said),
			thread
		};
		return this.after(() => this.#keep());
	}

	/** Shows what another tab has said, or that it has erased. */
	catchUp(): Promise<void> {
		return this.after(() => this.#look());
	}

	/** Does something when all that was said here has been kept. */
	after<T>(work: () => Promise<T>): Promise<T> {
		const done = this.#work.then(work);
		this.#work = done.catch(() => undefined);
		return done;
	}

	async #keep(): Promise<Committed> {
		const here = this.#here;
		if (here.said.length === 0) return { ok: true }; // it went with what was said before
		const kept = await keepConversation(here, this.#kept !== undefined);
		if (!kept.ok && kept.reason === 'erased') {
			this.#beginAnew();
			return this.#keep();
		}
		if (!kept.ok) return kept;
		this.#kept = goneOnWith(this.#kept, here);
		this.#here = {
			...this.#here,
			said: this.#here.said.filter((each) => !here.said.includes(each))
		};
		return kept;
	}

	async #look(): Promise<void> {
		if (!this.#kept) return;
		const { id } = this.#kept;
		const revision = await conversationRevision(currentOwner(), id);
		if (revision === undefined) this.#beginAnew();
		else if (revision !== this.#revision) {
			const kept = await findConversation(currentOwner(), id);
			if (!kept) return;
			this.#kept = { ...kept, said: unchanged(kept.said, this.#kept.said) };
			this.#revision = revision;
		}
	}

	/** Erased elsewhere: what was said here and had never been kept goes on as a conversation of its own. */
	#beginAnew(): void {
		const { owner, said } = this.#here;
		const before = this.#kept?.said ?? [];
		const isNew = ({ id }: Said) => !before.some((each) => each.id === id);
		// Signing out erases too: nothing of one person goes on with the next.
		const rest = owner === currentOwner() ? said.filter(isNew) : [];
		const isAsked = (each: Said) => each.kind !== 'reply' || rest.some(({ id }) => id === each.to);
		this.#kept = undefined;
		this.#revision = undefined;
		this.#here = { ...beginConversation(currentOwner()), said: rest.filter(isAsked) };
	}
}

/** What is still the same stays the same object, so that it is not drawn again under somebody's hands. */
function unchanged(said: readonly Said[], before: readonly Said[]): readonly Said[] {
	return said.map((each) => {
		const known = before.find(({ id }) => id === each.id);
		return known && JSON.stringify(known) === JSON.stringify(each) ? known : each;
	});
}
