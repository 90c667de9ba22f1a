import { refuse } from '../../../src/lib/domain/refusal.ts';
import { officerOf } from '../lib/person.ts';
import { reply, respond } from '../lib/reply.ts';
import { allRows } from '../lib/rows.ts';

const SHAPE = { id: '', name: '', role: '', division: '' };

/** Colleagues at work, by division if one is named: to assign, and to know who is who. */
export function listOfficers(e: RequestEvent): void {
	respond(e, () => {
		const officer = officerOf(e.auth);
		if (!officer) return refuse(e.auth ? 'dossier.wrong_role' : 'actor.signed_out');
		const division = e.request.url.query().get('division');
		const items = allRows(
			e.app.db(),
			SHAPE,
			`SELECT id, name, role, division FROM officers
			WHERE active = TRUE AND ({:division} = '' OR division = {:division}) ORDER BY name LIMIT 500`,
			{ division }
		);
		return reply({ items });
	});
}
