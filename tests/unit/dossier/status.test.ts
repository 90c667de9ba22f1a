import { describe, expect, it } from 'vitest';
import { nationalCode, STATUSES, type Status } from '$domain/dossier/status.ts';

/** The National Portal's codes with our finer steps, as read from its systems. */
const CODES: Readonly<Record<number, readonly Status[]>> = {
	1: ['submitted'],
	2: ['received'],
	3: ['refused'],
	4: ['in_review', 'consulting', 'with_ministry', 'with_committee', 'awaiting_signature', 'signed'],
	5: ['supplement_at_desk', 'supplement'],
	6: ['fee_due'],
	7: ['withdraw_asked'],
	8: ['rejected', 'stopped'],
	9: ['result_ready'],
	10: ['returned']
};

const codeOf = (status: Status, previousStatus: Status | null = null) =>
	nationalCode({ status, previousStatus });

describe('the status code told to other systems', () => {
	it.each(Object.entries(CODES))('is %s for exactly the steps it stands for', (code, statuses) => {
		expect(STATUSES.filter((status) => codeOf(status) === Number(code))).toEqual(statuses);
	});

	it('is none for a draft, which is not known outside', () => {
		expect(codeOf('draft')).toBeNull();
	});

	it.each(['returned', 'refused', 'stopped'] as const)('stays that of %s when closed', (ended) => {
		expect(codeOf('closed', ended)).toBe(codeOf(ended));
	});
});
