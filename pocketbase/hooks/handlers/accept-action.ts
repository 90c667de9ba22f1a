import type { Context } from '../../../src/lib/domain/dossier/context.ts';
import { decide } from '../../../src/lib/domain/dossier/decide.ts';
import type { Dossier } from '../../../src/lib/domain/dossier/dossier.ts';
import { parseIntent, type Intent } from '../../../src/lib/domain/dossier/intent.ts';
import { isStaff, type Actor } from '../../../src/lib/domain/identity/actor.ts';
import { refuse } from '../../../src/lib/domain/refusal.ts';
import { findAction, insertAction, type ActionAnswer } from '../lib/actions.ts';
import { appendAudit } from '../lib/audit.ts';
import { canonicalJson } from '../lib/canonical.ts';
import { contextOf, isBeginning, termsOf } from '../lib/decision-context.ts';
import { department } from '../lib/department.ts';
import { holdDossier, saveDossier } from '../lib/dossiers.ts';
import { writeDurably } from '../lib/durable.ts';
import { insertForm } from '../lib/forms.ts';
import { tellOfAction } from '../lib/notifications.ts';
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
		const received: Received = {
			intent,
			person,
			bodyHash: $security.sha256(canonicalJson(intent)),
			ip: e.realIP(),
			procedure: termsOf(e.app, intent, now())
		};
		let result: Reply = refuse('action.malformed');
		writeDurably(e.app, (tx) => {
			result = resent(tx, received) ?? take(tx, received);
		});
		return result;
	});
}

/** What is known before the one writer of the database is held up. */
interface Received {
	readonly intent: Intent;
	readonly person: Person;
	readonly bodyHash: string;
	readonly ip: string;
	readonly procedure: Context['procedure'];
}

/** The same action again gets its first answer; another one under its id, or by another, none. */
function resent(tx: App, { intent, person: { actor }, bodyHash }: Received): Reply | undefined {
	const earlier = findAction(tx.db(), intent.id);
	if (!earlier) return undefined;
	if (earlier.actor !== actor.id || earlier.bodyHash !== bodyHash) {
		return refuse('action.id_reused', 'id');
	}
	// Stored by `take` below.
	return answered(intent, actor, JSON.parse(earlier.answer) as ActionAnswer);
}

function take(tx: App, { intent, person, bodyHash, ip, procedure }: Received): Reply {
	const { actor } = person;
	const at = now();
	const held = holdDossier(tx, intent.dossier);
	const before = held?.dossier ?? null;
	const decision = decide(
		before,
		intent,
		actor,
		contextOf(tx, intent, actor, before, procedure, at)
	);
	if (!decision.ok) return decision;
	if (before === null && isDraftNumberTaken(tx, decision.dossier)) {
		return refuse('dossier.exists', 'dossier');
	}
	if (before === null && isNobodys(tx, decision.dossier)) {
		return refuse('field.invalid', 'payload.applicant');
	}
	const code = decision.needsCode ? nextCode(tx, department(tx).unitCode.value, at) : null;
	if (code === undefined) return refuse('number.exhausted');

	// Nothing refuses from here on: what is written below stands or falls together.
	const dossier = code === null ? decision.dossier : { ...decision.dossier, code };
	const { id, type } = intent;
	const { seq, status: statusAfter } = dossier;
	const answer = { action: { id, dossier: dossier.id, type, seq, at, statusAfter }, dossier };
	saveDossier(tx, held, dossier, at);
	if (isBeginning(intent)) insertForm(tx, intent, at);
	if (intent.type === 'issue_result' && intent.payload.attachment !== null) {
		showResult(tx, dossier.id, intent.payload.attachment);
	}
	insertAction(tx, intent, person, answer, bodyHash);
	tellOfAction(tx, id, dossier, decision.tells, actor, at);
	appendAudit(tx, {
		at,
		actor,
		ip,
		event: `action.${type}`,
		subject: dossier.id,
		detail: { action: id, seq, changes: changesBetween(before, dossier) }
	});
	return answered(intent, actor, answer);
}

/** Another dossier has our number by chance: the device must begin under another id. */
function isDraftNumberTaken(tx: App, { draftNumber }: Dossier): boolean {
	const sql = 'SELECT id FROM dossiers WHERE draftNumber = {:draftNumber}';
	return firstRow(tx.db(), { id: '' }, sql, { draftNumber }) !== undefined;
}

/** An account is named that does not exist: whoever signed up under that id would get the dossier. */
function isNobodys(tx: App, { applicant }: Dossier): boolean {
	if (applicant === null) return false;
	const sql = 'SELECT id FROM applicants WHERE id = {:applicant}';
	return firstRow(tx.db(), { id: '' }, sql, { applicant }) === undefined;
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

/** Field → old and new value. */
function changesBetween(before: Dossier | null, after: Dossier): object {
	const pairs: Record<string, readonly [unknown, unknown]> = {};
	for (const field of AUDITED) {
		const old = before?.[field] ?? null;
		if (old !== after[field]) pairs[field] = [old, after[field]];
	}
	const oldDue = before?.clock?.dueAt ?? null;
	const newDue = after.clock?.dueAt ?? null;
	if (oldDue !== newDue) pairs['dueAt'] = [oldDue, newDue];
	return pairs;
}
