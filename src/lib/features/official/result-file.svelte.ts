import { keepFile, removeFile, type LocalFile, type PickFault } from '$data/attachments.ts';
import type { Fault } from '$data/answer.ts';
import { sendFile, verdictsOf } from '$data/sync/upload.ts';
import type { Id } from '$domain/dossier/dossier.ts';
import { MAX_FILE_BYTES } from '$domain/dossier/file-parts.ts';
import type { RefusalCode } from '$domain/refusal.ts';

/** Slot under which the result is stored among the dossier's files. */
export const RESULT_PAPER = 'ket-qua';

/** The worker reads a file again within a second or two; after this long one is told to wait. */
const LOOK_EVERY_MS = 1000;
const LOOKS = 60;

export type ResultFileState =
	| { readonly kind: 'none' }
	| { readonly kind: 'sending'; readonly name: string; readonly share: number }
	/** On the server, not yet read again and compared. */
	| { readonly kind: 'checking'; readonly name: string }
	| { readonly kind: 'ready'; readonly name: string; readonly id: Id }
	| { readonly kind: 'not_accepted'; readonly code: PickFault | RefusalCode }
	| { readonly kind: 'trouble'; readonly fault: Fault };

/** Sends the signed result and waits until the server has found it whole. */
export class ResultFile {
	#state = $state.raw<ResultFileState>({ kind: 'none' });
	readonly maxBytes = MAX_FILE_BYTES;

	constructor(
		readonly officer: string,
		readonly dossier: Id
	) {}

	get state(): ResultFileState {
		return this.#state;
	}

	/** @returns the id of the file once it may be issued, else nothing */
	async send(picked: File): Promise<Id | null> {
		this.#state = { kind: 'sending', name: picked.name, share: 0 };
		const gathering = {
			owner: this.officer,
			dossier: this.dossier,
			toGive: 'issue_result'
		} as const;
		const kept = await keepFile(gathering, RESULT_PAPER, picked);
		if (!kept.ok) {
			this.#state = { kind: 'not_accepted', code: kept.code };
			return null;
		}
		try {
			return await this.#bring(kept.file);
		} finally {
			// The server has it, or it will be picked again: no copy stays behind.
			await removeFile(kept.file);
		}
	}

	async #bring(file: LocalFile): Promise<Id | null> {
		const { id, name } = file;
		const sent = await sendFile(file, (share) => {
			this.#state = { kind: 'sending', name, share };
		});
		if (!sent.ok) {
			this.#state =
				sent.kind === 'fault'
					? { kind: 'trouble', fault: sent.fault }
					: { kind: 'not_accepted', code: sent.code };
			return null;
		}
		this.#state = { kind: 'checking', name };
		return this.#awaitVerdict(id, name);
	}

	async #awaitVerdict(id: Id, name: string): Promise<Id | null> {
		for (let look = 0; look < LOOKS; look += 1) {
			const answer = await verdictsOf(this.dossier);
			const file = answer.ok ? answer.value.find((stored) => stored.id === id) : undefined;
			if (file?.state === 'verified') {
				this.#state = { kind: 'ready', name, id };
				return id;
			}
			if (file?.state === 'mismatch') {
				this.#state = { kind: 'not_accepted', code: 'attachment.hash_differs' };
				return null;
			}
			await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
		}
		this.#state = { kind: 'trouble', fault: 'timeout' };
		return null;
	}
}
