import type { Dossier } from '../../../src/lib/domain/dossier/dossier.ts';

/** A dossier under review that nobody has taken, changed as the test needs it. */
export function dossierWith(change: Partial<Dossier>): Dossier {
	return {
		id: 'aaaaaaaaaaaaaaa',
		procedure: 'cbccvc-di-nuoc-ngoai-viec-rieng',
		procedureVersion: '1',
		applicant: null,
		channel: 'online',
		resultReturn: 'counter',
		draftNumber: 'NS-1',
		code: null,
		status: 'in_review',
		seq: 1,
		previousStatus: null,
		division: 'phong-ls-nvnonn',
		caseOfficer: null,
		heldSince: '2026-08-20T03:00:00.000Z',
		submittedAt: '2026-08-20T03:00:00.000Z',
		receivedAt: null,
		clock: null,
		supplementRounds: 0,
		requestedPapers: [],
		supplementDueOn: null,
		apologies: 0,
		proposal: null,
		outcome: null,
		ratedAt: null,
		...change
	};
}
