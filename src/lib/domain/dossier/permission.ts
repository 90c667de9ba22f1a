import { isStaff, type Actor } from '../identity/actor.ts';
import { refuse, type Refusal } from '../refusal.ts';
import type { Dossier } from './dossier.ts';
import { ACTION_TYPES, type ActionType } from './intent.ts';
import { STEPS } from './steps.ts';

/** What `actor` may do with `dossier` as it stands: what a screen offers. */
export function availableActions(dossier: Dossier, actor: Actor): ActionType[] {
	return ACTION_TYPES.filter((type) => whyNot(dossier, type, actor) === undefined);
}

/** Why `actor` may not do this to `dossier` as it stands, whatever the details; else nothing. */
export function whyNot(dossier: Dossier, type: ActionType, actor: Actor): Refusal | undefined {
	const step = STEPS[type];
	if (!maySee(dossier, actor)) {
		// To an applicant, another person's dossier does not exist.
		return refuse(isStaff(actor) ? 'dossier.wrong_division' : 'dossier.not_found');
	}
	if (!step.by.includes(actor.role)) return refuse('dossier.wrong_role');
	if (step.moves[dossier.status] === undefined) {
		return refuse(
			type === 'ask_withdrawal' ? 'dossier.too_late_to_withdraw' : 'dossier.wrong_status'
		);
	}
	if (
		step.caseOfficerMustOwn &&
		actor.role === 'case_officer' &&
		dossier.caseOfficer !== actor.id
	) {
		return refuse('dossier.not_assigned_to_you');
	}
	if (type === 'request_supplement' && dossier.supplementRounds > 0 && actor.role !== 'leader') {
		return refuse('dossier.second_supplement_needs_leader');
	}
	if (type === 'grant_withdrawal' || type === 'decline_withdrawal') {
		const atReception = dossier.receivedAt === null;
		if (atReception !== (actor.role === 'receiving_officer')) return refuse('dossier.wrong_role');
	}
	// A walk-in without an account would never read it.
	if (type === 'write_message' && dossier.applicant === null) return refuse('dossier.wrong_status');
	if (type === 'rate' && dossier.ratedAt !== null) return refuse('dossier.already_rated');
	if (type === 'sign' && dossier.proposal === 'reject') return refuse('dossier.rejection_proposed');
	return undefined;
}

/** May `actor` see this dossier? Administrators manage people and settings, not dossiers. */
export function maySee(dossier: Pick<Dossier, 'applicant' | 'division'>, actor: Actor): boolean {
	switch (actor.role) {
		case 'applicant':
			return dossier.applicant === actor.id;
		case 'case_officer':
		case 'head_of_division':
			return dossier.division === actor.division;
		case 'receiving_officer':
		case 'leader':
		case 'clerk':
			return true;
		case 'administrator':
			return false;
	}
}
