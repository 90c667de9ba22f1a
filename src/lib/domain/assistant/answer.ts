import type { CatalogueEntry } from '../procedure/catalogue.ts';
import type { Procedure } from '../procedure/procedure.ts';
import { addDays, type PlainDate } from '../time/plain-date.ts';
import type { WorkCalendar } from '../time/work-calendar.ts';
import { addWorkingDays } from '../time/working-days.ts';
import { dayText, vndText } from './figures.ts';
import type { FoundPassage } from './passages.ts';
import {
	Draft,
	factLine,
	type Citation,
	type Facet,
	type Facets,
	type FactLine,
	type Language
} from './reply.ts';
import type { ReplyTerms } from './terms.ts';

/** An answer about a procedure, composed of fields of its catalogue entry and of nothing else. */
export interface Answer {
	readonly draft: Draft;
	readonly unknown: readonly Facet[];
	readonly citation: Citation;
}

export interface Asked {
	/** Each is told, the likeliest first. */
	readonly facets: Facets;
	/** Pieces of the entry that speak of what was asked, the best first. */
	readonly passages: readonly FoundPassage[];
	/** The question names something that no piece of the entry speaks of. */
	readonly notSettled: boolean;
	readonly language: Language;
	readonly terms: ReplyTerms;
	readonly today: PlainDate;
	readonly calendar: WorkCalendar;
}

type Line = FactLine & { readonly source: string; readonly path: string };

/** Passages drawn beside what the facet itself tells. */
const MOST_PASSAGES = 3;
/** A passage that names a smaller share of the question is about something else. */
const LEAST_COVERAGE = 0.2;
/** Whether something is allowed is often told in passing only. */
const LEAST_COVERAGE_OF_CONDITIONS = 0.1;

export function answer({ procedure }: CatalogueEntry, asked: Asked): Answer {
	const { language, facets } = asked;
	const draft = new Draft();
	const name = procedure.name[language];
	draft.say('about', { procedure: name });
	if (procedure.superseded) {
		draft.list(null, [
			lineOf(
				procedure,
				'superseded',
				procedure.superseded.note[language],
				procedure.superseded.unverified
			)
		]);
	}
	for (const facet of inOrder(facets)) section(facet, procedure, asked, draft);
	related(procedure, asked, draft);
	const unknown = facets.filter((facet) => !holdsConfirmed(procedure, facet));
	const notSettled = asked.notSettled && !unknown.includes(facets[0]);
	if (notSettled) draft.say('not_settled');
	if (procedure.membership) {
		draft.list(null, [lineOf(procedure, 'membership', procedure.membership[language], true)]);
	}
	const laws = procedure.legalBasis.map(({ number }) => number);
	draft.say('source', { procedure: name, laws: laws.join('; '), day: dayText(procedure.version) });
	return {
		draft,
		unknown: notSettled ? facets : unknown,
		citation: { procedure: name, legalBasis: laws }
	};
}

/** Their lines may be among those of others, so they are told last. */
const TOLD_LAST: ReadonlySet<Facet> = new Set(['online-level', 'form']);

const inOrder = (facets: Facets): Facet[] => [
	...facets.filter((facet) => !TOLD_LAST.has(facet)),
	...facets.filter((facet) => TOLD_LAST.has(facet))
];

/** A facet of which the entry holds nothing is said to be missing, not passed over. */
function section(facet: Facet, procedure: Procedure, asked: Asked, draft: Draft): void {
	if (!HAS[facet](procedure)) {
		if (facet === 'fee') draft.say('fees_unlisted');
		else draft.say('facet_unlisted', { facet: asked.terms[`facet_${facet}`] });
	}
	SECTIONS[facet](procedure, asked, draft);
}

/** Does the entry hold a confirmed value of this facet? */
export const holdsConfirmed = (procedure: Procedure, facet: Facet): boolean =>
	HAS[facet](procedure) && !IS_UNSURE[facet]?.(procedure);

