import type { Context } from '../../../src/lib/domain/dossier/context.ts';
import { decide } from '../../../src/lib/domain/dossier/decide.ts';
import type { Dossier } from '../../../src/lib/domain/dossier/dossier.ts';
import {
	parseIntent,
	type ActionType,
	type Intent
} from '../../../src/lib/domain/dossier/intent.ts';
import { isStaff, type Actor } from '../../../src/lib/domain/identity/actor.ts';
import { termsFor } from '../../../src/lib/domain/procedure/terms.ts';
import { refuse } from '../../../src/lib/domain/refusal.ts';
import { dayOf, type Instant } from '../../../src/lib/domain/time/plain-date.ts';
import { findAction, insertAction, type ActionAnswer } from '../lib/actions.ts';
import { filesOf, storedFile } from '../lib/attachments.ts';
import { appendAudit } from '../lib/audit.ts';
import { canonicalJson } from '../lib/canonical.ts';
import { findEntry } from '../lib/catalogue.ts';
import { department, termsOfDepartment, type Department } from '../lib/department.ts';
import { findDossier, saveDossier } from '../lib/dossiers.ts';
import { writeDurably } from '../lib/durable.ts';
import { findForm, insertForm } from '../lib/forms.ts';
import { insertNotifications } from '../lib/notifications.ts';
import { nextCode } from '../lib/official-code.ts';
import { personOf, type Person } from '../lib/person.ts';
import { readJson, reply, respond, type Reply } from '../lib/reply.ts';
import { firstRow } from '../lib/rows.ts';
import { now } from '../lib/time.ts';
import { trackingSecretOf } from '../lib/tracking-secret.ts';
import { dossierForApplicant } from '../lib/views.ts';

/**
 * The write path (đường ghi): a device sent an action. The same rule decides as on the device; only
 * the server's clock, actor and files count. What follows from it is saved whole or not at all.
 */
export function acceptAction(e: RequestEvent): void {
	respond(e, () => {
		const person = personOf(e.auth);
		if (!person) return refuse('actor.signed_out');
		const parsed = parseIntent(readJson(e));
		if (!parsed.ok) return refuse(parsed.code, parsed.field);

		const { intent } = parsed;
		const bodyHash = $security.sha256(canonicalJson(intent));
		let result: Reply = refuse('action.malformed');
		writeDurably(e.app, (tx) => {
			result =
				resent(tx, intent, person, bodyHash) ?? take(tx, intent, person, bodyHash, e.realIP());
		});
		return result;
	});
}

/** The same action again gets its first answer; another one under its id, or by another, none. */
function resent(tx: App, intent: Intent, { actor }: Person, bodyHash: string): Reply | undefined {
	const earlier = findAction(tx.db(), intent.id);
	if (!earlier) return undefined;
	if (earlier.actor !== actor.id || earlier.bodyHash !== bodyHash) {
		return refuse('action.id_reused', 'id');
	}
	// Stored by `take` below.
	return answered(intent, actor, JSON.parse(earlier.answer) as ActionAnswer);
}

