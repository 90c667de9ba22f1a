import { describe, expect, it } from 'vitest';
import { decide } from '$domain/dossier/decide.ts';
import type { Decision } from '$domain/dossier/context.ts';
import { ACTION_TYPES, type ActionType } from '$domain/dossier/intent.ts';
import { availableActions } from '$domain/dossier/permission.ts';
import { STATUSES } from '$domain/dossier/status.ts';
import { STAFF_ROLES, type Role } from '$domain/identity/actor.ts';
import { lifeRows } from '../../cases/dossier-life.ts';
import {
	aContext,
	aDossier,
	anActor,
	anIntent,
	ATTACHMENT,
	NOW
} from '../../support/dossier-makers.ts';

const ROLES: Role[] = ['applicant', ...STAFF_ROLES];
const STARTERS = new Set<ActionType>(['submit', 'register_at_counter']);

/** The dossier after an action that must be accepted. */
function accepted(decision: Decision) {
	if (!decision.ok) throw new Error(`refused: ${decision.code} ${decision.field ?? ''}`);
	return decision.dossier;
}

describe('the life of a dossier', () => {
	it('lets happen exactly what the table says, in every status, by every role', () => {
		const expected = new Map(
			lifeRows().map((row) => [`${row.action} ${row.role} ${row.from}`, row.to])
		);
		const cells = ACTION_TYPES.filter((type) => !STARTERS.has(type) && type !== 'note').flatMap(
			(type) => ROLES.flatMap((role) => STATUSES.map((status) => ({ type, role, status })))
		);
		const found = new Map<string, string>();
		for (const { type, role, status } of cells) {
			const decision = decide(aDossier(status), anIntent(type), anActor(role), aContext());
			if (decision.ok) found.set(`${type} ${role} ${status}`, decision.dossier.status);
		}
		expect(cells.length).toBeGreaterThan(3000);
		expect([...found].sort()).toEqual([...expected].sort());
	});

	it('offers on the screen exactly what the server would accept', () => {
		for (const role of ROLES) {
			for (const status of STATUSES.filter((name) => name !== 'draft')) {
				const dossier = aDossier(status);
				const acceptedTypes = ACTION_TYPES.filter(
					(type) => decide(dossier, anIntent(type), anActor(role), aContext()).ok
				);
				expect(availableActions(dossier, anActor(role)), `${role} in ${status}`).toEqual(
					acceptedTypes
				);
			}
		}
	});

	it('takes one rating, whatever officers did meanwhile, and leaves the rest as it was', () => {
		const before = aDossier('returned', { seq: 7 });
		const intent = anIntent('rate', { expectedSeq: 5 });
		const later = aContext({ now: '2026-06-20T02:00:00.000Z' });
		const after = accepted(decide(before, intent, anActor('applicant'), later));
		expect(after).toEqual({ ...before, seq: 8, ratedAt: later.now });
		expect(decide(after, intent, anActor('applicant'), later)).toMatchObject({
			code: 'dossier.already_rated'
		});
	});

	it('never moves the end of a clock that has ended', () => {
		const rejected = accepted(
			decide(aDossier('in_review'), anIntent('reject'), anActor('leader'), aContext())
		);
		const later = aContext({ now: '2026-06-20T02:00:00.000Z' });
		for (const [type, role] of [
			['rate', 'applicant'],
			['note', 'clerk']
		] as const) {
			const after = accepted(decide(rejected, anIntent(type), anActor(role), later));
			expect(after.clock).toEqual(rejected.clock);
		}
	});

	it('counts every action: seq goes up by one and nothing else happens to a note', () => {
		const before = aDossier('in_review');
		const after = accepted(decide(before, anIntent('note'), anActor('clerk'), aContext()));
		expect(after).toEqual({ ...before, seq: before.seq + 1 });
	});
});

