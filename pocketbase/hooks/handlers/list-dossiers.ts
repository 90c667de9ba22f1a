import { refuse } from '../../../src/lib/domain/refusal.ts';
import { selectDossiers } from '../lib/dossiers.ts';
import { personOf } from '../lib/person.ts';
import { reply, respond } from '../lib/reply.ts';
import { dossierForApplicant } from '../lib/views.ts';

/** An applicant's own dossiers, newest first. Officers have the queue. */
export function listDossiers(e: RequestEvent): void {
	respond(e, () => {
		const person = personOf(e.auth);
		if (!person) return refuse('actor.signed_out');
		if (person.actor.role !== 'applicant') return refuse('dossier.wrong_role');
		const items = selectDossiers(
			e.app.db(),
			'WHERE applicant = {:applicant} ORDER BY submittedAt DESC LIMIT 500',
			{ applicant: person.actor.id }
		);
		return reply({ items: items.map(dossierForApplicant) });
	});
}
