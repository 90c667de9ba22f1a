import type { TimeLimit } from '../dossier/dossier.ts';
import type { CatalogueEntry } from './catalogue.ts';
import { UNSURE, type Facts } from './condition.ts';
import { feeLine, feeTotal, type FeeLine, type FeeTotal } from './fees.ts';
import type { Localised } from './localised.ts';
import type { LegalBasis, Paper, Procedure } from './procedure.ts';
import { holds, progress, type Answers, type Progress } from './questions.ts';
import type {
	ChannelRule,
	EligibilityRule,
	FormField,
	GoTo,
	Ground,
	ProcedureRules,
	SubmissionChannel
} from './rules.ts';

/** The ground of a line, ready to be shown. `inForce` other than `true`: not verified. */
export type Citation =
	| { readonly kind: 'law'; readonly law: LegalBasis; readonly article: string | null }
	| { readonly kind: 'source'; readonly text: string };

interface Grounded {
	readonly reason: Localised;
	readonly citations: readonly Citation[];
	/** "Cần hỏi lại cán bộ": never shown as certain. */
	readonly unverified: boolean;
}

/** A paper in a person's case; `paper.id` is its slot in the form. */
export interface PaperLine extends Grounded {
	readonly paper: Paper;
	/** `ask`: the person did not know something it depends on, an officer must say. */
	readonly need: 'required' | 'ask';
	/** Number of copies in this case; `null`: depends on a number the person does not know. */
	readonly copies: number | null;
}

export interface EligibilityLine extends Grounded {
	readonly verdict: EligibilityRule['verdict'];
	readonly goTo: GoTo | null;
}

export interface ChecklistFee extends FeeLine, Grounded {
	readonly paidTo: Localised;
	/**
	 * `ask`: whether it is due depends on something the person did not know.
	 * `optional`: due only if the person asks for something more; not in the total.
	 */
	readonly need: 'required' | 'ask' | 'optional';
	readonly note: Localised | null;
}

/** The time limit the clock will use, and what is stated elsewhere if that is not verified. */
export interface ChecklistTimeLimit extends TimeLimit, Grounded {
	/** A limit some text states but nobody verified: shown beside, never promised. */
	readonly stated: { readonly days: number; readonly unit: TimeLimit['unit'] } | null;
}

export interface ChecklistChannel extends Grounded {
	readonly channel: SubmissionChannel;
	readonly url: string | null;
}

/**
 * "In your case" (trong trường hợp của bạn). While `complete` is false the lists hold what is
 * certain so far, and `undecided` what further answers will settle. Where the verdict is
 * `not_eligible` nothing is listed: `eligibility` says where to go instead.
 */
export interface Checklist {
	readonly complete: boolean;
	readonly progress: Progress;
	readonly verdict: 'eligible' | 'not_eligible' | 'ask_officer';
	readonly eligibility: readonly EligibilityLine[];
	readonly papers: readonly PaperLine[];
	readonly notNeeded: readonly Paper[];
	readonly undecided: readonly Paper[];
	readonly fees: readonly ChecklistFee[];
	readonly feeTotal: FeeTotal;
	readonly timeLimit: ChecklistTimeLimit;
	/** `null` until enough is answered. */
	readonly channel: ChecklistChannel | null;
	readonly fields: readonly FormField[];
}

/** The Department's own limit (theo quy định nội bộ), from settings. */
export type DepartmentLimit = Pick<TimeLimit, 'days' | 'unit'>;

/** What this person needs for this procedure. Total: every set of answers has a checklist. */
export function checklist(
	{ procedure, rules }: CatalogueEntry,
	answers: Answers,
	departmentLimit: DepartmentLimit
): Checklist {
	const stand = progress(rules, answers);
	const { facts } = stand;
	const eligibility = eligibilityLines(procedure, rules, facts);
	const verdict = verdictOf(eligibility);
	const ruledOut = verdict === 'not_eligible';
	const fees = ruledOut ? [] : feeLines(procedure, rules, facts);
	return {
		complete: stand.next === null,
		progress: stand,
		verdict,
		eligibility,
		...(ruledOut ? NO_PAPERS : paperLists(procedure, rules, facts)),
		fees,
		feeTotal: feeTotal(
			fees.filter(({ need }) => need !== 'optional'),
			!procedure.feesUnverified
		),
		timeLimit: timeLimit(procedure, rules, facts, departmentLimit),
		channel: channel(procedure, rules, facts),
		fields: rules.fields.filter(({ when }) => ['yes', 'unsure'].includes(holds(when, facts)))
	};
}

const NO_PAPERS = { papers: [], notNeeded: [], undecided: [] };

