import { createHash } from 'node:crypto';
import type { Dossier } from '$domain/dossier/dossier.ts';
import type { Payload } from '$domain/dossier/intent.ts';
import type * as App from './app.ts';
import type { Chance } from './chance.ts';
import type { Device } from './device.ts';
import type { Journal } from './journal.ts';

type Submission = Payload<'submit'>;

/** What every request of a run has in common. */
export interface TravelRequest {
	readonly procedure: string;
	readonly procedureVersion: string;
	readonly answers: Submission['answers'];
	readonly form: Submission['form'];
	readonly papers: readonly string[];
}

export interface Prepared {
	readonly id: string;
	readonly submitAction: string;
	readonly payload: Submission;
}

/** A file that travels in parts, among many that do not. */
const LARGE_SHARE = 0.03;
const LARGE_BYTES = 300 * 1024;

/** How an applicant gets drafts and papers together, on the device and nowhere else. */
export class Preparing {
	readonly #device: Device;
	readonly #chance: Chance;
	readonly #journal: Journal;
	readonly #request: TravelRequest;

	constructor(device: Device, chance: Chance, journal: Journal, request: TravelRequest) {
		this.#device = device;
		this.#chance = chance;
		this.#journal = journal;
		this.#request = request;
	}

	/** A draft with its papers, of which somebody may forget one. @returns nothing when no room is left */
	async draft(app: typeof App): Promise<Prepared | undefined> {
		const { owner } = this.#device;
		const { papers, ...request } = this.#request;
		const created = await app.createDraft({ ...request, owner });
		if (!created.ok) return undefined;
		const draft = created.value;
		const form = { ...request.form, purpose: `Thăm người thân ${this.#chance.id()}` };
		await app.saveDraft(draft, { form, resultReturn: 'electronic' });
		const given = this.#chance.happens(0.1) ? papers.slice(1) : papers;
		const files = await this.#files(app, this.#for(draft.id, 'submit'), given);
		const payload: Submission = {
			...request,
			...{ form, files, resultReturn: 'electronic', consentVersion: '1', statementOfTruth: true }
		};
		return { id: draft.id, submitAction: draft.submitAction, payload };
	}

	/** The same draft with another purpose, and with all its papers. */
	async change(app: typeof App, { id, payload }: Prepared): Promise<Submission> {
		const form = { ...payload.form, purpose: `Dự hội thảo ${this.#chance.id()}` };
		await app.saveDraft({ owner: this.#device.owner, id }, { form });
		const missing = this.#request.papers.filter(
			(paper) => !payload.files.some((file) => file.paper === paper)
		);
		return {
			...payload,
			form,
			files: [...payload.files, ...(await this.#files(app, this.#for(id, 'submit'), missing))]
		};
	}

	/** All the papers that were asked for. @returns nothing when no room is left */
	async supply(app: typeof App, dossier: Dossier): Promise<Payload<'supply'> | undefined> {
		const asked = dossier.requestedPapers.map(({ paper }) => paper);
		const files = await this.#files(app, this.#for(dossier.id, 'supply'), asked);
		return files.length < asked.length ? undefined : { files, remark: this.#chance.id() };
	}

	#for(dossier: string, toGive: App.Gathering['toGive']): App.Gathering {
		return { owner: this.#device.owner, dossier, toGive };
	}

	async #files(
		app: typeof App,
		gathering: App.Gathering,
		papers: readonly string[]
	): Promise<Submission['files']> {
		const files: Submission['files'] = [];
		for (const paper of papers) {
			const length = this.#chance.happens(LARGE_SHARE) ? LARGE_BYTES : this.#chance.whole(20, 900);
			const bytes = Buffer.concat([Buffer.from('%PDF-1.4\n'), this.#chance.bytes(length)]);
			const scan = new File([new Uint8Array(bytes)], `${paper}.pdf`, { type: 'application/pdf' });
			const kept = await app.keepFile(gathering, paper, scan);
			if (!kept.ok) continue;
			const { id, sizeBytes } = kept.file;
			// Of the bytes as they were before the app had them.
			const sha256 = createHash('sha256').update(bytes).digest('hex');
			this.#journal.files.push({ id, owner: gathering.owner, sha256, sizeBytes });
			files.push({ attachment: id, paper, sha256, sizeBytes });
		}
		return files;
	}
}
