import { refuse } from '../../../src/lib/domain/refusal.ts';
import { allRows } from '../lib/rows.ts';
import { findDossier } from '../lib/dossiers.ts';
import { writeDurably } from '../lib/durable.ts';
import { sendRefusal } from '../lib/reply.ts';

/**
 * A file may be taken back while it belongs to nothing: no action has named it yet, nor names it in
 * this very moment.
 */
export function takeBackAttachment(e: RecordRequestEvent): void {
	const { app, record } = e;
	writeDurably(app, (tx) => {
		const dossier = findDossier(tx.db(), record.getString('dossier'));
		if (dossier && isNamed(tx.db(), dossier.id, record.id)) {
			return sendRefusal(e.requestEvent, refuse('dossier.wrong_status'));
		}
		e.app = tx;
		try {
			e.next();
		} finally {
			e.app = app;
		}
	});
}

function isNamed(db: Database, dossier: string, attachment: string): boolean {
	const actions = allRows(
		db,
		{ id: '' },
		`SELECT id FROM dossier_actions WHERE dossier = {:dossier}
		AND instr(payload, {:attachment}) > 0 LIMIT 1`,
		{ dossier, attachment: `"${attachment}"` }
	);
	return actions.length > 0;
}
