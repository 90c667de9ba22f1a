import type { Id } from '$domain/dossier/dossier.ts';
import type { Payload } from '$domain/dossier/intent.ts';
import { SvelteMap } from 'svelte/reactivity';
import {
	keepFile,
	listFiles,
	removeFile,
	type LocalFile,
	type PickFault
} from './attachments.ts';
import type { Owner } from './storage/rows.ts';
import { syncing } from './sync.svelte.ts';

/** How far a file is on its way from the camera to the Department. */
export type FileState = 'keeping' | 'kept' | 'sending' | 'checking';

export interface FileOnItsWay {
	readonly id: Id;
	readonly name: string;
	readonly sizeBytes: number;
	readonly state: FileState;
	/** Share that left the device, 0 to 1, while `sending`. */
	readonly progress: number;
}

/**
 * The files a person gathers for one dossier, paper by paper. They stay on the device until the
 * server has the action that names them.
 */
export class PaperFiles {
	readonly #owner: Owner;
	readonly #dossier: Id;
	#kept = $state.raw<readonly LocalFile[]>([]);
	/** Of a file being copied only its name is known. */
	#keeping = $state.raw<readonly { paper: string; name: string }[]>([]);
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
					...wayOf(id)
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
	}

	/** What to name in the action that gives the files of these papers. */
	toSend(papers: readonly string[]): Payload<'supply'>['files'] {
		return this.#kept
			.filter(({ paper }) => papers.includes(paper))
			.map(({ id, paper, sha256, sizeBytes }) => ({ attachment: id, paper, sha256, sizeBytes }));
	}
}

function wayOf(id: Id): Pick<FileOnItsWay, 'state' | 'progress'> {
	const { file } = syncing.status;
	if (file?.attachment !== id) return { state: 'kept', progress: 0 };
	return file.share < 1
		? { state: 'sending', progress: file.share }
		: { state: 'checking', progress: 1 };
}
