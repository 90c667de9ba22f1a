import type { Dossier } from '../../../src/lib/domain/dossier/dossier.ts';
import type { ActionType } from '../../../src/lib/domain/dossier/intent.ts';
import type { Status } from '../../../src/lib/domain/dossier/status.ts';
import type { Role } from '../../../src/lib/domain/identity/actor.ts';
import type { Instant } from '../../../src/lib/domain/time/plain-date.ts';
import type { StoredAction } from './actions.ts';
import type { Attachment } from './attachments.ts';
import type { Department } from './department.ts';

/** One step of a dossier's history as its reader may see it. */
export interface ActionView {
	readonly id: string;
	readonly seq: number;
	readonly type: ActionType;
	readonly at: Instant;
	readonly statusAfter: Status;
	readonly actorRole: Role;
	/** For colleagues the officer's name; for the applicant the unit; in public nothing. */
	readonly actorName: string;
	readonly payload: Readonly<Record<string, unknown>>;
}

export interface AttachmentView {
	readonly id: string;
	readonly paper: string;
	readonly name: string;
	/** Name under which it is stored, for its address. */
	readonly file: string;
	readonly sha256: string;
	readonly sizeBytes: number;
	readonly state: string;
}

/**
 * What of an action's words is meant for the applicant. The rest is talk among officers: remarks,
 * opinions, what was proposed.
 */
const FOR_APPLICANT: Record<ActionType, readonly string[]> = {
	submit: ['files', 'resultReturn'],
	register_at_counter: ['papers', 'resultReturn', 'channel'],
	receive: [],
	ask_completion: ['papers', 'remark'],
	ask_fee: ['amountVnd', 'legalGround'],
	refuse: ['reason', 'legalGround'],
	take: [],
	assign: [],
	request_supplement: ['papers', 'dueOn'],
	supply: ['files', 'remark'],
	supply_at_counter: ['papers'],
	consult: ['agency'],
	record_opinion: [],
	send_to_ministry: [],
	send_to_committee: [],
	record_outside_decision: ['decision'],
	propose: [],
	sign: [],
	return_for_correction: [],
	reject: ['reason', 'legalGround'],
	issue_result: ['number', 'issuedOn', 'attachment'],
	return_result: ['to'],
	ask_withdrawal: ['reason'],
	grant_withdrawal: [],
	decline_withdrawal: ['reason'],
	stop: ['reason', 'legalGround'],
	change_due_date: ['newDueOn', 'reason', 'legalGround'],
	apologise: ['newDueOn', 'reason', 'legalGround'],
	note: [],
	write_message: ['text'],
	close: [],
	rate: ['score', 'remark']
};

/** Officers' notes are not theirs to read. */
export function actionsForApplicant(
	actions: readonly StoredAction[],
	ours: Department
): ActionView[] {
	return actions
		.filter(({ type }) => type !== 'note')
		.map((action) => {
			const { actorDivision, ...step } = action;
			const { type, actorRole, actorName, payload } = step;
			return {
				...step,
				actorName: actorRole === 'applicant' ? actorName : unitName(actorDivision, ours),
				payload: pick(payload, FOR_APPLICANT[type])
			};
		});
}

/** What the case officer proposed is not the applicant's to know before it is signed. */
export function dossierForApplicant(dossier: Dossier): Dossier {
	return { ...dossier, caseOfficer: null, proposal: null };
}

export function attachmentView(file: Pick<Attachment, keyof AttachmentView>): AttachmentView {
	const { id, paper, name, sha256, sizeBytes, state } = file;
	return { id, paper, name, file: file.file, sha256, sizeBytes, state };
}

function unitName(division: string, ours: Department): string {
	return ours.divisions.find(({ id }) => id === division)?.name.vi ?? ours.agency.name.vi;
}

function pick(
	payload: Readonly<Record<string, unknown>>,
	keys: readonly string[]
): Readonly<Record<string, unknown>> {
	return Object.fromEntries(keys.filter((key) => key in payload).map((key) => [key, payload[key]]));
}
