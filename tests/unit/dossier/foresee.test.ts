import { describe, expect, it } from 'vitest';
import { decide } from '$domain/dossier/decide.ts';
import { foresee } from '$domain/dossier/foresee.ts';
import type { ActionType } from '$domain/dossier/intent.ts';
import { availableActions, whyNot } from '$domain/dossier/permission.ts';
import { STATUSES } from '$domain/dossier/status.ts';
import type { Role } from '$domain/identity/actor.ts';
import { aContext, aDossier, anActor, anIntent } from '../../support/dossier-makers.ts';

const OFFLINE: readonly (readonly [ActionType, Role])[] = [
	['take', 'case_officer'],
	['request_supplement', 'case_officer'],
	['consult', 'case_officer'],
	['propose', 'case_officer'],
	['return_for_correction', 'leader'],
	['supply', 'applicant'],
	['ask_withdrawal', 'applicant'],
	['decline_withdrawal', 'case_officer'],
	['note', 'case_officer']
];

describe('What is foreseen', () => {
	it.each(OFFLINE)('after "%s" offers the same next steps as the server’s rule', (type, role) => {
		const actor = anActor(role);
		let compared = 0;
		for (const status of STATUSES) {
			const dossier = aDossier(status);
			if (whyNot(dossier, type, actor)) continue;
			const decision = decide(dossier, anIntent(type), actor, aContext());
			if (!decision.ok) continue;
			const foreseen = foresee(dossier, [anIntent(type)], actor);
			expect(foreseen.status, status).toBe(decision.dossier.status);
			expect(availableActions(foreseen, actor), status).toEqual(
				availableActions(decision.dossier, actor)
			);
			compared += 1;
		}
		expect(compared).toBeGreaterThan(0);
	});

	it('follows one action after the other', () => {
		const actor = anActor('case_officer');
		const received = aDossier('received', { caseOfficer: null });
		const foreseen = foresee(received, [anIntent('take'), anIntent('propose')], actor);
		expect(foreseen).toMatchObject({ status: 'awaiting_signature', caseOfficer: actor.id });
	});
});
