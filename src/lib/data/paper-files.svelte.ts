import type { Id } from '$domain/dossier/dossier.ts';
import { SvelteMap } from 'svelte/reactivity';
import { faulted, refused, success, type Answer } from './answer.ts';
import {
	keepFile,
	listFiles,
	removeFile,
	type LocalFile,
	type PickFault
} from './attachments.ts';
import type { Owner } from './storage/rows.ts';
import { session } from './session.svelte.ts';
import { sendFiles, verdictsOf } from './sync/upload.ts';

/** How far a file is on its way from the camera to the Department. */
export type FileState = 'keeping' | 'kept' | 'sending' | 'checking' | 'received' | 'failed';

export interface FileOnItsWay {
	readonly id: Id;
	readonly name: string;
	readonly sizeBytes: number;
	readonly state: FileState;
	/** Share that left the device, 0 to 1, while `sending`. */
	readonly progress: number;
}

const LOOK_EVERY_MS = 700;
const GIVE_UP_AFTER_MS = 90_000;

/**
 * The files a person gathers for one dossier, paper by paper. They stay on the device until `send`;
 * sent, they count as received once the server has read them back and found them whole.
 */
export class PaperFiles {
	readonly #owner: Owner;
	readonly #dossier: Id;
	#kept = $state.raw<readonly LocalFile[]>([]);
	/** Of a file being copied only its name is known. */
	#keeping = $state.raw<readonly { paper: string; name: string }[]>([]);
	readonly #states = new SvelteMap<Id, { state: FileState; progress: number }>();
	readonly #faults = new SvelteMap<string, { code: PickFault; name: string }>();

	constructor(owner: Owner, dossier: Id) {
		this.#owner = owner;
		this.#dossier = dossier;
	}

	/** @throws where the browser forbids storage */
	async load(): Promise<void> {
		this.#kept = await listFiles(this.#owner, this.#dossier);
	}

	of(paper: string): FileOnItsWay[] {
		return [
			...this.#kept
				.filter((file) => file.paper === paper)
				.map(({ id, name, sizeBytes }) => ({
					id,
					name,
					sizeBytes,
					...(this.#states.get(id) ?? { state: 'kept' as const, progress: 0 })
				})),
			...this.#keeping
				.filter((file) => file.paper === paper)
				.map(({ name }, index) => ({
					id: `keeping-${index}`,
					name,
					sizeBytes: 0,
					state: 'keeping' as const,
					progress: 0
				}))
		];
	}

	/** Why the last file picked for `paper` was not kept. */
	faultOf(paper: string): { readonly code: PickFault; readonly name: string } | undefined {
		return this.#faults.get(paper);
	}

	get count(): number {
		return this.#kept.length;
	}

	/** Copies files into the device, one by one. */
	async pick(paper: string, picked: Iterable<File>): Promise<void> {
		this.#faults.delete(paper);
		for (const file of picked) {
			const keeping = { paper, name: file.name };
			this.#keeping = [...this.#keeping, keeping];
			const kept = await keepFile(this.#owner, this.#dossier, paper, file);
			this.#keeping = this.#keeping.filter((other) => other !== keeping);
			if (kept.ok) this.#kept = [...this.#kept, kept.file];
			else this.#faults.set(paper, { code: kept.code, name: kept.name });
		}
	}

	async remove(id: Id): Promise<void> {
		await removeFile({ owner: this.#owner, id });
		this.#kept = this.#kept.filter((file) => file.id !== id);
		this.#states.delete(id);
	}

	/**
	 * Sends the files of these papers and waits until the server has read them back.
	 * @returns what to name in the action
	 */
	async send(papers: readonly string[]): Promise<Answer<readonly LocalFile[]>> {
		const known = await session.confirm();
		if (!known.ok) return known.kind === 'fault' ? known : faulted('signed_out');
		const sent = await sendFiles(
			this.#dossier,
			this.#kept.filter(({ paper }) => papers.includes(paper)),
			(id, progress) => this.#states.set(id, stateOf(progress))
		);
		return sent.ok ? this.#awaitReceipt(sent.value) : sent;
	}

	async #awaitReceipt(
		files: readonly LocalFile[]
	): Promise<Answer<readonly LocalFile[]>> {
		const until = Date.now() + GIVE_UP_AFTER_MS;
		while (Date.now() < until) {
			const there = await verdictsOf(this.#dossier);
			if (!there.ok) return there;
			const stateAt = (id: Id) => there.value.find((file) => file.id === id)?.state;
			for (const { id } of files) {
				if (stateAt(id) === 'verified') this.#states.set(id, { state: 'received', progress: 1 });
			}
			const damaged = files.find(({ id }) => stateAt(id) === 'mismatch');
			if (damaged) {
				this.#states.set(damaged.id, { state: 'failed', progress: 0 });
				return refused('attachment.hash_differs', damaged.paper, damaged.paper);
			}
			if (files.every(({ id }) => stateAt(id) === 'verified')) return success(files);
			await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
		}
		return faulted('timeout');
	}
}

function stateOf(progress: number | 'sent' | 'failed'): { state: FileState; progress: number } {
	if (progress === 'sent') return { state: 'checking', progress: 1 };
	if (progress === 'failed') return { state: 'failed', progress: 0 };
	return { state: 'sending', progress };
}
