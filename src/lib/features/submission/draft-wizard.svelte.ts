import { deviceToday } from '$data/device-clock.ts';
import type { Answer } from '$data/answer.ts';
import { findEntry } from '$data/catalogue.ts';
import { fetchDepartment } from '$data/department.ts';
import { claimDraft, findDraft, saveDraft, type Draft, type DraftChange } from '$data/drafts.ts';
import { PaperFiles } from '$data/paper-files.svelte.ts';
import type { Owner } from '$data/storage/rows.ts';
import type { Committed } from '$data/storage/shelf.ts';
import { act, type Acted } from '$data/sync/act.ts';
import type { Id } from '$domain/dossier/dossier.ts';
import type { FieldError } from '$domain/procedure/applicant-details.ts';
import type { CatalogueEntry } from '$domain/procedure/catalogue.ts';
import { checklist, type Checklist } from '$domain/procedure/checklist.ts';
import { CONSENT } from './consent.ts';
import { faultsOn, formToSend, screensOf, type Screen } from './screens.ts';

/** Something to mend before the dossier can go; `paper` faults name the slot. */
export type Fault = FieldError | { readonly field: string; readonly code: 'papers.missing' };

/** Why what was typed last stands on the screen only: the session ended, no room, no draft any more. */
export type Unsaved = Extract<Committed, { ok: false }>['reason'];

/**
 * A draft on its way through the form. It is saved at each keystroke; nothing waits for a button.
 * Made by `openDraft`, so that all it needs is there.
 */
export class DraftWizard {
	readonly entry: CatalogueEntry;
	readonly checklist: Checklist;
	files = $state.raw() as PaperFiles;
	#draft = $state.raw() as Draft;
	#sending = $state(false);
	#unsaved = $state<Unsaved | null>(null);
	/** Writes that have not ended: what begins one shall not depend on their number. */
	#writes = 0;
	#stored = $state(true);

	constructor(draft: Draft, entry: CatalogueEntry, checklist: Checklist, files: PaperFiles) {
		this.#draft = draft;
		this.entry = entry;
		this.checklist = checklist;
		this.files = files;
	}

	readonly screens = $derived.by((): Screen[] => screensOf(this.checklist, this.#draft.form));

	get draft(): Draft {
		return this.#draft;
	}

	/** `null`: everything typed is written down. */
	get unsaved(): Unsaved | null {
		return this.#unsaved;
	}

	/** All that was typed lies on the device, and outlives the page. */
	get isStored(): boolean {
		return this.#stored;
	}

	get isSending(): boolean {
		return this.#sending;
	}

	value(field: string): string {
		return this.#draft.form[field] ?? '';
	}

	type(field: string, value: string): void {
		this.change({ form: { ...this.#draft.form, [field]: value } });
	}

	change(change: DraftChange): void {
		this.#draft = { ...this.#draft, ...change };
		void this.#save(change);
	}

	/** Tries again, when what hindered it may have passed. */
	saveAgain(): void {
		if (this.#unsaved === null) return;
		const { answers, form, resultReturn, consentVersion, statementOfTruth, screen } = this.#draft;
		void this.#save({ answers, form, resultReturn, consentVersion, statementOfTruth, screen });
	}

	async #save(change: DraftChange): Promise<void> {
		this.#writes += 1;
		this.#stored = false;
		const saved = await saveDraft(this.#draft, change).catch(() => FORBIDDEN);
		this.#writes -= 1;
		this.#unsaved = saved.ok ? null : saved.reason;
		if (this.#writes === 0) this.#stored = saved.ok;
	}

	/** What hinders leaving one screen. Papers may be added later; the review asks for them. */
	faultsOn(screen: Screen): Fault[] {
		const { answers, form } = this.#draft;
		return faultsOn(screen, this.entry, answers, form, deviceToday());
	}

	/** What hinders sending, in the order of the screens. */
	get faults(): Fault[] {
		return this.screens.flatMap((screen): Fault[] => {
			if (screen.kind === 'paper') {
				const { need, paper } = screen.line;
				const missing = need === 'required' && this.files.of(paper.id).length === 0;
				return missing ? [{ field: paper.id, code: 'papers.missing' }] : [];
			}
			if (screen.kind === 'result') {
				return this.#draft.resultReturn ? [] : [{ field: 'resultReturn', code: 'field.required' }];
			}
			return this.faultsOn(screen);
		});
	}

	/**
	 * Sends the dossier as `owner`, or writes it down to be sent when there is a line. Until the
	 * server has it the draft stays, with its files.
	 */
	async send(owner: Owner): Promise<Acted> {
		this.#sending = true;
		try {
			this.#draft = await claimDraft(this.#draft, owner);
			this.files = await filesOf(this.#draft);
			return await this.#submit(owner);
		} finally {
			this.#sending = false;
		}
	}

	#submit(owner: Owner): Promise<Acted> {
		const { id, submitAction, procedure, procedureVersion, resultReturn } = this.#draft;
		const papers = this.checklist.papers.map(({ paper }) => paper.id);
		const payload = {
			procedure,
			procedureVersion,
			answers: this.checklist.progress.answers,
			form: formToSend(this.screens, this.#draft.form),
			resultReturn: resultReturn ?? ('counter' as const),
			files: this.files.toSend(papers),
			consentVersion: CONSENT.version,
			statementOfTruth: true as const
		};
		return act(owner, { id, seq: 0 }, 'submit', payload, { id: submitAction });
	}
}

async function filesOf({ owner, id }: Draft): Promise<PaperFiles> {
	const files = new PaperFiles({ owner, dossier: id, toGive: 'submit' });
	await files.load();
	return files;
}

/** The browser stopped storing while the page was open. */
const FORBIDDEN = { ok: false, reason: 'full' } as const;

/** `undefined`: there is no such draft on this device. */
export async function openDraft(id: Id): Promise<Answer<DraftWizard> | undefined> {
	const draft = await findDraft(id);
	if (!draft) return undefined;
	const [entry, department] = await Promise.all([
		findEntry(draft.procedure, draft.procedureVersion),
		fetchDepartment()
	]);
	if (!entry.ok) return entry;
	if (!department.ok) return department;
	const files = await filesOf(draft);
	const list = checklist(entry.value, draft.answers, department.value.limit);
	return { ok: true, value: new DraftWizard(draft, entry.value, list, files) };
}
