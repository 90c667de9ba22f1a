import * as v from 'valibot';
import { refuse } from '../../../src/lib/domain/refusal.ts';
import { actionsOf } from '../lib/actions.ts';
import { selectDossiers } from '../lib/dossiers.ts';
import { readJson, reply, respond } from '../lib/reply.ts';
import { normaliseSecret, trackingSecretOf } from '../lib/tracking-secret.ts';
import { actionsForPublic, dossierForPublic } from '../lib/views.ts';

const Query = v.object({
	number: v.pipe(v.string(), v.trim(), v.toUpperCase(), v.maxLength(60)),
	secret: v.pipe(v.string(), v.maxLength(60))
});

/** Compared with when no dossier has the number, so that this takes the same work. */
const NOBODY = '000000000000000';

/**
 * Where a dossier stands, for whoever holds its receipt (tra cứu hồ sơ): by code or draft number,
 * and secret. A wrong number and a wrong secret are answered alike, after the same work.
 */
export function trackDossier(e: RequestEvent): void {
	respond(e, () => {
		const query = v.safeParse(Query, readJson(e));
		if (!query.success) return refuse('tracking.not_found');
		const { number, secret } = query.output;
		const db = e.app.db();
		const [dossier] = selectDossiers(
			db,
			"WHERE (code = {:number} AND code != '') OR draftNumber = {:number} LIMIT 1",
			{ number }
		);
		const id = dossier?.id ?? NOBODY;
		const steps = actionsForPublic(actionsOf(db, id));
		const right = $security.equal(normaliseSecret(secret), trackingSecretOf(id));
		if (!dossier || !right) return refuse('tracking.not_found');
		return reply({ dossier: dossierForPublic(dossier), steps });
	});
}
