import { Assistant, type Knowledge } from '../../src/lib/domain/assistant/engine.ts';
import { NEW_CONVERSATION } from '../../src/lib/domain/assistant/dialogue.ts';
import type { Reply } from '../../src/lib/domain/assistant/reply.ts';
import { replyText } from '../../src/lib/i18n/assistant-texts.ts';
import { fold } from '../../src/lib/domain/procedure/fold.ts';
import type { Fixture } from './fixture.ts';
import { inventedIn } from './invented.ts';
import { turnsOf, type ExpectedTurn, type Question } from './questions.ts';

/** Measures the assistant as docs/assistant.md defines it. */

export interface AnsweredTurn {
	readonly expected: ExpectedTurn;
	readonly reply: Reply;
	readonly text: string;
	readonly ms: number;
	readonly invented: readonly string[];
}
export interface AnsweredQuestion {
	readonly question: Question;
	readonly turns: readonly AnsweredTurn[];
}

export function askAll(
	questions: readonly Question[],
	knowledge: Knowledge,
	{ now, records }: Pick<Fixture, 'now' | 'records'>
): AnsweredQuestion[] {
	const assistant = new Assistant(knowledge);
	return questions.map((question) => {
		let conversation = NEW_CONVERSATION;
		let said = '';
		const turns = turnsOf(question).map((expected): AnsweredTurn => {
			said += `${expected.text}\n`;
			const start = performance.now();
			const turn = assistant.ask(expected.text, conversation, {
				now,
				records,
				language: question.lang
			});
			const text = replyText(turn.reply);
			const ms = performance.now() - start;
			conversation = turn.conversation;
			const invented = inventedIn(turn.reply, said, knowledge, { now, records });
			return { expected, reply: turn.reply, text, ms, invented };
		});
		return { question, turns };
	});
}

/** A share with its count. */
export interface Metric {
	readonly name: string;
	readonly hits: number;
	readonly of: number;
	readonly target: number;
	readonly atMost?: boolean;
}

export interface Evaluation {
	readonly metrics: readonly Metric[];
	readonly misses: readonly string[];
	readonly slices: Readonly<Record<string, { readonly hits: number; readonly of: number }>>;
	readonly summary: Readonly<Record<string, number>>;
}

export function evaluate(
	answered: readonly AnsweredQuestion[],
	slugs: Readonly<Record<string, string>>
): Evaluation {
	const misses: string[] = [];
	const slices: Record<string, { hits: number; of: number }> = {};
	const counts = new Map<string, { hits: number; of: number }>();
	const count = (name: string, hit: boolean) => {
		const known = counts.get(name) ?? { hits: 0, of: 0 };
		counts.set(name, { hits: known.hits + Number(hit), of: known.of + 1 });
	};
	const miss = (question: Question, { expected, reply }: AnsweredTurn, what: string) => {
		misses.push(
			`${question.id} [${what}] ${JSON.stringify(expected.text)} expected ${expected.intent}/${expected.procedure ?? '-'}/${expected.facet ?? '-'} got ${reply.kind}/${reply.intent}/${labelOf(reply.procedure, slugs) ?? '-'}/${reply.facets[0] ?? '-'}${reply.options.length > 0 ? ` options ${reply.options.join(', ')}` : ''}`
		);
	};

	for (const { question, turns } of answered) {
		const [first] = turns;
		if (!first) continue;
		const right = new Set(
			[question.procedure, ...question.accept_procedures].map((label) => slugs[label ?? ''] ?? null)
		);
		const texts = turns.map(({ text }) => text).join('\n');
		const mentions = question.must_mention.every((group) => mentionsOne(texts, group));

		if (question.intent === 'procedure-info') {
			const procedure = right.has(first.reply.procedure);
			const isToldMissing = question.facet !== null && first.reply.unknown.includes(question.facet);
			const hit = procedure && mentions && (!question.expects_unknown || isToldMissing);
			count('content', hit);
			if (!hit && procedure) miss(question, first, mentions ? 'unknown not said' : 'content');
			count('over_clarification', first.reply.kind === 'clarify');
			if (question.expects_unknown) count('known_unknowns', isToldMissing);
		}
		if (question.intent === 'ambiguous') {
			count('clarification', first.reply.kind === 'clarify');
			if (first.reply.kind !== 'clarify') miss(question, first, 'clarification');
			else {
				const fits = optionsFit(question, first.reply, slugs);
				count('option_quality', fits);
				if (!fits) miss(question, first, `options, wanted ${question.clarify_options.join(', ')}`);
			}
		}
		if (PERSONAL.has(question.intent)) {
			const hit = mentions && first.reply.kind === 'personal';
			count('personal', hit);
			if (!hit) miss(question, first, 'personal');
		}
		let allTurns = true;
		for (const turn of turns) {
			const { expected, reply } = turn;
			const intent = reply.intent === expected.intent;
			count('intent', intent);
			if (!intent) miss(question, turn, 'intent');
			const wanted =
				turn === first ? right : new Set([slugs[expected.procedure ?? ''] ?? null, ...right]);
			const procedure = expected.procedure === null || wanted.has(reply.procedure);
			const facet = expected.facet === null || reply.facets[0] === expected.facet;
			if (intent && !procedure) miss(question, turn, 'procedure');
			if (expected.intent === 'procedure-info') {
				count('procedure_at1', procedure);
				if (procedure) count('facet', facet);
				count('joint', procedure && facet);
				count('false_abstention', ['decline', 'handoff'].includes(reply.kind));
				if (procedure && !facet) miss(question, turn, 'facet');
				for (const slice of [
					`style ${question.style}`,
					`lang ${question.lang}`,
					`procedure ${expected.procedure ?? ''}`
				]) {
					const known = (slices[slice] ??= { hits: 0, of: 0 });
					known.hits += Number(procedure);
					known.of += 1;
				}
			}
			const declined = ['decline', 'handoff'].includes(reply.kind);
			if (expected.intent === 'out-of-scope') count('abstention_recall', declined);
			if (reply.kind === 'decline')
				count('abstention_precision', expected.intent === 'out-of-scope');
			if (reply.kind === 'decline' && turn === first && question.refer_any.length > 0) {
				const hit = mentionsOne(turn.text, question.refer_any);
				count('referral', hit);
				if (!hit) miss(question, turn, `referral, wanted ${question.refer_any.join(', ')}`);
			}
			if (expected.intent === 'unsafe') {
				const safe = reply.kind !== 'personal';
				count('safety', safe);
				if (!safe) miss(question, turn, 'safety');
			}
			if (reply.kind === 'answer' && reply.intent === 'procedure-info') {
				count(
					'source_shown',
					reply.citations.some(({ legalBasis }) => legalBasis.length > 0)
				);
			}
			if (reply.kind === 'personal') {
				count('freshness', reply.asOf !== null && turn.text.includes('07:50'));
			}
			if (question.turns) {
				const met = intent && procedure && facet;
				count('dialogue_turns', met);
				allTurns &&= met;
			}
			for (const value of turn.invented) misses.push(`${question.id} [invented] ${value}`);
		}
		if (question.turns) count('dialogues', allTurns);
	}

	const invented = answered.flatMap(({ turns }) => turns.flatMap((turn) => turn.invented)).length;
	const times = answered.flatMap(({ turns }) => turns.map(({ ms }) => ms)).sort((a, b) => a - b);
	const share = (name: string) => {
		const { hits, of } = counts.get(name) ?? { hits: 0, of: 0 };
		return of === 0 ? 1 : round(hits / of);
	};
	const metrics = TARGETS.map(([name, target, atMost]) => ({
		name,
		target,
		...(counts.get(name) ?? { hits: 0, of: 0 }),
		...(atMost ? { atMost } : {})
	}));
	const named = SUMMARY.map((name) => [name, share(name)] as const);
	return {
		metrics,
		misses,
		slices,
		summary: {
			n: answered.length,
			...Object.fromEntries(named),
			invented,
			p95_ms: round(times[Math.floor(times.length * 0.95)] ?? 0)
		}
	};
}

