import { refuse } from '../../../src/lib/domain/refusal.ts';
import { isDemo, isLoopback } from '../lib/demo.ts';
import { officerOf } from '../lib/person.ts';
import { recordRead } from '../lib/audited-read.ts';
import { reply, respond } from '../lib/reply.ts';
import { allRows } from '../lib/rows.ts';

const SHAPE = { id: '', at: '', recipient: '', subject: '', text: '' };

/**
 * Mail that was kept because no mail server is set (hộp thư đi). Open to this machine in a
 * demonstration; otherwise to the administrator, and recorded.
 */
export function listMail(e: RequestEvent): void {
	respond(e, () => {
		const officer = officerOf(e.auth);
		if (!(isDemo() && isLoopback(e))) {
			if (!officer) return refuse(e.auth ? 'dossier.wrong_role' : 'actor.signed_out');
			if (officer.actor.role !== 'administrator') return refuse('dossier.wrong_role');
			recordRead(e, officer, 'read.mail_outbox', '');
		}
		const sql =
			'SELECT id, at, recipient, subject, text FROM mail_outbox ORDER BY at DESC LIMIT 50';
		return reply({ items: allRows(e.app.db(), SHAPE, sql) });
	});
}
