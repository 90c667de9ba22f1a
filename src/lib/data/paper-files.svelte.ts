import type { Id } from '$domain/dossier/dossier.ts';
import type { Payload } from '$domain/dossier/intent.ts';
import { SvelteMap } from 'svelte/reactivity';
import {
	keepFile,
	listFiles,
	removeFile,
	type Gathering,
	type LocalFile,
	type PickFault
} from './attachments.ts';
import { whenChanged } from './storage/changes.ts';
import { syncing } from './sync.svelte.ts';
import { filesNamedIn, outboxItems } from './sync/outbox.ts';

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
 * The files a person gathers for one action on a dossier, paper by paper. They stay on the device
 * until the server has the action that names them.
 */
export class PaperFiles {
	readonly #gathering: Gathering;
	/** Counts readings and changes, so that a reading that was overtaken changes nothing. */
	#turn = 0;
	#kept = $state.raw<readonly LocalFile[]>([]);
	/** Of a file being copied only its name is known. */
	#keeping = $state.raw<readonly { paper: string; name: string }[]>([]);
	readonly #faults = new SvelteMap<string, { code: PickFault; name: string }>();

	constructor(gathering: Gathering) {
		this.#gathering = gathering;
	}

	/** @throws where the browser forbids storage */
	async load(): Promise<void> {
		const turn = (this.#turn += 1);
		const kept = await free(this.#gathering);
		if (turn === this.#turn) this.#kept = kept;
	}

	/** Shows what lies on the device, also as other tabs and the sender change it. @returns what ends it */
	watch(): () => void {
		const load = () => void this.load().catch(() => undefined); // storage may be forbidden
		load();
		const ends = [whenChanged('files', load), whenChanged('outbox', load)];
		return () => ends.forEach((end) => end());
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

	/** A file that was picked is still being copied: what is sent now would go without it. */
	get isKeeping(): boolean {
		return this.#keeping.length > 0;
	}

	/** Copies files into the device, one by one. */
	async pick(paper: string, picked: Iterable<File>): Promise<void> {
		this.#faults.delete(paper);
		for (const file of picked) {
			const keeping = { paper, name: file.name };
			this.#keeping = [...this.#keeping, keeping];
			const kept = await keepFile(this.#gathering, paper, file);
			this.#keeping = this.#keeping.filter((other) => other !== keeping);
			if (kept.ok) this.#take([...this.#without(kept.file.id), kept.file]);
			else this.#faults.set(paper, { code: kept.code, name: kept.name });
		}
	}

	async remove(id: Id): Promise<void> {
		await removeFile({ owner: this.#gathering.owner, id });
		this.#take(this.#without(id));
	}

	/** What to name in the action that gives the files of these papers. */
	toSend(papers: readonly string[]): Payload<'supply'>['files'] {
		return this.#kept
			.filter(({ paper }) => papers.includes(paper))
			.map(({ id, paper, sha256, sizeBytes }) => ({ attachment: id, paper, sha256, sizeBytes }));
	}

	#without(id: Id): LocalFile[] {
		return this.#kept.filter((file) => file.id !== id);
	}

	#take(kept: readonly LocalFile[]): void {
		this.#turn += 1;
		this.#kept = kept;
	}
}

/**
 * Gathered files that were not given yet. Those of a draft stand in it until it is settled, for it
 * may be taken back; those of a supplement on its way are not to be given a second time.
 */
async function free({ owner, dossier, toGive }: Gathering): Promise<LocalFile[]> {
	const [kept, items] = await Promise.all([
		listFiles(owner, dossier),
		toGive === 'supply' ? outboxItems(owner, dossier) : []
	]);
	const given = items
		.filter(({ state }) => state !== 'refused')
		.flatMap(({ content }) => filesNamedIn(content.intent));
	return kept.filter((file) => file.toGive === toGive && !given.includes(file.id));
}

function wayOf(id: Id): Pick<FileOnItsWay, 'state' | 'progress'> {
	const { file } = syncing.status;
	if (file?.attachment !== id) return { state: 'kept', progress: 0 };
	return file.share < 1
		? { state: 'sending', progress: file.share }
		: { state: 'checking', progress: 1 };
}
