/** Answers come from the catalogue and from nothing else: what it does not hold is not said. */
import { describe, expect, it } from 'vitest';
import { holdsConfirmed } from '$domain/assistant/answer.ts';
import { NEW_CONVERSATION } from '$domain/assistant/dialogue.ts';
import { Assistant } from '$domain/assistant/engine.ts';
import { FACETS, type Facet, type Reply } from '$domain/assistant/reply.ts';
import { replyText, replyTerms } from '$i18n/assistant-texts.ts';
import { readFixture } from '../../../scripts/assistant/fixture.ts';
import { inventedIn } from '../../../scripts/assistant/invented.ts';
import { readKnowledge, readLearnt, seedProcedures } from '../../../scripts/assistant/knowledge.ts';
import { readQuestions } from '../../../scripts/assistant/questions.ts';

const fixture = readFixture('tests/cases/assistant/fixture.json');
const learnt = readLearnt();
const withCatalogue = (procedures: readonly unknown[]) =>
	readKnowledge(fixture.office, fixture.now, learnt, procedures);

const knowledge = withCatalogue(seedProcedures());
const assistant = new Assistant(knowledge);
const slugs = knowledge.entries.map(({ procedure }) => procedure.slug);

function told(by: Assistant, slug: string, facet: Facet, language: 'vi' | 'en'): Reply {
	const reply = by.tell(slug, facet, language, fixture.now);
	if (!reply) throw new Error(`Nothing is told of ${slug}.`);
	return reply;
}

describe.each(slugs)('What is told of %s', (slug) => {
	it.each(FACETS)('%s: is in its entry, with its source and day', (facet) => {
		for (const language of ['vi', 'en'] as const) {
			const reply = told(assistant, slug, facet, language);
			expect(inventedIn(reply, '', knowledge, fixture)).toEqual([]);
			expect(reply.citations[0]?.legalBasis.length).toBeGreaterThan(0);
			expect(reply.asOf).toMatch(/^\d{4}-/);
		}
	});
});

describe('That the catalogue does not settle what is asked', () => {
	const replies = readQuestions('tests/cases/assistant/questions-development.jsonl')
		.map(({ text }) => assistant.ask(text, NEW_CONVERSATION, { now: fixture.now, records: null }))
		.map(({ reply }) => reply)
		.filter(({ intent }) => intent === 'procedure-info');
	const isSaid = ({ parts }: Reply) =>
		parts.some((part) => part.kind === 'sentence' && part.code === 'not_settled');
	const isConfirmed = ({ procedure, facets: [facet] }: Reply) => {
		const entry = knowledge.entries.find((one) => one.procedure.slug === procedure);
		return entry !== undefined && facet !== undefined && holdsConfirmed(entry.procedure, facet);
	};

	it('is said beside what it confirms, and not beside what it marks itself', () => {
		expect(replies.filter(isSaid).length).toBeGreaterThan(0);
		expect(replies.filter((reply) => isSaid(reply) && !isConfirmed(reply))).toEqual([]);
	});

	it('is told with the facet, and so is a value that is not confirmed', () => {
		for (const reply of replies) {
			const unknown = isSaid(reply) || !isConfirmed(reply) ? reply.facets : [];
			expect(reply.unknown).toEqual(unknown);
		}
	});
});

describe('A catalogue with other figures', () => {
	const altered = new Assistant(
		withCatalogue(seedProcedures().map((procedure) => marked(procedure)))
	);

	it.each(slugs)('%s: every figure follows, none of the old ones is kept', (slug) => {
		for (const facet of FACETS) {
			const text = replyText(told(altered, slug, facet, 'vi'));
			const figures = withoutDays(text).match(/\d+/g) ?? [];
			expect(figures.filter((figure) => !figure.endsWith(MARK))).toEqual([]);
		}
	});
});

describe('A catalogue from which one thing was removed', () => {
	const REMOVED: readonly (readonly [facet: Facet, changes: Readonly<Record<string, unknown>>])[] =
		[
			['documents', { documents: [] }],
			['fee', { fees: [] }],
			['where-how-to-submit', { how_to_submit: [] }],
			['eligibility', { eligibility: [] }],
			['legal-basis', { legal_basis: [] }]
		];

	it.each(REMOVED)('%s: is said to be missing', (facet, changes) => {
		for (const slug of slugs) {
			const procedures = seedProcedures().map((procedure) =>
				slugOf(procedure) === slug ? Object.assign({}, procedure, changes) : procedure
			);
			const reply = told(new Assistant(withCatalogue(procedures)), slug, facet, 'vi');
			expect(reply.unknown).toContain(facet);
			expect(replyText(reply)).toContain(
				facet === 'fee'
					? 'chưa có thông tin về phí'
					: `chưa ghi “${replyTerms('vi')[`facet_${facet}`]}”`
			);
		}
	});
});

const MARK = '77';

/** Every number of an entry marked, but for days and what only names it. */
function marked(value: unknown, key = ''): unknown {
	if (
		['slug', 'id', 'date', 'as_of', 'valid_from', 'since', 'by', 'copies', 'unverified'].includes(
			key
		)
	) {
		return key === 'copies' ? 1 : value;
	}
	if (key === 'today' || key === 'target') return 'online';
	if (typeof value === 'number') return Number(`${String(value)}${MARK}`);
	if (typeof value === 'string') return value.replace(/\d+/g, (digits) => `${digits}${MARK}`);
	if (Array.isArray(value))
		return value.map((item) => marked(item, key === 'unverified' ? key : ''));
	if (typeof value === 'object' && value !== null) {
		return Object.fromEntries(
			Object.entries(value).map(([name, part]) => [name, marked(part, name)])
		);
	}
	return value;
}

const slugOf = (procedure: unknown): unknown =>
	typeof procedure === 'object' && procedure !== null && 'slug' in procedure
		? procedure.slug
		: null;

/** Days are computed or of the entry itself; how amounts are grouped says nothing. */
const withoutDays = (text: string): string =>
	text.replace(/\d{2}\/\d{2}\/\d{4}/g, '').replace(/(\d)\.(?=\d{3})/g, '$1');
