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
	/** What was drawn, in that order. */
	readonly told: readonly Facet[];
	/** Of what was told; none where all that was asked for is confirmed. */
	readonly unknown: readonly Facet[];
	readonly citation: Citation;
}

export interface Asked {
	readonly facets: Facets;
	/** What may have been meant instead: told as well, where the entry holds anything of it. */
	readonly maybe: readonly Facet[];
	/** Pieces of the entry that speak of what was asked, the best first. */
	readonly passages: readonly FoundPassage[];
	/** Of these facets the entry does not settle the very thing that was asked. */
	readonly notSettled: readonly Facet[];
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
	const { language, facets, maybe, notSettled } = asked;
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
	const told = [...facets, ...maybe.filter((facet) => HAS[facet](procedure))];
	for (const facet of told) section(facet, procedure, asked, draft);
	related(procedure, asked, draft);
	const isConfirmed = (facet: Facet) => holdsConfirmed(procedure, facet);
	const isUnknown = (facet: Facet) => !isConfirmed(facet) || notSettled.includes(facet);
	if (facets.some((facet) => isConfirmed(facet) && isUnknown(facet))) draft.say('not_settled');
	if (procedure.membership) {
		draft.list(null, [lineOf(procedure, 'membership', procedure.membership[language], true)]);
	}
	const laws = procedure.legalBasis.map(({ number }) => number);
	draft.say('source', { procedure: name, laws: laws.join('; '), day: dayText(procedure.version) });
	return {
		draft,
		told,
		unknown: facets.some(isUnknown) ? told.filter(isUnknown) : [],
		citation: { procedure: name, legalBasis: laws }
	};
}

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

/** Draws the facet, but for what another that was asked for tells anyhow. */
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

	'where-how-to-submit'(procedure, { language, facets }, draft) {
		const { receiving } = procedure.agency;
		const papers = facets.includes('documents') ? [] : procedure.papers;
		draft.list('where', [
			...procedure.howToSubmit.map((way, at) =>
				lineOf(procedure, `how_to_submit[${String(at)}]`, way[language], false)
			),
			lineOf(procedure, 'agency.receiving', receiving[language], receiving.unverified),
			...papers
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

	'online-level'(procedure, { language, terms, facets }, draft) {
		const { today, target, note } = procedure.level;
		const ways = facets.includes('where-how-to-submit') ? [] : procedure.howToSubmit;
		draft.list('online', [
			lineOf(procedure, 'level.today', `${terms.now}: ${terms[`level_${today}`]}`, false),
			lineOf(
				procedure,
				'level.target',
				`${terms.aim}: ${terms[`level_${target}`]}`,
				false,
				note?.[language] ?? null
			),
			...ways.map((way, at) =>
				lineOf(procedure, `how_to_submit[${String(at)}]`, way[language], false)
			)
		]);
	},

	form(procedure, { language, facets }, draft) {
		if (facets.includes('documents')) return;
		const forms = procedure.papers.filter(({ kind, form }) => kind === 'form' || form !== null);
		draft.list(
			'forms',
			(forms.length > 0 ? forms : procedure.papers.slice(0, 1)).map(
				({ id, name, form, note, unverified }) =>
					lineOf(
						procedure,
						`documents.${id}`,
						form === null ? name[language] : `${name[language]}: ${form}`,
						unverified,
						note?.[language] ?? null
					)
			)
		);
	}
};

function related(procedure: Procedure, asked: Asked, draft: Draft): void {
	const { language } = asked;
	const least = asked.facets.includes('eligibility')
		? LEAST_COVERAGE_OF_CONDITIONS
		: LEAST_COVERAGE;
	const drawn = new Set(draft.facts.map(({ path }) => path));
	const more = asked.passages
		.filter(({ path, coverage }) => !drawn.has(path) && coverage >= least)
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

const isText = (text: string | null | undefined): text is string => Boolean(text);

const IN_FORCE = {
	true: 'in_force_true',
	false: 'in_force_false',
	unknown: 'in_force_unknown'
} as const;
