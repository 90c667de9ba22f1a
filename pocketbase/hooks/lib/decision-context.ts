import type { Context } from '../../../src/lib/domain/dossier/context.ts';
import type { Dossier } from '../../../src/lib/domain/dossier/dossier.ts';
import type { ActionType, Intent } from '../../../src/lib/domain/dossier/intent.ts';
import type { Actor } from '../../../src/lib/domain/identity/actor.ts';
import { termsFor } from '../../../src/lib/domain/procedure/terms.ts';
import { dayOf, type Instant } from '../../../src/lib/domain/time/plain-date.ts';
import { filesOf, storedFile } from './attachments.ts';
import { findEntry, isReplaced } from './catalogue.ts';
import { department, termsOfDepartment } from './department.ts';
import { findDossier } from './dossiers.ts';
import { findForm } from './forms.ts';
import { firstRow } from './rows.ts';

/** An action that begins a dossier: it brings the form along. */
export type Beginning = Extract<Intent, { type: 'submit' | 'register_at_counter' }>;

export function isBeginning(intent: Intent): intent is Beginning {
	return intent.type === 'submit' || intent.type === 'register_at_counter';
}

/** Actions that ask what the catalogue says; the others are spared the reckoning. */
const ASKS_CATALOGUE: readonly ActionType[] = [
	'submit',
	'register_at_counter',
	'receive',
	'ask_completion',
	'request_supplement',
	'supply'
];

const ASKS_FILES: readonly ActionType[] = ['submit', 'supply', 'issue_result'];

/**
 * What the catalogue says of the case; `null` where nobody asks, or there is no such procedure.
 * It may be reckoned before the transaction: a published version and a form never change.
 */
export function termsOf(app: App, intent: Intent, at: Instant): Context['procedure'] {
	if (!ASKS_CATALOGUE.includes(intent.type)) return null;
	const begins = isBeginning(intent);
	// A dossier keeps the version it began with; a new one names it.
	const named = begins ? intent.payload : findDossier(app.db(), intent.dossier);
	const typed = begins ? intent.payload : findForm(app.db(), intent.dossier);
	const entry = named && findEntry(app, named.procedure, named.procedureVersion);
	if (!entry || !typed) return null;
	const today = dayOf(at);
	const ours = termsOfDepartment(department(app), entry.procedure);
	const terms = termsFor(entry, typed.answers, typed.form, today, ours);
	const replaced = begins && isReplaced(app, terms.slug, terms.version, today);
	return replaced ? { ...terms, inForce: false } : terms;
}

/** Everything a decision depends on besides the dossier; the rest is read within the transaction. */
export function contextOf(
	tx: App,
	intent: Intent,
	actor: Actor,
	dossier: Dossier | null,
	procedure: Context['procedure'],
	now: Instant
): Context {
	const owner = { id: intent.dossier, applicant: dossier ? dossier.applicant : actor.id };
	return {
		now,
		calendar: department(tx).calendar,
		procedure,
		files: ASKS_FILES.includes(intent.type) ? filesOf(tx.db(), owner).map(storedFile) : [],
		officer: intent.type === 'assign' ? findOfficer(tx, intent.payload.caseOfficer) : null
	};
}

function findOfficer(tx: App, id: string): Context['officer'] {
	const row = firstRow(
		tx.db(),
		{ id: '', division: '', active: false },
		"SELECT id, division, active FROM officers WHERE id = {:id} AND role = 'case_officer'",
		{ id }
	);
	return row ?? null;
}