/** Facets whose values may all be marked unverified. */
const IS_UNSURE: Partial<Record<Facet, (procedure: Procedure) => boolean>> = {
	documents: ({ papers }) => papers.every(({ unverified }) => unverified),
	fee: ({ fees: [first] }) => first?.unverified === true,
	'processing-time': ({ processing }) => processing.unverified,
	eligibility: ({ eligibility }) => eligibility.every(({ unverified }) => unverified)
};

const HAS: Readonly<Record<Facet, (procedure: Procedure) => boolean>> = {
	documents: ({ papers }) => papers.length > 0,
	fee: ({ fees }) => fees.length > 0,
	'processing-time': () => true,
	'where-how-to-submit': ({ howToSubmit }) => howToSubmit.length > 0,
	eligibility: ({ eligibility }) => eligibility.length > 0,
	steps: ({ processing }) => processing.steps.length > 0,
	'legal-basis': ({ legalBasis }) => legalBasis.length > 0,
	result: () => true,
	'online-level': () => true,
	form: ({ papers }) => papers.some(({ form }) => form !== null)
};

function lineOf(
	procedure: Procedure,
	path: string,
	text: string,
	unverified: boolean,
	note: string | null = null
): Line {
	return { ...factLine(text, unverified, note), source: procedure.slug, path };
}

/** Draws the facet. */
type Section = (procedure: Procedure, asked: Asked, draft: Draft) => void;