describe('a message', () => {
	const told = (role: Role) => {
		const decision = decide(
			aDossier('in_review'),
			anIntent('write_message'),
			anActor(role),
			aContext()
		);
		return decision.ok && decision.tells.map(({ audience }) => audience);
	};

	it('is told of to the other side, never to whoever wrote it', () => {
		expect(told('applicant')).toEqual(['in_charge']);
		expect(told('case_officer')).toEqual(['applicant']);
		expect(told('receiving_officer')).toEqual(['applicant']);
	});

	it('changes nothing of the dossier, and is right whatever happened meanwhile', () => {
		const before = aDossier('in_review', { seq: 7 });
		const intent = anIntent('write_message', { expectedSeq: 5 });
		const after = accepted(decide(before, intent, anActor('applicant'), aContext()));
		expect(after).toEqual({ ...before, seq: 8 });
	});

	it('is not written to somebody without an account', () => {
		const walkIn = aDossier('in_review', { applicant: null });
		expect(
			decide(walkIn, anIntent('write_message'), anActor('case_officer'), aContext())
		).toMatchObject({ code: 'dossier.wrong_status' });
	});
});

describe('beginning a dossier', () => {
	it('takes a submission whose required papers are stored and verified', () => {
		const dossier = accepted(decide(null, anIntent('submit'), anActor('applicant'), aContext()));
		expect(dossier).toMatchObject({ status: 'submitted', seq: 1, clock: null, code: null });
		expect(dossier.draftNumber).toMatch(/^NS-[0-9A-Z]{4}-[0-9A-Z]{4}$/);
	});

	it('starts the clock at once for a walk-in and asks for an official code', () => {
		const decision = decide(
			null,
			anIntent('register_at_counter'),
			anActor('receiving_officer'),
			aContext()
		);
		expect(accepted(decision)).toMatchObject({
			status: 'received',
			receivedAt: NOW,
			applicant: null
		});
		expect(decision).toMatchObject({ needsCode: true });
	});

	it.each([
		['an unknown procedure', { procedure: null }, 'procedure.unknown'],
		['a procedure no longer in force', terms({ inForce: false }), 'procedure.not_in_force'],
		['a procedure filed elsewhere', terms({ filedHere: false }), 'procedure.not_filed_here'],
		['a question left open', terms({ unanswered: 'traveller' }), 'field.required'],
		['someone it is not for', terms({ eligible: false }), 'procedure.not_eligible'],
		[
			'a paper that is missing',
			terms({ requiredPapers: ['don', 'cong-van-de-nghi'] }),
			'papers.missing'
		],
		['a paper the procedure does not know', terms({ papers: [] }), 'papers.unknown'],
		[
			'a faulty field',
			terms({ formFaults: [{ field: 'phone', code: 'field.invalid' }] }),
			'field.invalid'
		],
		['a file that did not arrive', { files: [] }, 'papers.not_received'],
		['a file not read back yet', file({ state: 'uploaded' }), 'papers.not_received'],
		['a file that arrived damaged', file({ state: 'mismatch' }), 'attachment.hash_differs'],
		[
			'a file other than the one declared',
			file({ sha256: 'b'.repeat(64) }),
			'attachment.hash_differs'
		],
		['a file of another length', file({ sizeBytes: 999 }), 'attachment.length_differs']
	] as const)('refuses %s', (_what, changes, code) => {
		const decision = decide(null, anIntent('submit'), anActor('applicant'), aContext(changes));
		expect(decision).toMatchObject({ ok: false, code });
	});

	it('lets the desk accept a walk-in with gaps, but not with errors or without a name', () => {
		const register = (formFaults: { field: string; code: 'field.required' | 'field.invalid' }[]) =>
			decide(
				null,
				anIntent('register_at_counter'),
				anActor('receiving_officer'),
				aContext(terms({ formFaults }))
			);
		expect(register([{ field: 'email', code: 'field.required' }]).ok).toBe(true);
		expect(register([{ field: 'phone', code: 'field.invalid' }])).toMatchObject({
			code: 'field.invalid',
			field: 'payload.form.phone'
		});
		const nameless = anIntent('register_at_counter', { payload: { form: {} } });
		expect(decide(null, nameless, anActor('receiving_officer'), aContext())).toMatchObject({
			code: 'field.required',
			field: 'payload.form.fullName'
		});
	});

	it('refuses to begin what exists already', () => {
		const decision = decide(
			aDossier('submitted'),
			anIntent('submit'),
			anActor('applicant'),
			aContext()
		);
		expect(decision).toMatchObject({ ok: false, code: 'dossier.exists' });
	});
});