function eligibilityLines(
	procedure: Procedure,
	rules: ProcedureRules,
	facts: Facts
): EligibilityLine[] {
	return rules.eligibility.flatMap((rule): EligibilityLine[] => {
		const holding = holds(rule.when, facts);
		if (holding === 'no' || holding === 'unanswered') return [];
		const unsure = holding === 'unsure';
		return [
			{
				verdict: unsure && rule.verdict !== 'inform' ? 'ask_officer' : rule.verdict,
				goTo: rule.goTo,
				reason: rule.reason,
				citations: cite(procedure, rule.grounds),
				unverified:
					unsure ||
					rule.unverified ||
					rule.lines.some((line) => procedure.eligibility[line]?.unverified)
			}
		];
	});
}

function verdictOf(lines: readonly EligibilityLine[]): Checklist['verdict'] {
	const verdicts = lines.map(({ verdict }) => verdict);
	if (verdicts.includes('not_eligible')) return 'not_eligible';
	return verdicts.includes('ask_officer') ? 'ask_officer' : 'eligible';
}

function paperLists(
	procedure: Procedure,
	rules: ProcedureRules,
	facts: Facts
): Pick<Checklist, 'papers' | 'notNeeded' | 'undecided'> {
	const papers: PaperLine[] = [];
	const notNeeded: Paper[] = [];
	const undecided: Paper[] = [];

	for (const paper of procedure.papers) {
		const about = rules.papers
			.filter((rule) => rule.paper === paper.id)
			.map((rule) => ({ rule, holding: holds(rule.when, facts) }));
		const found =
			about.find(({ holding }) => holding === 'yes') ??
			about.find(({ holding }) => holding === 'unanswered') ??
			about.find(({ holding }) => holding === 'unsure');
		if (!found) {
			notNeeded.push(paper);
		} else if (found.holding === 'unanswered') {
			undecided.push(paper);
		} else {
			const times = multiplier(found.rule.times, facts);
			papers.push({
				paper,
				need: found.holding === 'yes' ? 'required' : 'ask',
				copies: times === null ? null : paper.copies * times,
				reason: found.rule.reason,
				citations: cite(procedure, found.rule.grounds),
				unverified: paper.unverified || found.holding === 'unsure'
			});
		}
	}
	return { papers, notNeeded, undecided };
}

function feeLines(procedure: Procedure, rules: ProcedureRules, facts: Facts): ChecklistFee[] {
	return rules.fees.flatMap((rule): ChecklistFee[] => {
		const fee = procedure.fees[rule.fee];
		const holding = holds(rule.when, facts);
		if (!fee || holding === 'no' || holding === 'unanswered') return [];
		return [
			{
				...feeLine(fee, multiplier(rule.times, facts)),
				need: rule.optional ? 'optional' : holding === 'yes' ? 'required' : 'ask',
				paidTo: rule.paidTo,
				note: fee.note,
				reason: rule.reason,
				citations: cite(procedure, rule.grounds),
				unverified: fee.unverified || rule.unverified || holding === 'unsure'
			}
		];
	});
}

/** 1 without a counted fact; `null` while the count is not known. */
function multiplier(fact: string | null, facts: Facts): number | null {
	if (fact === null) return 1;
	const count = facts[fact];
	if (count === undefined || count === UNSURE) return null;
	return count === null ? 1 : Number(count);
}

function timeLimit(
	procedure: Procedure,
	rules: ProcedureRules,
	facts: Facts,
	department: DepartmentLimit
): ChecklistTimeLimit {
	const rule = rules.timeLimits.find(({ when }) => holds(when, facts) === 'yes');
	const grounds = {
		reason: rule?.reason ?? procedure.processing.detail,
		citations: cite(procedure, rule?.grounds ?? []),
		unverified: rule?.unverified ?? true
	};
	const days = rule?.days ?? null;
	if (rule && days !== null && !rule.unverified) {
		return { days, unit: rule.unit, source: 'law', stated: null, ...grounds };
	}
	return {
		...department,
		source: 'department',
		stated: rule && days !== null ? { days, unit: rule.unit } : null,
		...grounds
	};
}

function channel(
	procedure: Procedure,
	rules: ProcedureRules,
	facts: Facts
): ChecklistChannel | null {
	for (const rule of rules.channels) {
		const holding = holds(rule.when, facts);
		if (holding === 'unanswered') return null;
		if (holding === 'yes') return channelLine(procedure, rule);
	}
	return null;
}

function channelLine(procedure: Procedure, rule: ChannelRule): ChecklistChannel {
	return {
		channel: rule.channel,
		url: rule.url,
		reason: rule.reason,
		citations: cite(procedure, rule.grounds),
		unverified: false
	};
}

/** Grounds the procedure does not list are left out here; `inspect.ts` refuses to publish them. */
export function cite(procedure: Procedure, grounds: readonly Ground[]): Citation[] {
	return grounds.flatMap((ground): Citation[] => {
		if ('source' in ground) return [{ kind: 'source', text: ground.source }];
		const law = procedure.legalBasis.find(({ number }) => number === ground.law);
		return law ? [{ kind: 'law', law, article: ground.article }] : [];
	});
}
