import * as v from 'valibot';
import type { Id } from '$domain/dossier/dossier.ts';
import type { Envelope, Owner } from './storage/rows.ts';
import { commit, Shelf, type Change } from './storage/shelf.ts';
import type { ErrandType } from './sync/errand.ts';

/**
 * What somebody has typed into the form of an action and not sent yet. It survives closing the form,
 * a reload and an empty battery, and goes when the action is written down.
 */
interface TypedEnvelope extends Envelope {
	/** Refused item of the outbox that is being done again. */
	readonly redoes: Id | null;
}

const typed = new Shelf<TypedEnvelope, unknown>('typed');

/** The form of one action on one dossier or question; of what begins one, where that is empty. */
export class TypedForm<Content> {
	readonly #owner: Owner;
	readonly #dossier: Id;
	readonly #id: Id;
	readonly #schema: v.GenericSchema<unknown, Content>;
	/** Writes follow each other; of what waits only the last is written. */
	#writing: Promise<unknown> = Promise.resolve();
	#newest = 0;

	constructor(
		owner: Owner,
		dossier: Id,
		type: ErrandType,
		schema: v.GenericSchema<unknown, Content>
	) {
		this.#owner = owner;
		this.#dossier = dossier;
		this.#id = `${dossier}-${type}`;
		this.#schema = schema;
	}

	/** What was typed last time. */
	async recall(): Promise<{ content: Content; redoes: Id | null } | undefined> {
		const kept = await typed.get(this.#owner, this.#id);
		const parsed = kept && v.safeParse(this.#schema, kept.content);
		return parsed?.success ? { content: parsed.output, redoes: kept?.redoes ?? null } : undefined;
	}

	/** Where the device takes no more, it stays on the screen and nothing else. */
	keep(content: Content, redoes: Id | null): void {
		const envelope = { owner: this.#owner, id: this.#id, dossier: this.#dossier, redoes };
		this.#write(typed.put({ ...envelope, content }));
	}

	forget(): void {
		this.#write(this.#removal);
	}

	/** All that was to be kept or forgotten so far stands on the device. */
	async written(): Promise<void> {
		await this.#writing;
	}

	/** To be made together with writing the action down; nothing typed before is written after it. */
	async removed(): Promise<Change> {
		this.#newest += 1;
		await this.#writing;
		return this.#removal;
	}

	get #removal(): Change {
		return typed.remove(this.#owner, this.#id);
	}

	#write(change: Change): void {
		const turn = ++this.#newest;
		this.#writing = this.#writing
			.then(() => (turn === this.#newest ? commit([change]) : undefined))
			.catch(() => undefined);
	}
}
