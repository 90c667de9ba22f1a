import { fold, foldedWords } from '../../../src/lib/domain/procedure/fold.ts';
import { refuse } from '../../../src/lib/domain/refusal.ts';
import { recordRead } from '../lib/audited-read.ts';
import { officerOf } from '../lib/person.ts';
import { reply, respond } from '../lib/reply.ts';
import { allRows } from '../lib/rows.ts';
import { secret } from '../lib/secrets.ts';

const SHORTEST = 3;
const MOST = 10;

const SHAPE = { id: '', name: '', email: '', phone: '', kind: '' };

/**
 * Accounts for the counter (tra tìm người nộp): by e-mail address, phone number or name, whole
 * words of it. Few are shown at a time, and every search is recorded.
 */
export function listApplicants(e: RequestEvent): void {
	respond(e, () => {
		const officer = officerOf(e.auth);
		if (!officer) return refuse(e.auth ? 'dossier.wrong_role' : 'actor.signed_out');
		if (officer.actor.role !== 'receiving_officer') return refuse('dossier.wrong_role');
		const text = e.request.url.query().get('q').trim().slice(0, 100);
		if (text.length < SHORTEST) return reply({ items: [] });
		recordRead(e, officer, 'read.applicants', '', {
			searched: $security.hs256(fold(text), secret('AUDIT_KEY')).slice(0, 16)
		});
		const columns = Object.keys(SHAPE).map((column) => `applicants.${column}`);
		const words = foldedWords(text);
		const items = allRows(
			e.app.db(),
			SHAPE,
			`SELECT ${columns.join(', ')} FROM applicants WHERE email = {:email} OR (phone = {:phone} AND phone != '')
			OR id IN (SELECT applicant FROM applicant_names WHERE applicant_names MATCH {:words} LIMIT ${MOST})
			ORDER BY name LIMIT ${MOST}`,
			{
				email: text.toLowerCase(),
				phone: text.replace(/[\s.-]/g, ''),
				words: words.map((word) => `"${word}"*`).join(' AND ') || '""'
			}
		);
		return reply({ items });
	});
}
