/** What the server takes of counts that arrive from anybody, and what it refuses. */
import { describe, expect, it } from 'vitest';
import { parseSharedBatch, shareableText } from '$domain/assistant/shared-batch.ts';

const TODAY = '2026-06-09';
const ABTC = 'su-dung-the-abtc';
const count = { day: '2026-06-08', outcome: 'declined', procedure: ABTC, count: 2 };
const text = { day: '2026-06-08', text: 'đổi biển số xe ở đâu' };
const batch = { id: 'abcdefghij12345', counts: [count], texts: [text] };

const parse = (data: unknown) => parseSharedBatch(data, TODAY, new Set([ABTC]));

describe('A batch', () => {
	it('is taken as it is', () => {
		expect(parse(batch)).toEqual({ ok: true, batch });
		expect(parse({ ...batch, counts: [{ ...count, procedure: null }], texts: [] }).ok).toBe(true);
		for (const day of ['2026-05-09', TODAY]) {
			expect(parse({ ...batch, counts: [{ ...count, day }] }).ok, day).toBe(true);
		}
	});

	it.each([
		['nothing', undefined],
		['a list', []],
		['an id that is none', { ...batch, id: 'x' }],
		['a field that could say who sends', { ...batch, device: 'x' }],
		['such a field in a row', { ...batch, counts: [{ ...count, name: 'Hạnh' }] }],
		['such a field beside a text', { ...batch, texts: [{ ...text, name: 'Hạnh' }] }],
		['an unknown outcome', { ...batch, counts: [{ ...count, outcome: 'liked' }] }],
		['an unknown procedure', { ...batch, counts: [{ ...count, procedure: 'xin-viec' }] }],
		['half a count', { ...batch, counts: [{ ...count, count: 1.5 }] }],
		['no count', { ...batch, counts: [{ ...count, count: 0 }] }],
		['too high a count', { ...batch, counts: [{ ...count, count: 201 }] }],
		['a count in letters', { ...batch, counts: [{ ...count, count: '2' }] }],
		['the same row twice', { ...batch, counts: [count, { ...count, count: 1 }] }],
		['a day that is none', { ...batch, counts: [{ ...count, day: '2026-02-30' }] }],
		['a day long past', { ...batch, counts: [{ ...count, day: '2026-05-08' }] }],
		['a day to come', { ...batch, texts: [{ ...text, day: '2026-06-10' }] }],
		['too many rows', { ...batch, counts: Array.from({ length: 201 }, () => count) }],
		['too many texts', { ...batch, texts: Array.from({ length: 21 }, () => text) }],
		[
			'a text with an identity number',
			{ ...batch, texts: [{ ...text, text: 'tôi 001190012345' }] }
		],
		['a text with a phone number', { ...batch, texts: [{ ...text, text: 'gọi 0912345678' }] }],
		['a text of several lines', { ...batch, texts: [{ ...text, text: 'một\nhai' }] }],
		['an empty text', { ...batch, texts: [{ ...text, text: '' }] }],
		['a text without end', { ...batch, texts: [{ ...text, text: 'a'.repeat(301) }] }]
	])('is refused with %s', (_what, data) => {
		expect(parse(data)).toMatchObject({ ok: false, code: 'field.invalid' });
	});
});

describe('A question that may be shared', () => {
	it('is one line', () => {
		expect(shareableText('  đổi \t biển\r\nsố ')).toBe('đổi biển số');
		expect(shareableText(' \n ')).toBeNull();
	});

	it('holds no number that was written over two lines either', () => {
		expect(shareableText('0912\n345 678')).toBeNull();
	});
});
