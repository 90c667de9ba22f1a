import { deviceToday } from '$data/device-clock.ts';
import type { Answer, Unanswered } from '$data/answer.ts';
import { findEntry } from '$data/catalogue.ts';
import { fetchDepartment } from '$data/department.ts';
import { fetchDossier } from '$data/dossiers.ts';
import {
	claimDraft,
	discardDraft,
	findDraft,
	saveDraft,
	type Draft,
	type DraftChange
} from '$data/drafts.ts';
import type { LocalFile } from '$data/attachments.ts';
import { PaperFiles } from '$data/paper-files.svelte.ts';
import { submitAction } from '$data/submit-action.ts';
import type { Id } from '$domain/dossier/dossier.ts';
import type { FieldError } from '$domain/procedure/applicant-details.ts';
import type { CatalogueEntry } from '$domain/procedure/catalogue.ts';
import { checklist, type Checklist } from '$domain/procedure/checklist.ts';
import { CONSENT } from './consent.ts';
import { faultsOn, formToSend, screensOf, type Screen } from './screens.ts';

/** Something to mend before the dossier can go; `paper` faults name the slot. */
export type Fault = FieldError | { readonly field: string; readonly code: 'papers.missing' };

/** What became of an attempt to send. */
export type Sent = Answer<Id>;

/**
 * A draft on its way through the form. It is saved at each keystroke; nothing waits for a button.
 * Made by `openDraft`, so that all it needs is there.
 */
export class DraftWizard {
	readonly entry: CatalogueEntry;
	readonly checklist: Checklist;
	readonly files: PaperFiles;
	#draft = $state.raw() as Draft;
	#sending = $state(false);

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
		// The screen shows what was typed at once; should the device be full, `load` told so before.
		void saveDraft(this.#draft, change).catch(() => undefined);
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
	 * Sends files, then the dossier, as `owner`. Whatever fails may be tried again: files that
	 * arrived are not sent twice, and the dossier is made once.
	 */
	async send(owner: string): Promise<Sent> {
		this.#sending = true;
		try {
			this.#draft = await claimDraft(this.#draft, owner);
			const papers = this.checklist.papers.map(({ paper }) => paper.id);
			const files = await this.files.send(papers);
			return files.ok ? await this.#submit(owner, files.value) : files;
		} finally {
			this.#sending = false;
		}
	}

	async #submit(owner: string, files: readonly LocalFile[]): Promise<Sent> {
		const { id, submitAction: action, procedure, procedureVersion, resultReturn } = this.#draft;
		const answer = await submitAction(
			owner,
			{ id, seq: 0 },
			'submit',
			{
				procedure,
				procedureVersion,
				answers: this.checklist.progress.answers,
				form: formToSend(this.screens, this.#draft.form),
				resultReturn: resultReturn ?? 'counter',
				files: files.map(({ id, paper, sha256, sizeBytes }) => ({
					attachment: id,
					paper,
					sha256,
					sizeBytes
				})),
				consentVersion: CONSENT.version,
				statementOfTruth: true
			},
			action
		);
		if (!answer.ok && !(await this.#wasSentBefore(owner, answer))) return answer;
		await discardDraft(this.#draft);
		return { ok: true, value: id };
	}

	/** An attempt whose answer was lost had arrived, and something was changed since. */
	async #wasSentBefore(owner: string, no: Unanswered): Promise<boolean> {
		if (no.kind !== 'refusal') return false;
		if (no.code !== 'action.id_reused' && no.code !== 'dossier.exists') return false;
		return (await fetchDossier(owner, this.#draft.id)).ok;
	}
}

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
	const files = new PaperFiles(draft.owner, id);
	await files.load();
	const list = checklist(entry.value, draft.answers, department.value.limit);
	return { ok: true, value: new DraftWizard(draft, entry.value, list, files) };
}
