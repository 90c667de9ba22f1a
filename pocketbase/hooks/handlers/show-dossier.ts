import type { Dossier } from '../../../src/lib/domain/dossier/dossier.ts';
import { maySee } from '../../../src/lib/domain/dossier/permission.ts';
import { refuse } from '../../../src/lib/domain/refusal.ts';
import { actionsOf } from '../lib/actions.ts';
import { filesOf } from '../lib/attachments.ts';
import { recordRead } from '../lib/audited-read.ts';
import { department } from '../lib/department.ts';
import { findDossier } from '../lib/dossiers.ts';
import { findForm } from '../lib/forms.ts';
import { officerOf, personOf, type Officer } from '../lib/person.ts';
import { reply, respond, type Reply } from '../lib/reply.ts';
import { trackingSecretOf } from '../lib/tracking-secret.ts';
import {
	actionForOfficer,
	actionsForApplicant,
	attachmentView,
	dossierForApplicant
} from '../lib/views.ts';

/** One dossier with its form, history and files, for the applicant or an officer who may see it. */
export function showDossier(e: RequestEvent): void {
	respond(e, () => {
		const person = personOf(e.auth);
		if (!person) return refuse('actor.signed_out');
		const dossier = findDossier(e.app.db(), e.request.pathValue('id'));
		// Whether it does not exist or is not theirs, nobody learns.
		if (!dossier || !maySee(dossier, person.actor)) return refuse('dossier.not_found');
		const officer = officerOf(e.auth);
		return officer ? forOfficer(e, dossier, officer) : forApplicant(e, dossier);
	});
}

function forOfficer(e: RequestEvent, dossier: Dossier, officer: Officer): Reply {
	recordRead(e, officer, 'read.dossier', dossier.id);
	const db = e.app.db();
	return reply({
		dossier,
		...findForm(db, dossier.id),
		actions: actionsOf(db, dossier.id).map(actionForOfficer),
		attachments: filesOf(db, dossier).map(attachmentView),
		...(officer.actor.role === 'receiving_officer'
			? { trackingSecret: trackingSecretOf(dossier.id) }
			: {})
	});
}

/** Of the officers' files the applicant has the issued result only. */
function forApplicant(e: RequestEvent, dossier: Dossier): Reply {
	const db = e.app.db();
	const files = filesOf(db, dossier).filter(
		({ uploaderKind, resultOf }) => uploaderKind === 'applicants' || resultOf === dossier.id
	);
	return reply({
		dossier: dossierForApplicant(dossier),
		...findForm(db, dossier.id),
		actions: actionsForApplicant(actionsOf(db, dossier.id), department(e.app)),
		attachments: files.map(attachmentView),
		trackingSecret: trackingSecretOf(dossier.id)
	});
}
