import type { Actor } from '../identity/actor.ts';
import { refuse, type Refusal } from '../refusal.ts';
import { dayOf, type PlainDate } from '../time/plain-date.ts';
import { isWorkingDay } from '../time/working-days.ts';
import { moveDueDate } from './clock.ts';
import type { Context, ProcedureTerms } from './context.ts';
import type { Clock, Dossier, RequestedPaper } from './dossier.ts';
import type { Intent, Payload } from './intent.ts';
import type { Destination } from './steps.ts';

/** A paper that is not on the procedure's list (giấy tờ khác). */
export const OTHER_PAPER = 'khac';

/** What an action changes besides status, seq and clock; or why it may not. */
export function effectOf(
	dossier: Dossier,
	intent: Exclude<Intent, { type: 'submit' | 'register_at_counter' }>,
	actor: Actor,
	context: Context
): Changes | Refusal {
	switch (intent.type) {
		case 'receive':
			return { receivedAt: context.now };
		case 'take':
			return { caseOfficer: actor.id };
		case 'assign': {
			const { officer } = context;
			if (officer === null || !officer.active || officer.division !== dossier.division) {
				return refuse('officer.unknown', 'payload.caseOfficer');
			}
			return { caseOfficer: officer.id };
		}
		case 'ask_completion':
			return (
				requested(intent.payload.papers, context) ?? { requestedPapers: intent.payload.papers }
			);
		case 'request_supplement':
			return requestSupplement(dossier, intent, context);
		case 'supply':
			return supplied(dossier, intent, context);
		case 'supply_at_counter':
			return suppliedAtCounter(dossier, intent.payload.papers);
		case 'propose':
			return { proposal: intent.payload.proposal };
		case 'return_for_correction':
			return { proposal: null };
		case 'record_outside_decision':
			if (intent.payload.decision === 'approved') return {};
			return { destination: intent.payload.decision === 'rejected' ? 'rejected' : 'in_review' };
		case 'issue_result': {
			const { number, issuedOn, attachment } = intent.payload;
			if (issuedOn > dayOf(context.now)) return refuse('field.invalid', 'payload.issuedOn');
			const stored = context.files.find((file) => file.id === attachment);
			if (attachment !== null && stored?.state !== 'verified') {
				return refuse('papers.not_received', 'payload.attachment');
			}
			return { outcome: { number, issuedOn, attachment } };
		}
		case 'ask_withdrawal':
		case 'close':
			return { previousStatus: dossier.status };
		case 'grant_withdrawal':
		case 'decline_withdrawal':
			return { previousStatus: null };
		case 'change_due_date':
		case 'apologise': {
			if (dossier.clock === null) return refuse('dossier.wrong_status');
			const refusal = checkNewDay(intent.payload.newDueOn, dossier.clock, context);
			if (refusal) return refusal;
			return {
				clock: moveDueDate(dossier.clock, intent.payload.newDueOn, context.calendar),
				apologies: dossier.apologies + (intent.type === 'apologise' ? 1 : 0)
			};
		}
		case 'rate':
			return { ratedAt: context.now };
		default:
			return {};
	}
}

export type Changes = Partial<Omit<Dossier, 'status' | 'seq'>> & {
	readonly destination?: Destination;
};

function requestSupplement(
	dossier: Dossier,
	intent: Extract<Intent, { type: 'request_supplement' }>,
	context: Context
): Changes | Refusal {
	const { papers, dueOn, leaderReason } = intent.payload;
	if (dossier.supplementRounds > 0 && leaderReason === undefined) {
		return refuse('field.required', 'payload.leaderReason');
	}
	if (dueOn !== null && dueOn < dayOf(context.now))
		return refuse('date.in_the_past', 'payload.dueOn');
	return (
		requested(papers, context) ?? {
			requestedPapers: papers,
			supplementDueOn: dueOn,
			supplementRounds: dossier.supplementRounds + 1
		}
	);
}

function supplied(
	dossier: Dossier,
	intent: Extract<Intent, { type: 'supply' }>,
	context: Context
): Changes | Refusal {
	const refusal = context.procedure
		? checkFiles(intent.payload.files, context.procedure, context)
		: refuse('procedure.unknown');
	if (refusal) return refusal;
	return allRequestedGiven(dossier, new Set(intent.payload.files.map((file) => file.paper)));
}

function suppliedAtCounter(
	dossier: Dossier,
	papers: Extract<Intent, { type: 'supply_at_counter' }>['payload']['papers']
): Changes | Refusal {
	const given = papers.filter((entry) => entry.originals + entry.copies > 0);
	return allRequestedGiven(dossier, new Set(given.map((entry) => entry.paper)));
}

/** Papers are asked for once, so they are also given at once: all or not yet. */
function allRequestedGiven(dossier: Dossier, given: ReadonlySet<string>): Changes | Refusal {
	if (dossier.requestedPapers.length === 0) return refuse('papers.none_requested');
	const missing = dossier.requestedPapers.find(({ paper }) => !given.has(paper));
	if (missing) return refuse('papers.missing', 'payload.files', missing.paper);
	return { requestedPapers: [], supplementDueOn: null };
}

function requested(papers: readonly RequestedPaper[], context: Context): Refusal | undefined {
	if (context.procedure === null) return refuse('procedure.unknown');
	const { procedure } = context;
	const unknown = papers.find(({ paper }) => !isKnownPaper(paper, procedure));
	return unknown && refuse('papers.unknown', 'payload.papers', unknown.paper);
}

export function isKnownPaper(paper: string, procedure: ProcedureTerms): boolean {
	return paper === OTHER_PAPER || procedure.papers.includes(paper);
}

/** Every file named must be stored, whole, for the paper it is said to be. */
export function checkFiles(
	files: Payload<'submit'>['files'],
	procedure: ProcedureTerms,
	context: Context
): Refusal | undefined {
	for (const given of files) {
		if (!isKnownPaper(given.paper, procedure)) {
			return refuse('papers.unknown', 'payload.files', given.paper);
		}
		const stored = context.files.find((file) => file.id === given.attachment);
		if (!stored || stored.paper !== given.paper || stored.state === 'uploaded') {
			return refuse('papers.not_received', 'payload.files', given.paper);
		}
		if (stored.state === 'mismatch' || stored.sha256 !== given.sha256) {
			return refuse('attachment.hash_differs', 'payload.files', given.paper);
		}
		if (stored.sizeBytes !== given.sizeBytes) {
			return refuse('attachment.length_differs', 'payload.files', given.paper);
		}
	}
	return undefined;
}

function checkNewDay(day: PlainDate, clock: Clock, context: Context): Refusal | undefined {
	if (!isWorkingDay(day, context.calendar)) {
		return refuse('date.not_a_working_day', 'payload.newDueOn', day);
	}
	if (day < dayOf(context.now)) return refuse('date.in_the_past', 'payload.newDueOn', day);
	if (day <= dayOf(clock.dueAt)) return refuse('date.not_later', 'payload.newDueOn', day);
	return undefined;
}
