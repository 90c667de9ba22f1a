import { describe, expect, it } from 'vitest';
import { ACTION_TYPES, parseIntent } from '$domain/dossier/intent.ts';
import { anIntent } from '../../support/dossier-makers.ts';

describe('reading an intent', () => {
	it.each(ACTION_TYPES)('takes a well-formed %s as it was sent', (type) => {
		const intent = anIntent(type);
		expect(parseIntent(JSON.parse(JSON.stringify(intent)))).toEqual({ ok: true, intent });
	});

	it.each([
		['nothing', undefined],
		['text', 'submit'],
		['a list', []],
		['an unknown action', { ...anIntent('take'), type: 'approve_everything' }],
		['an id that is not ours', { ...anIntent('take'), id: '../../etc/passwd' }],
		['a field nobody knows', { ...anIntent('take'), status: 'returned' }],
		['a sequence that is no number', { ...anIntent('take'), expectedSeq: '3' }]
	])('refuses %s', (_what, input) => {
		expect(parseIntent(input)).toMatchObject({ ok: false, code: 'action.malformed' });
	});

	it('names the field at fault by its path, so that the screen can point at it', () => {
		const nameless = { ...anIntent('refuse'), payload: { reason: '  ', legalGround: 'x' } };
		expect(parseIntent(nameless)).toEqual({
			ok: false,
			field: 'payload.reason',
			code: 'field.required'
		});
		const endless = { ...anIntent('note'), payload: { text: 'a'.repeat(2001) } };
		expect(parseIntent(endless)).toMatchObject({ field: 'payload.text', code: 'field.too_long' });
		const neverland = { ...anIntent('apologise') };
		expect(
			parseIntent({ ...neverland, payload: { ...neverland.payload, newDueOn: '2026-02-30' } })
		).toMatchObject({ field: 'payload.newDueOn', code: 'field.invalid' });
	});

	it.each(['form', 'answers'] as const)('refuses more fields than any %s has', (part) => {
		const fields = Object.fromEntries(Array.from({ length: 201 }, (_, at) => [`f${at}`, 'x']));
		const intent = anIntent('submit');
		const endless = { ...intent, payload: { ...intent.payload, [part]: fields } };
		expect(parseIntent(endless)).toMatchObject({ ok: false, field: `payload.${part}` });
	});

	it('does not let a client slip in fields that are not its to set', () => {
		const smuggled = { ...anIntent('take'), payload: { caseOfficer: 'somebodyelse001' } };
		expect(parseIntent(smuggled)).toMatchObject({ ok: false });
	});
});