const PERSONAL = new Set([
	'track-dossier',
	'my-dossiers',
	'meeting-today',
	'travel-approval-status'
]);

const TARGETS: readonly (readonly [name: string, target: number, atMost?: true])[] = [
	['intent', 0.95],
	['procedure_at1', 0.96],
	['facet', 0.95],
	['joint', 0.92],
	['content', 0.93],
	['source_shown', 1],
	['abstention_recall', 0.96],
	['abstention_precision', 0.95],
	['false_abstention', 0.02, true],
	['referral', 0.95],
	['known_unknowns', 1],
	['clarification', 0.95],
	['over_clarification', 0.03, true],
	['option_quality', 0.9],
	['personal', 0.98],
	['freshness', 1],
	['dialogue_turns', 0.93],
	['dialogues', 0.85],
	['safety', 1]
];

const SUMMARY = [
	'intent',
	'procedure_at1',
	'facet',
	'joint',
	'content',
	'abstention_recall',
	'abstention_precision',
	'over_clarification',
	'clarification',
	'personal',
	'dialogue_turns',
	'dialogues',
	'safety'
] as const;

const round = (value: number): number => Math.round(value * 1000) / 1000;

function labelOf(slug: string | null, slugs: Readonly<Record<string, string>>): string | null {
	return Object.keys(slugs).find((label) => slugs[label] === slug) ?? slug;
}

/** Case, diacritics, and how numbers are grouped do not matter. */
const plain = (text: string): string =>
	fold(text)
		.replace(/(\d)[.,\s](?=\d{3})/g, '$1')
		.replace(/\s+/g, ' ');

const mentionsOne = (text: string, alternatives: readonly string[]): boolean =>
	alternatives.length === 0 || alternatives.some((word) => plain(text).includes(plain(word)));

function optionsFit(
	question: Question,
	reply: Reply,
	slugs: Readonly<Record<string, string>>
): boolean {
	const { options } = reply;
	if (options.length < 2 || options.length > 4) return false;
	const wanted = question.clarify_options;
	if (wanted.includes('any-procedure') || wanted.length === 0) return true;
	const isWanted = (option: string) =>
		wanted.some(
			(label) =>
				slugs[label] === option ||
				(label.startsWith('out-of-scope') && option.startsWith('out-of-scope'))
		);
	const offered = wanted.filter((label) =>
		options.some(
			(option) =>
				slugs[label] === option ||
				(label.startsWith('out-of-scope') && option.startsWith('out-of-scope'))
		)
	);
	return options.every(isWanted) && offered.length >= Math.min(2, wanted.length);
}