describe('asking for papers', () => {
	it('stops the clock, and goes on with the time that was left', () => {
		const asked = accepted(
			decide(
				aDossier('in_review'),
				anIntent('request_supplement'),
				anActor('case_officer'),
				aContext()
			)
		);
		expect(asked.clock).toMatchObject({ pausedAt: NOW });
		expect(asked.requestedPapers).toHaveLength(1);

		const later = '2026-06-12T02:00:00.000Z'; // three working days on, the same hour
		const supplied = accepted(
			decide(
				asked,
				anIntent('supply', { expectedSeq: 4 }),
				anActor('applicant'),
				aContext({ now: later })
			)
		);
		expect(supplied.requestedPapers).toEqual([]);
		expect(supplied.clock?.pausedAt).toBeNull();
		expect(supplied.clock?.dueAt).toBe('2026-06-19T09:30:00.000Z'); // was 16 June, close of business
	});

	it('does not make a missed day look kept', () => {
		const afterDue = '2026-06-18T02:00:00.000Z';
		const asked = accepted(
			decide(
				aDossier('in_review'),
				anIntent('request_supplement'),
				anActor('case_officer'),
				aContext({ now: afterDue })
			)
		);
		const supplied = accepted(
			decide(
				asked,
				anIntent('supply', { expectedSeq: 4 }),
				anActor('applicant'),
				aContext({ now: afterDue })
			)
		);
		expect(supplied.clock?.dueAt).toBe(aDossier('in_review').clock?.dueAt);
	});

	it('is done once; a second time is the leader’s, with a reason', () => {
		const asked = aDossier('in_review', { supplementRounds: 1 });
		const again = anIntent('request_supplement');
		expect(decide(asked, again, anActor('case_officer'), aContext())).toMatchObject({
			code: 'dossier.second_supplement_needs_leader'
		});
		expect(decide(asked, again, anActor('leader'), aContext())).toMatchObject({
			code: 'field.required',
			field: 'payload.leaderReason'
		});
		const reasoned = anIntent('request_supplement', { payload: { leaderReason: 'Luật thay đổi' } });
		expect(accepted(decide(asked, reasoned, anActor('leader'), aContext())).supplementRounds).toBe(
			2
		);
	});

	it('is answered in full or not yet', () => {
		const asked = aDossier('supplement', {
			requestedPapers: [
				{ paper: 'don', reason: 'mờ' },
				{ paper: 'y-kien-cap-uy', reason: 'thiếu' }
			]
		});
		expect(decide(asked, anIntent('supply'), anActor('applicant'), aContext())).toMatchObject({
			code: 'papers.missing',
			subject: 'y-kien-cap-uy'
		});
	});
});

describe('the due date', () => {
	it('moves only to a later working day, with its reason and ground', () => {
		const change = (newDueOn: string) =>
			decide(
				aDossier('in_review'),
				anIntent('change_due_date', { payload: { newDueOn } }),
				anActor('leader'),
				aContext()
			);
		expect(change('2026-06-28')).toMatchObject({ code: 'date.not_a_working_day' });
		expect(change('2026-06-05')).toMatchObject({ code: 'date.in_the_past' });
		expect(change('2026-06-16')).toMatchObject({ code: 'date.not_later' });
		expect(accepted(change('2026-06-30')).clock).toMatchObject({
			dueAt: '2026-06-30T09:30:00.000Z',
			firstDueAt: '2026-06-16T09:30:00.000Z'
		});
	});

	it('stays what it was through every action that does not name it', () => {
		for (const { action, role, from } of lifeRows()) {
			if (
				['receive', 'change_due_date', 'apologise', 'supply', 'supply_at_counter'].includes(action)
			)
				continue;
			const before = aDossier(from as never);
			const decision = decide(
				before,
				anIntent(action as ActionType),
				anActor(role as Role),
				aContext()
			);
			expect(accepted(decision).clock?.dueAt, action).toBe(before.clock?.dueAt);
		}
	});
});

