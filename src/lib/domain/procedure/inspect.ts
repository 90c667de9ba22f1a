import type { CatalogueEntry } from './catalogue.ts';
import { checklist, cite, type Checklist } from './checklist.ts';
import { leavesOf, UNSURE, type Condition } from './condition.ts';
import { progress, type Answers } from './questions.ts';
import type { Ground, ProcedureRules, Question } from './rules.ts';

/** Something wrong with an entry, for the person who edits it. It may not be published so. */
export interface Finding {
	readonly code:
		| 'question.duplicate'
		| 'question.unreachable'
		| 'question.option_without_effect'
		| 'question.count_range'
		| 'condition.unknown_fact'
		| 'condition.later_fact'
		| 'condition.impossible_value'
		| 'ground.not_in_catalogue'
		| 'paper.duplicate'
		| 'paper.without_rule'
		| 'paper.unknown'
		| 'paper.never_needed'
		| 'paper.condition_lost'
		| 'paper.condition_added'
		| 'fee.without_rule'
		| 'fee.unknown'
		| 'eligibility.without_rule'
		| 'eligibility.unknown_line'
		| 'eligibility.nowhere_to_go'
		| 'eligibility.unverified_refusal'
		| 'time_limit.unverified_as_certain'
		| 'path.without_channel'
		| 'path.without_ground'
		| 'field.duplicate'
		| 'field.unknown_date'
		| 'procedure.unknown_successor';
	/** The question, paper, ground … it is about. */
	readonly subject: string;
}

/** Every complete set of answers a person may give. "I do not know" counts as an answer. */
export function pathsOf(rules: ProcedureRules): Answers[] {
	const done: Answers[] = [];
	const open: Answers[] = [{}];
	for (let answers = open.pop(); answers; answers = open.pop()) {
		const { next } = progress(rules, answers);
		if (!next) done.push(answers);
		else for (const value of valuesOf(rules, next)) open.push({ ...answers, [next.id]: value });
	}
	return done;
}

/** What may be answered; for a count, its ends and both sides of every threshold. */
function valuesOf(rules: ProcedureRules, question: Question): string[] {
	if (question.kind === 'choice') return [...question.options.map(({ value }) => value), UNSURE];
	const thresholds = conditionsOf(rules)
		.flatMap(leavesOf)
		.flatMap((leaf) => ('atLeast' in leaf && leaf.fact === question.id ? [leaf.atLeast] : []));
	const counts = [question.min, question.max, ...thresholds.flatMap((n) => [n - 1, n])];
	const within = counts.filter((n) => n >= question.min && n <= question.max);
	return [...new Set(within.map(String)), UNSURE];
}

function conditionsOf(rules: ProcedureRules): Condition[] {
	const lines = [
		...rules.eligibility,
		...rules.papers,
		...rules.fees,
		...rules.timeLimits,
		...rules.channels,
		...rules.fields
	];
	return [
		...rules.questions.map(({ askWhen }) => askWhen),
		...lines.map(({ when }) => when)
	].filter((condition) => condition !== null);
}

/**
 * Everything that is wrong with an entry. `slugs` are the procedures of the catalogue.
 * An empty list means: every question is reached, every option leads somewhere, every paper, fee
 * and eligibility line of the catalogue has its rule, every outcome names its ground, and nothing
 * unverified is told as certain.
 */
export function inspect(entry: CatalogueEntry, slugs: readonly string[]): Finding[] {
	const paths = pathsOf(entry.rules).map((answers): Path => {
		const list = checklist(entry, answers, { days: 1, unit: 'working-days' });
		return { answers, list, outcome: outcomeOf(list) };
	});
	return [
		...inspectQuestions(entry.rules, paths),
		...inspectConditions(entry.rules),
		...inspectGrounds(entry),
		...inspectPapers(entry, paths),
		...inspectFees(entry),
		...inspectEligibility(entry, slugs),
		...inspectTimeLimits(entry),
		...inspectPaths(paths),
		...inspectFields(entry.rules)
	];
}

interface Path {
	readonly answers: Answers;
	readonly list: Checklist;
	/** What the person is told, to be compared. */
	readonly outcome: string;
}

