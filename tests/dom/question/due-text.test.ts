import { render } from '@testing-library/svelte';
import { expect, test } from 'vitest';
import DueText from '$features/question/DueText.svelte';
import { formatInstant } from '$ui/format.ts';
import type { Question } from '$domain/question/question.ts';
import { m } from '../../../src/lib/i18n/paraglide/messages.js';
import { calendar } from '../../support/calendar.ts';
import { aQuestion, MONDAY } from '../../support/question-makers.ts';

const textOf = (fields: Partial<Question>) =>
	render(DueText, { question: aQuestion(fields), now: MONDAY, calendar })
		.container.textContent.replace(/\s+/g, ' ')
		.trim();

test('An open question says by when it is to be answered', () => {
	const dueAt = '2026-11-18T02:00:00.000Z';
	expect(textOf({ state: 'asked', dueAt })).toContain(m.question_due({ at: formatInstant(dueAt) }));
});

test('An answered one says when it was', () => {
	const answeredAt = '2026-11-17T02:00:00.000Z';
	const text = m.question_answered_at({ at: formatInstant(answeredAt) });
	expect(textOf({ state: 'answered', answeredAt })).toBe(text);
});

test('One that the office closed is not called answered', () => {
	const answeredAt = '2026-11-17T02:00:00.000Z';
	const text = m.question_closed_at({ at: formatInstant(answeredAt) });
	expect(textOf({ state: 'closed', answeredAt })).toBe(text);
});

test('One that was taken back says when it was asked', () => {
	const text = m.question_asked_at({ at: formatInstant(MONDAY) });
	expect(textOf({ state: 'closed', answeredAt: null, askedAt: MONDAY })).toBe(text);
});
