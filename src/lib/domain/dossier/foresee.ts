import type { Actor } from '../identity/actor.ts';
import type { Dossier } from './dossier.ts';
import type { Intent } from './intent.ts';
import { STEPS } from './steps.ts';

/**
 * How a dossier will stand once what its reader did, and the server does not have yet, has happened:
 * by this a screen offers the next step. Clock, numbers and days are the server's to say.
 */
export function foresee(dossier: Dossier, pending: readonly Intent[], actor: Actor): Dossier {
	return pending.reduce((before, intent) => after(before, intent, actor), dossier);
}

function after(dossier: Dossier, intent: Intent, actor: Actor): Dossier {
	const destination = STEPS[intent.type].moves[dossier.status];
	if (destination === undefined) return dossier;
	const status =
		destination === 'as_before' ? (dossier.previousStatus ?? 'in_review') : destination;
	return { ...dossier, ...changed(dossier, intent, actor), status };
}

function changed(dossier: Dossier, intent: Intent, actor: Actor): Partial<Dossier> {
	switch (intent.type) {
		case 'take':
			return { caseOfficer: actor.id };
		case 'assign':
			return { caseOfficer: intent.payload.caseOfficer };
		case 'ask_completion':
			return { requestedPapers: intent.payload.papers };
		case 'request_supplement':
			return {
				requestedPapers: intent.payload.papers,
				supplementRounds: dossier.supplementRounds + 1
			};
		case 'supply':
		case 'supply_at_counter':
			return { requestedPapers: [] };
		case 'propose':
			return { proposal: intent.payload.proposal };
		case 'return_for_correction':
			return { proposal: null };
		case 'ask_withdrawal':
			return { previousStatus: dossier.status };
		case 'rate':
			return { ratedAt: dossier.heldSince };
		default:
			return {};
	}
}
