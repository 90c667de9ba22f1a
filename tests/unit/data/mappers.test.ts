import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { dossierSchema, trackingSchema } from '$data/mappers.ts';
import { aDossier } from '../../support/dossier-makers.ts';

describe('A dossier from the server', () => {
	it('is read as the domain knows it', () => {
		const dossier = aDossier('in_review');
		expect(v.parse(dossierSchema, JSON.parse(JSON.stringify(dossier)))).toEqual(dossier);
	});

	it('in a live record has empty texts where nothing is meant', () => {
		const record = {
			...aDossier('in_review', { code: null, caseOfficer: null, previousStatus: null }),
			code: '',
			caseOfficer: '',
			previousStatus: '',
			outcome: null,
			collectionName: 'dossiers'
		};
		expect(v.parse(dossierSchema, record)).toMatchObject({
			code: null,
			caseOfficer: null,
			previousStatus: null
		});
	});

	it('with a status we do not know is not taken for one we do', () => {
		expect(v.safeParse(dossierSchema, { ...aDossier('in_review'), status: 'lost' }).success).toBe(
			false
		);
	});
});

describe('A tracked dossier', () => {
	it('drops whatever would name a person, should the server ever send it', () => {
		const tracked = v.parse(trackingSchema, {
			dossier: {
				...aDossier('in_review', { applicant: 'account-a' }),
				form: { fullName: 'Trần Thị Mẫu' }
			},
			steps: []
		});
		expect(JSON.stringify(tracked)).not.toMatch(/account-a|Trần/);
	});
});