const SECTIONS: Readonly<Record<Facet, Section>> = {
	documents(procedure, { language }, draft) {
		const lines = (always: boolean) =>
			procedure.papers
				.filter(({ requiredWhen }) => (requiredWhen === null) === always)
				.map(({ id, name, form, copies, requiredWhen, note, unverified }) => {
					const amount = copies > 1 ? ` × ${String(copies)}` : '';
					const text = `${name[language]}${form === null ? '' : ` (${form})`}${amount}`;
					const more = [requiredWhen?.[language], note?.[language]].filter(isText).join('. ');
					return lineOf(procedure, `documents.${id}`, text, unverified, more || null);
				});
		draft.list('papers_always', lines(true));
		draft.list('papers_sometimes', lines(false));
	},

	fee(procedure, { language, terms }, draft) {
		draft.list(
			'fees',
			procedure.fees.map(({ name, amountVnd, per, legalBasis, note, unverified }, at) => {
				const amount =
					amountVnd === null ? terms.amount_unknown : vndText(amountVnd, language, terms.vnd);
				const unit = amountVnd === null ? '' : ` / ${per[language]}`;
				const more = [amountVnd === null ? null : legalBasis, note?.[language]].filter(isText);
				return lineOf(
					procedure,
					`fees[${String(at)}]`,
					`${name[language]}: ${amount}${unit}`,
					unverified,
					more.join('. ') || null
				);
			})
		);
	},

	'processing-time'(procedure, asked, draft) {
		const { days, unit, detail, unverified } = procedure.processing;
		const { language, terms, today, calendar } = asked;
		if (days === null) draft.say('time_unknown');
		draft.list('time', [lineOf(procedure, 'processing.detail', detail[language], unverified)]);
		if (days !== null) {
			const end =
				unit === 'working-days' ? addWorkingDays(today, days, calendar) : addDays(today, days);
			const values = { from: dayText(today), to: dayText(end), days: String(days) };
			draft.say('time_example', { ...values, unit: terms[unit] });
			draft.compute(
				values.to,
				procedure.slug,
				'processing.days',
				`${values.from} + ${values.days} ${unit}`
			);
		}
	},

	'where-how-to-submit'(procedure, { language }, draft) {
		const { receiving } = procedure.agency;
		draft.list('where', [
			...procedure.howToSubmit.map((way, at) =>
				lineOf(procedure, `how_to_submit[${String(at)}]`, way[language], false)
			),
			lineOf(procedure, 'agency.receiving', receiving[language], receiving.unverified),
			...procedure.papers
				.filter(({ id }) => id === 'giay-gioi-thieu')
				.map(({ name, requiredWhen, note, unverified }) =>
					lineOf(
						procedure,
						'documents.giay-gioi-thieu',
						`${requiredWhen?.[language] ?? ''}: ${name[language]}`,
						unverified,
						note?.[language] ?? null
					)
				)
		]);
	},

	eligibility(procedure, { language, terms }, draft) {
		draft.list(
			'conditions',
			procedure.eligibility.map((line, at) =>
				lineOf(procedure, `eligibility[${String(at)}]`, line[language], line.unverified)
			)
		);
		const { deciding } = procedure.agency;
		draft.list(null, [
			lineOf(
				procedure,
				'agency.deciding',
				`${terms.decided_by}: ${deciding[language]}`,
				deciding.unverified
			)
		]);
	},

	steps(procedure, { language, terms }, draft) {
		draft.list(
			'steps',
			procedure.processing.steps.map(({ name, days, unverified }, at) =>
				lineOf(
					procedure,
					`processing.steps[${String(at)}]`,
					days === null ? name[language] : `${name[language]} – ${String(days)} ${terms.days}`,
					days !== null && unverified
				)
			)
		);
	},

	'legal-basis'(procedure, { terms }, draft) {
		draft.list(
			'laws',
			procedure.legalBasis.map(({ number, date, titleVi, inForce, replacedBy }, at) => {
				const state =
					replacedBy === null
						? terms[IN_FORCE[`${inForce}`]]
						: `${terms.replaced_by} ${replacedBy}`;
				return lineOf(
					procedure,
					`legal_basis[${String(at)}]`,
					`${number} – ${titleVi}`,
					inForce !== true,
					[date === null ? null : dayText(date), state].filter(isText).join('; ') || null
				);
			})
		);
	},

	result(procedure, { language }, draft) {
		draft.list('result', [lineOf(procedure, 'result', procedure.result[language], false)]);
	},

	'online-level'(procedure, { language, terms }, draft) {
		const { today, target, note } = procedure.level;
		draft.list('online', [
			lineOf(procedure, 'level.today', `${terms.now}: ${terms[`level_${today}`]}`, false),
			lineOf(
				procedure,
				'level.target',
				`${terms.aim}: ${terms[`level_${target}`]}`,
				false,
				note?.[language] ?? null
			),
			...notDrawn(
				draft,
				procedure.howToSubmit.map((way, at) =>
					lineOf(procedure, `how_to_submit[${String(at)}]`, way[language], false)
				)
			)
		]);
	},

	form(procedure, { language }, draft) {
		const forms = procedure.papers.filter(({ kind, form }) => kind === 'form' || form !== null);
		const lines = (forms.length > 0 ? forms : procedure.papers.slice(0, 1)).map(
			({ id, name, form, note, unverified }) =>
				lineOf(
					procedure,
					`documents.${id}`,
					form === null ? name[language] : `${name[language]}: ${form}`,
					unverified,
					note?.[language] ?? null
				)
		);
		draft.list('forms', notDrawn(draft, lines));
	}
};

function related(procedure: Procedure, asked: Asked, draft: Draft): void {
	const { language } = asked;
	const least = asked.facets.includes('eligibility')
		? LEAST_COVERAGE_OF_CONDITIONS
		: LEAST_COVERAGE;
	const more = notDrawn(draft, asked.passages)
		.filter(({ coverage }) => coverage >= least)
		.slice(0, MOST_PASSAGES);
	draft.list(
		'also',
		more.map(({ path, text, asked: question, unverified }) =>
			lineOf(
				procedure,
				path,
				question === null ? text[language] : `${question[language]} ${text[language]}`,
				unverified
			)
		)
	);
}

/** What another facet of the same answer has told already is not told again. */
function notDrawn<T extends { readonly path: string }>(draft: Draft, pieces: readonly T[]): T[] {
	const drawn = new Set(draft.facts.map(({ path }) => path));
	return pieces.filter(({ path }) => !drawn.has(path));
}

const isText = (text: string | null | undefined): text is string => Boolean(text);

const IN_FORCE = {
	true: 'in_force_true',
	false: 'in_force_false',
	unknown: 'in_force_unknown'
} as const;
