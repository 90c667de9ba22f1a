import type { Dossier } from '../../../src/lib/domain/dossier/dossier.ts';
import { maySee } from '../../../src/lib/domain/dossier/permission.ts';
import { refuse } from '../../../src/lib/domain/refusal.ts';
import { recordRead } from '../lib/audited-read.ts';
import { department } from '../lib/department.ts';
import { forApplicant, WORK_COLUMNS } from '../lib/details.ts';
import { DOSSIER_JSON, findDossier } from '../lib/dossiers.ts';
import { officerOf, personOf, type Officer } from '../lib/person.ts';
import { reply, replyJson, respond, type Reply } from '../lib/reply.ts';
import { firstRow, jsonObject } from '../lib/rows.ts';
import { trackingSecretOf } from '../lib/tracking-secret.ts';

/** One dossier with its form, history and files, for the applicant or an officer who may see it. */
export function showDossier(e: RequestEvent): void {
	respond(e, () => {
		const person = personOf(e.auth);
		if (!person) return refuse('actor.signed_out');
		const dossier = findDossier(e.app.db(), e.request.pathValue('id'));
		// Whether it does not exist or is not theirs, nobody learns.
		if (!dossier || !maySee(dossier, person.actor)) return refuse('dossier.not_found');
		const officer = officerOf(e.auth);
		return officer ? shownToOfficer(e, dossier, officer) : shownToApplicant(e, dossier);
	});
}

function shownToOfficer(e: RequestEvent, dossier: Dossier, officer: Officer): Reply {
	recordRead(e, officer, 'read.dossier', dossier.id);
	const secret =
		officer.actor.role === 'receiving_officer'
			? { trackingSecret: `'${trackingSecretOf(dossier.id)}'` }
			: {};
	const found = firstRow(
		e.app.db(),
		{ json: '' },
		`SELECT ${jsonObject({ dossier: DOSSIER_JSON, ...WORK_COLUMNS, ...secret })} AS json
		FROM dossiers LEFT JOIN dossier_forms form ON form.id = dossiers.id WHERE dossiers.id = {:id}`,
		{ id: dossier.id }
	);
	return found ? replyJson(found.json) : refuse('dossier.not_found');
}

function shownToApplicant({ app }: RequestEvent, dossier: Dossier): Reply {
	const [shown] = forApplicant(app.db(), [dossier], department(app));
	return shown ? reply({ dossier: shown.dossier, ...shown.detail }) : refuse('dossier.not_found');
}