describe('colleagues and strangers', () => {
	it('tells who acts on an old view that a colleague was first', () => {
		const stale = anIntent('propose', { expectedSeq: 2 });
		expect(decide(aDossier('in_review'), stale, anActor('case_officer'), aContext())).toMatchObject(
			{
				code: 'dossier.changed_meanwhile'
			}
		);
	});

	it('does not tell another division that something changed', () => {
		const stale = anIntent('propose', { expectedSeq: 2 });
		const other = aDossier('in_review', { division: 'phong-khac' });
		expect(decide(other, stale, anActor('case_officer'), aContext())).toMatchObject({
			code: 'dossier.wrong_division'
		});
	});

	it('does not let on that another applicant’s dossier exists', () => {
		const other = aDossier('submitted', { applicant: 'applicant000002' });
		expect(
			decide(other, anIntent('ask_withdrawal'), anActor('applicant'), aContext())
		).toMatchObject({
			code: 'dossier.not_found'
		});
	});

	it('keeps a division to its own dossiers', () => {
		const other = aDossier('in_review', { division: 'phong-htqt' });
		expect(decide(other, anIntent('propose'), anActor('case_officer'), aContext())).toMatchObject({
			code: 'dossier.wrong_division'
		});
	});

	it('keeps a case to the officer in charge', () => {
		const other = aDossier('in_review', { caseOfficer: 'caseofficer0009' });
		expect(decide(other, anIntent('propose'), anActor('case_officer'), aContext())).toMatchObject({
			code: 'dossier.not_assigned_to_you'
		});
	});

	it('hands over only to an active officer of the same division', () => {
		const assign = (officer: Parameters<typeof aContext>[0]) =>
			decide(
				aDossier('received'),
				anIntent('assign'),
				anActor('head_of_division'),
				aContext(officer)
			);
		expect(assign({ officer: null })).toMatchObject({ code: 'officer.unknown' });
		expect(assign({ officer: { id: 'x', division: 'phong-htqt', active: true } })).toMatchObject({
			code: 'officer.unknown'
		});
		expect(accepted(assign({})).caseOfficer).toBe('caseofficer0002');
	});
});

describe('withdrawal', () => {
	it('is granted at reception before the dossier was received, by the division after', () => {
		const early = aDossier('withdraw_asked', {
			receivedAt: null,
			clock: null,
			previousStatus: 'submitted'
		});
		const grant = anIntent('grant_withdrawal');
		expect(decide(early, grant, anActor('case_officer'), aContext())).toMatchObject({
			code: 'dossier.wrong_role'
		});
		expect(accepted(decide(early, grant, anActor('receiving_officer'), aContext())).status).toBe(
			'stopped'
		);
	});

	it('goes back to where it stood when it is not granted', () => {
		const asked = aDossier('withdraw_asked', { previousStatus: 'supplement' });
		const declined = decide(
			asked,
			anIntent('decline_withdrawal'),
			anActor('case_officer'),
			aContext()
		);
		expect(accepted(declined)).toMatchObject({ status: 'supplement', previousStatus: null });
	});

	it('comes too late once the leader has signed', () => {
		expect(
			decide(aDossier('signed'), anIntent('ask_withdrawal'), anActor('applicant'), aContext())
		).toMatchObject({
			code: 'dossier.too_late_to_withdraw'
		});
	});
});

describe('the result', () => {
	it('is never signed where a rejection was proposed', () => {
		const proposed = aDossier('awaiting_signature', { proposal: 'reject' });
		expect(decide(proposed, anIntent('sign'), anActor('leader'), aContext())).toMatchObject({
			code: 'dossier.rejection_proposed'
		});
	});

	it('ends the clock and keeps number, day and file', () => {
		const issue = anIntent('issue_result', { payload: { attachment: ATTACHMENT.attachment } });
		const issued = accepted(decide(aDossier('signed'), issue, anActor('clerk'), aContext()));
		expect(issued.outcome).toEqual({
			number: '12/QĐ-SNgV',
			issuedOn: '2026-06-09',
			attachment: ATTACHMENT.attachment
		});
		expect(issued.clock?.endedAt).toBe(NOW);
	});

	it('follows the outside authority: approved, rejected or sent back', () => {
		const lead = (decision: 'approved' | 'rejected' | 'sent_back') =>
			accepted(
				decide(
					aDossier('with_ministry'),
					anIntent('record_outside_decision', { payload: { decision } }),
					anActor('case_officer'),
					aContext()
				)
			);
		expect(lead('approved').status).toBe('signed');
		expect(lead('rejected')).toMatchObject({ status: 'rejected', clock: { endedAt: NOW } });
		expect(lead('sent_back').status).toBe('in_review');
	});
});

function terms(changes: Partial<NonNullable<ReturnType<typeof aContext>['procedure']>>) {
	const { procedure } = aContext();
	return procedure ? { procedure: { ...procedure, ...changes } } : {};
}

function file(changes: Partial<ReturnType<typeof aContext>['files'][number]>) {
	return { files: aContext().files.map((stored) => ({ ...stored, ...changes })) };
}
