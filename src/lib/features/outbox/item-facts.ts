import { bytesOf, listFiles, type LocalFile } from '$data/attachments.ts';
import { findEntry } from '$data/catalogue.ts';
import { heldDossier } from '$data/held-dossiers.ts';
import { filesNamedIn, type OutboxItem } from '$data/sync/outbox.ts';
import { draftNumberOf } from '$domain/dossier/draft-number.ts';
import { OTHER_PAPER } from '$domain/dossier/effects.ts';
import { APPLICANT_FIELDS } from '$domain/procedure/applicant-details.ts';
import { isQuestionAct } from '$domain/question/act.ts';
import type { CatalogueEntry } from '$domain/procedure/catalogue.ts';
import { localised } from '$i18n/localised.ts';
import { m } from '$i18n/paraglide/messages.js';
import { APPLICANT_FIELD_NAME } from '$i18n/people-words.ts';
import type { SaidNames } from '$ui/said.ts';
import { saveFile } from '$ui/save-file.ts';

/** What must be known of an item of the outbox to tell a person about it. */
export interface ItemFacts {
	/** Code of the dossier, or our own number of it; that it is a question. */
	readonly number: string;
	/** `null`: the catalogue is not at hand. */
	readonly entry: CatalogueEntry | null;
	/** The files it names, as far as they are on this device. */
	readonly files: readonly LocalFile[];
	readonly names: SaidNames;
}

/** Looks on the device. */
export async function factsOf({ owner, dossier: id, content }: OutboxItem): Promise<ItemFacts> {
	const { intent } = content;
	const [held, kept] = await Promise.all([heldDossier(owner, id), listFiles(owner, id)]);
	const { procedure, procedureVersion } =
		intent.type === 'submit' ? intent.payload : (held?.dossier ?? NO_PROCEDURE);
	const found = await findEntry(procedure, procedureVersion);
	const entry = found.ok ? found.value : null;
	const named = filesNamedIn(intent);
	const numberOfIt = isQuestionAct(intent) ? m.question_one() : draftNumberOf(id);
	return {
		number: held?.dossier.code ?? held?.dossier.draftNumber ?? numberOfIt,
		entry,
		files: kept.filter((file) => named.includes(file.id)),
		names: namesIn(entry)
	};
}

const NO_PROCEDURE = { procedure: '', procedureVersion: '' };

/** What papers and fields are called; their id while the catalogue is not at hand. */
export function namesIn(entry: CatalogueEntry | null): SaidNames {
	return {
		paper: (id) => {
			if (id === OTHER_PAPER) return m.other_paper();
			const known = entry?.procedure.papers.find((paper) => paper.id === id);
			return known ? localised(known.name) : id;
		},
		field: (id) => {
			const ofApplicant = APPLICANT_FIELDS.find((field) => field === id);
			if (ofApplicant) return APPLICANT_FIELD_NAME[ofApplicant]();
			const known = entry?.rules.fields.find((field) => field.id === id);
			return known ? localised(known.label) : id;
		}
	};
}

/** Hands a file that is kept here back to its owner. */
export async function saveKeptFile(file: LocalFile): Promise<void> {
	const bytes = await bytesOf(file);
	if (bytes) saveFile(new Blob([bytes], { type: file.type }), file.name);
}
