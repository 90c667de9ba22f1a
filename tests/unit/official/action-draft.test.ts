import { describe, expect, test } from 'vitest';
import { ACTION_TYPES } from '../../../src/lib/domain/dossier/intent.ts';
import { STEPS } from '../../../src/lib/domain/dossier/steps.ts';
import {
	draftOf,
	emptyDraft,
	prepare,
	type ActionDraft
} from '../../../src/lib/features/official/action-draft.ts';
import {
	ACTION_FORMS,
	fieldsOf,
	isOfficerAction,
	type OfficerAction
} from '../../../src/lib/features/official/action-forms.ts';

const OFFICER_ACTIONS = ACTION_TYPES.filter(isOfficerAction);

const attempt = (type: OfficerAction, draft: ActionDraft, supplementRounds = 0) =>
	prepare(draft, fieldsOf(type, supplementRounds), {
		id: 'aaaaaaaaaaaaaaa',
		dossier: 'bbbbbbbbbbbbbbb',
		type,
		expectedSeq: 3
	});

/** Everything filled in as the form asks. */
function filled(type: OfficerAction): ActionDraft {
	const draft = emptyDraft();
	for (const field of ACTION_FORMS[type].fields) {
		if (field.kind === 'day') draft.texts[field.name] = '2026-09-04';
		else if (field.kind === 'amount') draft.texts[field.name] = '30.000';
		else if (field.kind === 'officer') draft.texts[field.name] = 'ccccccccccccccc';
		else if (field.kind === 'choice') draft.texts[field.name] = field.options[0]?.value ?? '';
		else if (field.kind === 'requested_papers') {
			draft.requested['to-khai'] = { asked: true, reason: 'Thiếu chữ ký' };
		} else if (field.kind === 'given_papers') {
			draft.given['to-khai'] = { originals: '1', copies: '' };
		} else draft.texts[field.name] = 'Nội dung';
	}
	return draft;
}

test('every action an officer may take has a form, but the one with a screen of its own', () => {
	const taken = ACTION_TYPES.filter((type) => STEPS[type].by.some((role) => role !== 'applicant'));
	expect(taken.filter((type) => !isOfficerAction(type))).toEqual(['register_at_counter']);
});

describe('a form that is filled in', () => {
	test.each(OFFICER_ACTIONS)('is what %s asks for', (type) => {
		const prepared = attempt(type, filled(type));
		expect(prepared).toMatchObject({ ok: true, intent: { type, expectedSeq: 3 } });
	});
});

describe('a form left empty', () => {
	test.each(OFFICER_ACTIONS)('names every field that %s needs, at once', (type) => {
		const needed = ACTION_FORMS[type].fields.filter((field) => field.required);
		const prepared = attempt(type, emptyDraft());
		const faults = prepared.ok ? [] : prepared.faults;
		expect(faults).toEqual(
			needed.map(({ name }) => ({ field: `payload.${name}`, code: 'field.required' }))
		);
	});
});

test('a paper that is ticked needs its reason; one that is not does not count', () => {
	const draft = emptyDraft();
	draft.requested['anh'] = { asked: true, reason: '  ' };
	draft.requested['to-khai'] = { asked: false, reason: 'viết rồi lại bỏ' };
	expect(attempt('request_supplement', draft)).toEqual({
		ok: false,
		faults: [{ field: 'payload.papers.anh.reason', code: 'field.required' }]
	});
});

test('a second request for papers asks the leader for a reason', () => {
	const draft = filled('request_supplement');
	expect(attempt('request_supplement', draft, 1)).toEqual({
		ok: false,
		faults: [{ field: 'payload.leaderReason', code: 'field.required' }]
	});
	draft.texts['leaderReason'] = 'Giấy tờ mới phát sinh';
	expect(attempt('request_supplement', draft, 1)).toMatchObject({ ok: true });
});

test('a date left out is no date, and an amount may be written with dots', () => {
	const request = filled('request_supplement');
	request.texts['dueOn'] = '';
	expect(attempt('request_supplement', request)).toMatchObject({
		intent: { payload: { dueOn: null } }
	});
	expect(attempt('ask_fee', filled('ask_fee'))).toMatchObject({
		intent: { payload: { amountVnd: 30_000 } }
	});
});

test('an amount that is no number is named', () => {
	const draft = filled('ask_fee');
	draft.texts['amountVnd'] = 'ba mươi nghìn';
	expect(attempt('ask_fee', draft)).toEqual({
		ok: false,
		faults: [{ field: 'payload.amountVnd', code: 'field.invalid' }]
	});
});

describe('Done again', () => {
	test.each(OFFICER_ACTIONS)('"%s" asks for the very same', (type) => {
		const first = attempt(type, filled(type));
		if (!first.ok) throw new Error('It was not filled in.');
		const again = attempt(type, draftOf(first.intent.payload, fieldsOf(type, 1)));
		expect(again).toEqual(first);
	});
});
