import * as v from 'valibot';
import { refuse } from '../../../src/lib/domain/refusal.ts';
import { publicView } from '../lib/public-view.ts';
import { readJson, replyJson, respond } from '../lib/reply.ts';
import { firstRow } from '../lib/rows.ts';
import { normaliseSecret, trackingSecretOf } from '../lib/tracking-secret.ts';

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
		const found = firstRow(
			db,
			{ id: '' },
			"SELECT id FROM dossiers WHERE (code = {:number} AND code != '') OR draftNumber = {:number} LIMIT 1",
			{ number }
		);
		const right = $security.equal(
			normaliseSecret(secret),
			trackingSecretOf(found ? found.id : NOBODY)
		);
		const view = found && right ? publicView(db, found.id) : undefined;
		return view === undefined ? refuse('tracking.not_found') : replyJson(view);
	});
}
