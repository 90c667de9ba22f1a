import type { Dossier } from '../../../src/lib/domain/dossier/dossier.ts';
import type { StoredAction } from './actions.ts';
import { ofDossier, type Attachment } from './attachments.ts';
import type { Department } from './department.ts';
import type { StoredForm } from './forms.ts';
import { allJson, bindAll, jsonObject } from './rows.ts';
import { trackingSecretOf } from './tracking-secret.ts';
import {
	actionsForApplicant,
	attachmentView,
	dossierForApplicant,
	type ActionView,
	type AttachmentView
} from './views.ts';

// Forms, histories and files of many dossiers at once: SQLite puts them together, since what costs
// here is each value that crosses into script.

const FORM_COLUMNS = {
	applicantName: "COALESCE(form.applicantName, '')",
	form: 'json(form.form)',
	answers: 'json(form.answers)',
	papers: "json(COALESCE(form.papers, '[]'))"
} satisfies Record<keyof StoredForm, string>;

const STEP_FOR_OFFICER = jsonObject({
	id: 'id',
	seq: 'seq',
	type: 'type',
	at: 'at',
	statusAfter: 'statusAfter',
	actorRole: 'actorRole',
	actorName: 'actorName',
	payload: 'json(payload)'
} satisfies Record<keyof ActionView, string>);

const FILE_FOR_OFFICER = jsonObject({
	id: 'id',
	paper: 'paper',
	name: 'name',
	file: 'file',
	sha256: 'sha256',
	sizeBytes: 'sizeBytes',
	state: 'state'
} satisfies Record<keyof AttachmentView, string>);

/**
 * What an officer who may see a dossier sees besides its projection: form, papers, history, files.
 * `FROM dossiers`, with the form as `form`.
 */
export const WORK_COLUMNS = {
	...FORM_COLUMNS,
	actions: steps(STEP_FOR_OFFICER),
	attachments: files(FILE_FOR_OFFICER)
};

/** What an applicant sees of an own dossier besides its projection. */
export interface ApplicantDetail extends StoredForm {
	readonly actions: readonly ActionView[];
	readonly attachments: readonly AttachmentView[];
	readonly trackingSecret: string;
}

const STORED_STEP = jsonObject({
	id: 'id',
	seq: 'seq',
	type: 'type',
	actorRole: 'actorRole',
	actorName: 'actorName',
	actorDivision: 'actorDivision',
	at: 'at',
	statusAfter: 'statusAfter',
	payload: 'json(payload)'
} satisfies Record<keyof StoredAction, string>);

type StoredFile = Pick<
	Attachment,
	'id' | 'paper' | 'name' | 'file' | 'sha256' | 'sizeBytes' | 'state' | 'uploaderKind' | 'resultOf'
>;

const STORED_FILE = jsonObject({
	id: 'id',
	paper: 'paper',
	name: 'name',
	file: 'file',
	sha256: 'sha256',
	sizeBytes: 'sizeBytes',
	state: 'state',
	uploaderKind: 'uploaderKind',
	resultOf: 'resultOf'
} satisfies Record<keyof StoredFile, string>);

interface Stored extends StoredForm {
	readonly id: string;
	readonly actions: readonly StoredAction[];
	readonly attachments: readonly StoredFile[];
}

const STORED = jsonObject({
	id: 'dossiers.id',
	...FORM_COLUMNS,
	actions: steps(STORED_STEP),
	attachments: files(STORED_FILE)
} satisfies Record<keyof Stored, string>);

/** An applicant's own dossiers as they may see them, in the order given. */
export function forApplicant(
	db: Database,
	dossiers: readonly Dossier[],
	ours: Department
): { readonly dossier: Dossier; readonly detail: ApplicantDetail }[] {
	const { list, values } = bindAll(dossiers.map(({ id }) => id));
	// Written by `insertForm`, `insertAction` and the attachments' hook.
	const stored = allJson(
		db,
		`SELECT ${STORED} AS json FROM dossiers LEFT JOIN dossier_forms form ON form.id = dossiers.id
		WHERE dossiers.id IN (${list})`,
		values
	) as Stored[];
	const byId = new Map(stored.map(({ id, ...rest }) => [id, rest]));
	return dossiers.flatMap((dossier) => {
		const found = byId.get(dossier.id);
		if (!found) return [];
		const { actions, attachments, ...form } = found;
		const detail: ApplicantDetail = {
			...form,
			actions: actionsForApplicant(actions, ours),
			// Of the officers' files the applicant has the issued result only.
			attachments: attachments
				.filter(
					({ uploaderKind, resultOf }) => uploaderKind === 'applicants' || resultOf === dossier.id
				)
				.map(attachmentView),
			trackingSecret: trackingSecretOf(dossier.id)
		};
		return [{ dossier: dossierForApplicant(dossier), detail }];
	});
}

/** The history, oldest first, as a JSON array. */
function steps(step: string): string {
	return `(SELECT json_group_array(json(step)) FROM (
		SELECT ${step} AS step FROM dossier_actions WHERE dossier = dossiers.id ORDER BY seq))`;
}

/** Files as `filesOf` tells them, as a JSON array. */
function files(file: string): string {
	return `(SELECT json_group_array(json(file)) FROM (
		SELECT ${file} AS file FROM attachments WHERE dossier = dossiers.id AND ${ofDossier('dossiers.applicant')} ORDER BY created))`;
}