function take(tx: App, intent: Intent, person: Person, bodyHash: string, ip: string): Reply {
	const before = findDossier(tx.db(), intent.dossier) ?? null;
	const ours = department(tx);
	const context = contextOf(tx, intent, person, before, ours);
	const decision = decide(before, intent, person.actor, context);
	if (!decision.ok) return decision;
	if (before === null && isDraftNumberTaken(tx, decision.dossier)) {
		return refuse('dossier.exists', 'dossier');
	}
	const code = decision.needsCode ? nextCode(tx, ours.unitCode.value, context.now) : null;
	if (code === undefined) return refuse('number.exhausted');

	// Nothing refuses from here on: what is written below stands or falls together.
	const dossier = code === null ? decision.dossier : { ...decision.dossier, code };
	const answer: ActionAnswer = {
		action: {
			id: intent.id,
			dossier: dossier.id,
			type: intent.type,
			seq: dossier.seq,
			at: context.now,
			statusAfter: dossier.status
		},
		dossier
	};
	saveDossier(tx, dossier);
	if (intent.type === 'submit' || intent.type === 'register_at_counter') {
		insertForm(tx, intent, context.now);
	}
	if (intent.type === 'issue_result' && intent.payload.attachment !== null) {
		showResult(tx, dossier.id, intent.payload.attachment);
	}
	insertAction(tx, intent, person, answer, bodyHash);
	insertNotifications(tx, dossier, decision.tells, person.actor, context.now);
	appendAudit(tx, {
		at: context.now,
		actor: person.actor,
		ip,
		event: `action.${intent.type}`,
		subject: dossier.id,
		detail: { action: intent.id, seq: dossier.seq, ...changed(before, dossier) }
	});
	return answered(intent, person.actor, answer);
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

function contextOf(
	tx: App,
	intent: Intent,
	{ actor }: Person,
	dossier: Dossier | null,
	ours: Department
): Context {
	const at = now();
	const owner = { id: intent.dossier, applicant: dossier ? dossier.applicant : actor.id };
	return {
		now: at,
		calendar: ours.calendar,
		procedure: ASKS_CATALOGUE.includes(intent.type) ? termsOf(tx, intent, dossier, ours, at) : null,
		files: ASKS_FILES.includes(intent.type) ? filesOf(tx.db(), owner).map(storedFile) : [],
		officer: intent.type === 'assign' ? findOfficer(tx, intent.payload.caseOfficer) : null
	};
}

/** A dossier keeps the version it began with; a new one names it. */
function termsOf(
	tx: App,
	intent: Intent,
	dossier: Dossier | null,
	ours: Department,
	at: Instant
): Context['procedure'] {
	const begun = intent.type === 'submit' || intent.type === 'register_at_counter';
	const named = dossier ?? (begun ? intent.payload : undefined);
	const typed = begun ? intent.payload : findForm(tx.db(), intent.dossier);
	const entry = named && findEntry(tx, named.procedure, named.procedureVersion);
	if (!entry || !typed) return null;
	const terms = termsOfDepartment(ours, entry.procedure);
	return termsFor(entry, typed.answers, typed.form, dayOf(at), terms);
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

/** Another dossier has our number by chance: the device must begin under another id. */
function isDraftNumberTaken(tx: App, { draftNumber }: Dossier): boolean {
	const sql = 'SELECT id FROM dossiers WHERE draftNumber = {:draftNumber}';
	return firstRow(tx.db(), { id: '' }, sql, { draftNumber }) !== undefined;
}

/** From now on the applicant may open this file. */
function showResult(tx: App, dossier: string, attachment: string): void {
	tx.db()
		.newQuery('UPDATE attachments SET resultOf = {:dossier} WHERE id = {:attachment}')
		.bind({ dossier, attachment })
		.execute();
}

/** As its reader may see it; who gets the receipt learns how it is tracked. */
function answered(intent: Intent, actor: Actor, { action, dossier }: ActionAnswer): Reply {
	const forReceipt = ['submit', 'register_at_counter', 'receive'].includes(intent.type);
	return reply({
		action,
		dossier: isStaff(actor) ? dossier : dossierForApplicant(dossier),
		...(forReceipt ? { trackingSecret: trackingSecretOf(intent.dossier) } : {})
	});
}

const AUDITED = ['status', 'code', 'division', 'caseOfficer', 'proposal'] as const;

/** What changed, old and new. */
function changed(before: Dossier | null, after: Dossier): { readonly changes: object } {
	const pairs: Record<string, readonly [unknown, unknown]> = {};
	for (const field of AUDITED) {
		const old = before?.[field] ?? null;
		if (old !== after[field]) pairs[field] = [old, after[field]];
	}
	const oldDue = before?.clock?.dueAt ?? null;
	const newDue = after.clock?.dueAt ?? null;
	if (oldDue !== newDue) pairs['dueAt'] = [oldDue, newDue];
	return { changes: pairs };
}
