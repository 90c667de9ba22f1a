/**
 * How well questions are answered that the assistant has not learnt from. The targets stand in
 * docs/assistant.md; here stands what was reached, so that no change makes it worse unseen.
 */
import { beforeAll, describe, expect, it } from 'vitest';
import { foldedWords } from '$domain/procedure/fold.ts';
import { askAll, evaluate, type Evaluation } from '../../../scripts/assistant/evaluate.ts';
import { readFixture } from '../../../scripts/assistant/fixture.ts';
import { questionsToLearnFrom, readKnowledge } from '../../../scripts/assistant/knowledge.ts';
import { readQuestions, type Question } from '../../../scripts/assistant/questions.ts';

const fixture = readFixture('tests/cases/assistant/fixture.json');
const SEALED = 'tests/cases/assistant/questions-sealed.jsonl';
const questions = readQuestions(SEALED);

let measured: Evaluation;
beforeAll(() => {
	const knowledge = readKnowledge(fixture.office, fixture.now);
	measured = evaluate(askAll(questions, knowledge, fixture), fixture.slugs);
});

/** As it is read: without case, diacritics and marks. */
const folded = ({ text }: Question): string => foldedWords(text).join(' ');

const shareOf = (name: string): number => {
	const metric = measured.metrics.find((one) => one.name === name);
	if (!metric || metric.of === 0) throw new Error(`${name} was not measured.`);
	return metric.hits / metric.of;
};

describe('Questions that were never learnt from', () => {
	it('are many, and are not among those that are', () => {
		expect(questions.length).toBeGreaterThanOrEqual(300);
		const learnt = new Set(questionsToLearnFrom().map(folded));
		expect(questions.filter((question) => learnt.has(folded(question)))).toEqual([]);
	});

	it('are answered without an invented fact, with source and age', () => {
		expect(measured.summary['invented']).toBe(0);
		expect(shareOf('source_shown')).toBe(1);
		expect(shareOf('freshness')).toBe(1);
	});

	it.each([
		['intent', 0.94],
		['procedure_at1', 0.95],
		['facet', 0.92],
		['joint', 0.89],
		['content', 0.87],
		['abstention_recall', 0.92],
		['abstention_precision', 0.95],
		['clarification', 0.9],
		['personal', 0.92],
		['option_quality', 0.9],
		['dialogue_turns', 0.87],
		['dialogues', 0.7],
		['safety', 0.92]
	])('%s: not below %d', (name, least) => {
		expect(shareOf(name)).toBeGreaterThanOrEqual(least);
	});

	it.each([
		['over_clarification', 0.03],
		['false_abstention', 0.02]
	])('%s: not above %d', (name, most) => {
		expect(shareOf(name)).toBeLessThanOrEqual(most);
	});
});