function inspectQuestions(rules: ProcedureRules, paths: readonly Path[]): Finding[] {
	const ids = rules.questions.map(({ id }) => id);
	return rules.questions.flatMap((question): Finding[] => {
		const findings: Finding[] = [];
		const found = (code: Finding['code'], subject: string) => findings.push({ code, subject });
		if (ids.filter((id) => id === question.id).length > 1) found('question.duplicate', question.id);
		if (question.kind === 'count' && question.min > question.max) {
			found('question.count_range', question.id);
		}
		const asking = paths.filter(({ answers }) => answers[question.id] !== undefined);
		if (asking.length === 0) found('question.unreachable', question.id);
		else if (!changesSomething(question, asking)) {
			found('question.option_without_effect', question.id);
		}
		return findings;
	});
}

/** Two answers to the same question give two different lists; otherwise, why ask? */
function changesSomething(question: Question, asking: readonly Path[]): boolean {
	const outcomes = new Map<string, Set<string>>();
	for (const { answers, outcome } of asking) {
		const answer = answers[question.id] ?? '';
		if (answer !== UNSURE) {
			const seen = outcomes.get(answer) ?? new Set();
			outcomes.set(answer, seen.add(outcome));
		}
	}
	const all = [...outcomes.values()].map((set) => [...set].sort().join('\n'));
	return new Set(all).size > 1;
}

function outcomeOf(list: Checklist): string {
	const { eligibility, papers, fees, timeLimit, channel, fields } = list;
	return JSON.stringify([eligibility, papers, fees, timeLimit, channel, fields]);
}

function inspectConditions(rules: ProcedureRules): Finding[] {
	const leaves = conditionsOf(rules).flatMap(leavesOf);
	const later = rules.questions.flatMap(({ askWhen }, index) =>
		(askWhen ? leavesOf(askWhen) : [])
			.filter(({ fact }) => !rules.questions.slice(0, index).some(({ id }) => id === fact))
			.map(({ fact }): Finding => ({ code: 'condition.later_fact', subject: fact }))
	);
	const counted = [...rules.papers, ...rules.fees].flatMap(({ times }) => times ?? []);
	const unknownCounts = counted
		.filter((fact) => !rules.questions.some(({ id, kind }) => id === fact && kind === 'count'))
		.map((fact): Finding => ({ code: 'condition.unknown_fact', subject: fact }));
	return [...later, ...unknownCounts, ...leaves.flatMap((leaf) => inspectLeaf(rules, leaf))];
}

function inspectLeaf(rules: ProcedureRules, leaf: ReturnType<typeof leavesOf>[number]): Finding[] {
	const question = rules.questions.find(({ id }) => id === leaf.fact);
	if (!question) return [{ code: 'condition.unknown_fact', subject: leaf.fact }];
	const counts = question.kind === 'count';
	if ('atLeast' in leaf || counts) {
		const possible = counts && 'atLeast' in leaf && leaf.atLeast <= question.max;
		return possible ? [] : [{ code: 'condition.impossible_value', subject: leaf.fact }];
	}
	const values = 'is' in leaf ? [leaf.is] : leaf.in;
	return values
		.filter((value) => !question.options.some((option) => option.value === value))
		.map((value) => ({ code: 'condition.impossible_value', subject: `${leaf.fact}=${value}` }));
}

function inspectGrounds({ procedure, rules }: CatalogueEntry): Finding[] {
	const grounds: readonly Ground[] = [
		...rules.eligibility,
		...rules.papers,
		...rules.fees,
		...rules.timeLimits,
		...rules.channels
	].flatMap((line) => line.grounds);
	return grounds.flatMap((ground): Finding[] => {
		const known =
			'source' in ground
				? procedure.sources.includes(ground.source)
				: cite(procedure, [ground]).length > 0;
		const subject = 'source' in ground ? ground.source : ground.law;
		return known ? [] : [{ code: 'ground.not_in_catalogue', subject }];
	});
}

