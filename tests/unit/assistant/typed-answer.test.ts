import { describe, expect, it } from 'vitest';
import { UNSURE } from '$domain/procedure/condition.ts';
import type { Question } from '$domain/procedure/rules.ts';
import { typedAnswer } from '$features/assistant/typed-answer.ts';

const asked = { id: 'q', text: { vi: '?', en: '?' }, hint: null, askWhen: null };
const choice: Question = {
	...asked,
	kind: 'choice',
	options: [
		{ value: 'co', vi: 'Có', en: 'Yes', hint: null },
		{ value: 'khong', vi: 'Không', en: 'No', hint: null }
	]
};
const count: Question = { ...asked, kind: 'count', min: 1, max: 20 };

describe('A typed text answers the open question of a checklist', () => {
	it.each([
		['Có', choice, 'co'],
		['khong', choice, 'khong'],
		['yes', choice, 'co'],
		['không biết', choice, UNSURE],
		['I don’t know', count, UNSURE],
		[' 03 ', count, '3']
	] as const)('when it says just that: %s', (text, question, answer) => {
		expect(typedAnswer(text, question)).toBe(answer);
	});

	it.each([
		['có mất phí không', choice],
		['0', count],
		['21', count],
		['hai', count]
	] as const)('and nothing else does: %s', (text, question) => {
		expect(typedAnswer(text, question)).toBeNull();
	});
});
