import type { Actor } from '../identity/actor.ts';
import { refuse, type Refusal, type RefusalCode } from '../refusal.ts';
import { endClock, pauseClock, resumeClock, startClock } from './clock.ts';
import type { Context, Decision, ProcedureTerms, Told } from './context.ts';
import type { Clock, Dossier } from './dossier.ts';
import { draftNumberOf } from './draft-number.ts';
import { checkFiles, effectOf, isKnownPaper, type Changes } from './effects.ts';
import type { ActionType, Intent, Payload } from './intent.ts';
import { standsAlone } from './offline.ts';
import { whyNot } from './permission.ts';
import type { Status } from './status.ts';
import { STEPS, tellsOf, type Step } from './steps.ts';

/**
 * May `actor` do this now, and what does it add up to? The same answer on the device and on the
 * server; only the server's counts.
 * @param dossier `null` for one that does not exist yet: only `submit` and `register_at_counter` begin one
 */
export function decide(
	dossier: Dossier | null,
	intent: Intent,
	actor: Actor,
	context: Context
): Decision {
	if (intent.type === 'submit' || intent.type === 'register_at_counter') {
		if (!STEPS[intent.type].by.includes(actor.role)) return refuse('dossier.wrong_role');
		if (dossier !== null) return refuse('dossier.exists');
		return begin(intent, actor, context);
	}
	if (dossier === null) return refuse('dossier.not_found');
	const refusal = whyNot(dossier, intent.type, actor);
	// Told after the rest: who may do nothing here need not learn that something changed.
	const isOutsider = refusal !== undefined && OUTSIDERS.includes(refusal.code);
	if (!standsAlone(intent.type) && !isOutsider && intent.expectedSeq !== dossier.seq) {
		return refuse('dossier.changed_meanwhile');
	}
	if (refusal) return refusal;
	const changes = effectOf(dossier, intent, actor, context);
	return 'ok' in changes ? changes : advance(dossier, intent.type, changes, actor, context);
}

/** What is answered to those who may do nothing with the dossier, however it stands. */
const OUTSIDERS: readonly RefusalCode[] = [
	'dossier.not_found',
	'dossier.wrong_role',
	'dossier.wrong_division'
];

function begin(
	intent: Extract<Intent, { type: 'submit' | 'register_at_counter' }>,
	actor: Actor,
	context: Context
): Decision {
	const { payload } = intent;
	const { procedure, now } = context;
	if (procedure === null) return refuse('procedure.unknown', 'payload.procedure');
	if (!procedure.inForce) return refuse('procedure.not_in_force', 'payload.procedure');
	const refusal =
		intent.type === 'submit'
			? checkSubmission(intent.payload, procedure, context)
			: checkRegistration(intent.payload, procedure);
	if (refusal) return refusal;

	const status: Status = intent.type === 'submit' ? 'submitted' : 'received';
	const applicant = intent.type === 'submit' ? actor.id : intent.payload.applicant;
	const dossier: Dossier = {
		id: intent.dossier,
		procedure: procedure.slug,
		procedureVersion: procedure.version,
		applicant,
		channel: intent.type === 'submit' ? 'online' : intent.payload.channel,
		resultReturn: payload.resultReturn,
		draftNumber: draftNumberOf(intent.dossier),
		code: null,
		status,
		seq: 1,
		previousStatus: null,
		division: procedure.division,
		caseOfficer: null,
		heldSince: now,
		submittedAt: now,
		receivedAt: status === 'received' ? now : null,
		clock: status === 'received' ? startClock(now, procedure.limit, context.calendar) : null,
		supplementRounds: 0,
		requestedPapers: [],
		supplementDueOn: null,
		apologies: 0,
		proposal: null,
		outcome: null,
		ratedAt: null
	};
	return { ok: true, dossier, tells: toldBy(intent.type, actor), needsCode: status === 'received' };
}

/** The applicant is alone with the form: it must be right and complete before it goes. */
function checkSubmission(
	{ files }: Payload<'submit'>,
	procedure: ProcedureTerms,
	context: Context
): Refusal | undefined {
	const { unanswered } = procedure;
	if (unanswered !== null) return refuse('field.required', `payload.answers.${unanswered}`);
	if (!procedure.eligible) return refuse('procedure.not_eligible', 'payload.answers');
	if (!procedure.filedHere) return refuse('procedure.not_filed_here', 'payload.procedure');
	const [fault] = procedure.formFaults;
	if (fault) return refuse(fault.code, `payload.form.${fault.field}`);
	const refusal = checkFiles(files, procedure, context);
	if (refusal) return refusal;
	const given = new Set(files.map((file) => file.paper));
	const missing = procedure.requiredPapers.find((paper) => !given.has(paper));
	return missing === undefined ? undefined : refuse('papers.missing', 'payload.files', missing);
}

/** An officer has the person and the papers in front of them: gaps may be accepted, errors not. */
function checkRegistration(
	{ papers, form }: Payload<'register_at_counter'>,
	procedure: ProcedureTerms
): Refusal | undefined {
	if (!form['fullName']) return refuse('field.required', 'payload.form.fullName');
	const wrong = procedure.formFaults.find(({ code }) => code !== 'field.required');
	if (wrong) return refuse(wrong.code, `payload.form.${wrong.field}`);
	const unknown = papers.find(({ paper }) => !isKnownPaper(paper, procedure));
	return unknown && refuse('papers.unknown', 'payload.papers', unknown.paper);
}

function advance(
	dossier: Dossier,
	type: ActionType,
	{ destination = STEPS[type].moves[dossier.status], ...changes }: Changes,
	actor: Actor,
	context: Context
): Decision {
	const step = STEPS[type];
	if (destination === undefined) return refuse('dossier.wrong_status');
	const status =
		destination === 'as_before' ? (dossier.previousStatus ?? 'in_review') : destination;
	const clock = clockAfter({ ...dossier, ...changes }, step, status, context);
	if (clock !== null && 'ok' in clock) return clock;
	return {
		ok: true,
		dossier: {
			...dossier,
			...changes,
			status,
			clock,
			seq: dossier.seq + 1,
			heldSince: status === dossier.status ? dossier.heldSince : context.now
		},
		tells: toldBy(type, actor),
		needsCode: step.clock === 'start' && dossier.code === null
	};
}

function clockAfter(
	{ clock }: Dossier,
	step: Step,
	status: Status,
	{ now, calendar, procedure }: Context
): Clock | null | Refusal {
	if (step.clock === 'start') {
		return procedure ? startClock(now, procedure.limit, calendar) : refuse('procedure.unknown');
	}
	if (clock === null) return null;
	if (step.clock === 'pause') return pauseClock(clock, now, calendar);
	if (step.clock === 'resume') return resumeClock(clock, now, calendar);
	const ends = step.clock === 'end' || status === 'rejected';
	return ends && clock.endedAt === null ? endClock(clock, now) : clock;
}

function toldBy(type: ActionType, { role }: Actor): Told[] {
	return tellsOf(type, role).map(([audience, event]) => ({ audience, event }));
}