function inspectPapers({ procedure, rules }: CatalogueEntry, paths: readonly Path[]): Finding[] {
	const ids = procedure.papers.map(({ id }) => id);
	const unknown = rules.papers
		.filter(({ paper }) => !ids.includes(paper))
		.map(({ paper }): Finding => ({ code: 'paper.unknown', subject: paper }));
	const wrong = procedure.papers.flatMap((paper): Finding[] => {
		const findings: Finding[] = [];
		const found = (code: Finding['code']) => findings.push({ code, subject: paper.id });
		if (ids.filter((id) => id === paper.id).length > 1) found('paper.duplicate');
		if (procedure.superseded) return findings;

		const about = rules.papers.filter((rule) => rule.paper === paper.id);
		const always = about.some(({ when }) => when === null);
		if (about.length === 0) found('paper.without_rule');
		else if (paper.requiredWhen && always) found('paper.condition_lost');
		else if (!paper.requiredWhen && !always) found('paper.condition_added');
		const needed = paths.some(({ list }) =>
			list.papers.some((line) => line.paper.id === paper.id && line.need === 'required')
		);
		if (!needed) found('paper.never_needed');
		return findings;
	});
	return [...unknown, ...wrong];
}

function inspectFees({ procedure, rules }: CatalogueEntry): Finding[] {
	const unknown = rules.fees
		.filter(({ fee }) => procedure.fees[fee] === undefined)
		.map(({ fee }): Finding => ({ code: 'fee.unknown', subject: String(fee) }));
	const without = procedure.superseded
		? []
		: procedure.fees.flatMap((_, index): Finding[] =>
				rules.fees.some(({ fee }) => fee === index)
					? []
					: [{ code: 'fee.without_rule', subject: String(index) }]
			);
	return [...unknown, ...without];
}

function inspectEligibility(
	{ procedure, rules }: CatalogueEntry,
	slugs: readonly string[]
): Finding[] {
	const missing = procedure.eligibility.flatMap((_, index): Finding[] =>
		rules.eligibility.some(({ lines }) => lines.includes(index))
			? []
			: [{ code: 'eligibility.without_rule', subject: String(index) }]
	);
	const wrong = rules.eligibility.flatMap((rule): Finding[] => {
		const findings: Finding[] = [];
		const found = (code: Finding['code'], subject = rule.reason.vi) =>
			findings.push({ code, subject });
		const lines = rule.lines.map((line) => procedure.eligibility[line]);
		if (lines.includes(undefined)) found('eligibility.unknown_line');
		if (rule.goTo?.procedure && !slugs.includes(rule.goTo.procedure)) {
			found('procedure.unknown_successor', rule.goTo.procedure);
		}
		if (rule.verdict === 'not_eligible') {
			if (!rule.goTo) found('eligibility.nowhere_to_go');
			const unsure = rule.unverified || lines.some((line) => line?.unverified);
			if (unsure) found('eligibility.unverified_refusal');
		}
		return findings;
	});
	const { superseded } = procedure;
	const lost =
		superseded && !rules.eligibility.some(({ goTo }) => goTo?.procedure === superseded.by);
	return [
		...missing,
		...wrong,
		...(lost ? [{ code: 'procedure.unknown_successor' as const, subject: superseded.by }] : [])
	];
}

/** A limit the catalogue marks unverified may not become a promise of the law here. */
function inspectTimeLimits({ procedure, rules }: CatalogueEntry): Finding[] {
	return rules.timeLimits
		.filter(
			({ days, unverified }) => days !== null && !unverified && procedure.processing.unverified
		)
		.map(({ reason }) => ({ code: 'time_limit.unverified_as_certain', subject: reason.vi }));
}

function inspectPaths(paths: readonly Path[]): Finding[] {
	return paths.flatMap(({ answers, list }): Finding[] => {
		const subject = JSON.stringify(answers);
		const lines = [...list.papers, ...list.fees, ...list.eligibility, list.timeLimit];
		const grounded = lines.every(({ citations }) => citations.length > 0);
		return [
			...(list.channel ? [] : [{ code: 'path.without_channel' as const, subject }]),
			...(grounded ? [] : [{ code: 'path.without_ground' as const, subject }])
		];
	});
}

function inspectFields(rules: ProcedureRules): Finding[] {
	const ids = rules.fields.map(({ id }) => id);
	return rules.fields.flatMap(({ id, notBefore }, index): Finding[] => [
		...(ids.indexOf(id) < index ? [{ code: 'field.duplicate' as const, subject: id }] : []),
		...(notBefore === null || notBefore === 'today' || ids.includes(notBefore)
			? []
			: [{ code: 'field.unknown_date' as const, subject: notBefore }])
	]);
}
