import type { Localised } from '../procedure/localised.ts';

/** What somebody wants (ý định). */
export const INTENTS = [
	'procedure-info',
	'track-dossier',
	'my-dossiers',
	'meeting-today',
	'travel-approval-status',
	'office-hours-contact',
	'complaint',
	'greeting',
	'out-of-scope',
	'ambiguous',
	'unsafe'
] as const;
export type Intent = (typeof INTENTS)[number];

/** What is asked of a procedure (khía cạnh). */
export const FACETS = [
	'documents',
	'fee',
	'processing-time',
	'where-how-to-submit',
	'eligibility',
	'steps',
	'legal-basis',
	'result',
	'online-level',
	'form'
] as const;
export type Facet = (typeof FACETS)[number];
export const isFacet = (text: string): text is Facet =>
	(FACETS as readonly string[]).includes(text);
/** At least one facet. */
export type Facets = readonly [Facet, ...Facet[]];

export type Language = keyof Localised;

/** A fact as drawn, and where it stands. `computed`: how it was worked out, with its operands. */
export interface Fact {
	readonly value: string;
	readonly source: string;
	readonly path: string;
	readonly computed?: string;
}

/** A line that states a fact in the catalogue's or the record's own words. */
export interface FactLine {
	readonly text: string;
	/** Smaller beside it: when it is needed, what to mind. */
	readonly note: string | null;
	/** "Cần hỏi lại cán bộ": never drawn without saying so. */
	readonly unverified: boolean;
}

/** A sentence of the assistant's own: a code with its values. The words stand in the messages. */
export interface Sentence {
	readonly kind: 'sentence';
	readonly code: SentenceCode;
	readonly values: Readonly<Record<string, string>>;
}

export type Part =
	| Sentence
	| {
			readonly kind: 'facts';
			readonly heading: HeadingCode | null;
			readonly lines: readonly FactLine[];
	  };

/** What can be done next with one tap. */
export type Step =
	| { readonly kind: 'facet'; readonly procedure: string; readonly facet: Facet }
	| { readonly kind: 'procedure'; readonly procedure: string }
	| { readonly kind: 'checklist'; readonly procedure: string }
	| { readonly kind: 'dossier'; readonly code: string }
	| { readonly kind: 'call'; readonly phone: string }
	| { readonly kind: 'map'; readonly address: string }
	| { readonly kind: 'meeting'; readonly url: string }
	| { readonly kind: 'ask-official' };

export type ReplyKind =
	| 'answer'
	| 'clarify'
	| 'checklist-step'
	| 'checklist'
	| 'personal'
	| 'decline'
	| 'handoff'
	| 'smalltalk'
	| 'refuse';

/** What the assistant answers: a record that the screen draws and nothing is added to. */
export interface Reply {
	readonly kind: ReplyKind;
	readonly language: Language;
	readonly intent: Intent;
	/** Slug. */
	readonly procedure: string | null;
	/** The likeliest first, then others that were asked for, then what may have been meant instead. */
	readonly facets: readonly Facet[];
	/** Slugs, or `out-of-scope:` with the id of a referral. */
	readonly options: readonly string[];
	/** Facets of which the catalogue has no confirmed value; none where it has one for all that was asked. */
	readonly unknown: readonly Facet[];
	/** How much of what was asked this answers. */
	readonly completeness: 'complete' | 'partial' | 'unknown';
	readonly parts: readonly Part[];
	readonly facts: readonly Fact[];
	readonly citations: readonly Citation[];
	readonly steps: readonly Step[];
	/** Names who is responsible for what this office does not do. */
	readonly referral: string | null;
	/** Day the procedure was last checked, or the moment the own records were synchronised. */
	readonly asOf: string | null;
	/** From 0 to 1. */
	readonly confidence: number;
	/** Why this answer: what in the question led to it. */
	readonly reasons: readonly string[];
}

/** Procedure (name) and the numbers of its legal basis, as drawn. */
export interface Citation {
	readonly procedure: string;
	readonly legalBasis: readonly string[];
}

export type HeadingCode =
	| 'papers_always'
	| 'papers_sometimes'
	| 'fees'
	| 'time'
	| 'where'
	| 'conditions'
	| 'steps'
	| 'laws'
	| 'result'
	| 'online'
	| 'forms'
	| 'also'
	| 'dossiers'
	| 'trips'
	| 'meetings'
	| 'contact'
	| 'hours'
	| 'options'
	| 'days_off';

export type SentenceCode =
	| 'about'
	| 'superseded'
	| 'inferred'
	| 'fee_unknown'
	| 'fees_unlisted'
	| 'time_unknown'
	| 'time_example'
	| 'facet_unlisted'
	| 'not_settled'
	| 'partly_unverified'
	| 'source'
	| 'which_procedure'
	| 'which_meaning'
	| 'elsewhere'
	| 'elsewhere_unverified'
	| 'outside'
	| 'can_help_with'
	| 'refused'
	| 'refused_person'
	| 'refused_harm'
	| 'complaint'
	| 'complaint_unknown'
	| 'app_feedback'
	| 'greeting'
	| 'greeting_automatic'
	| 'ask_official'
	| 'no_dossier'
	| 'no_such_dossier'
	| 'dossiers_count'
	| 'no_trip'
	| 'trip_new_application'
	| 'no_meeting'
	| 'as_of_sync'
	| 'sign_in'
	| 'contact_unknown'
	| 'no_person'
	| 'confirmed_on'
	| 'day_off'
	| 'day_worked'
	| 'hold_personal';

export const said = (
	code: SentenceCode,
	values: Readonly<Record<string, string>> = {}
): Sentence => ({
	kind: 'sentence',
	code,
	values
});

export const factLine = (
	text: string,
	unverified = false,
	note: string | null = null
): FactLine => ({
	text,
	note,
	unverified
});

/** Collects what a reply draws, and for each fact where it stands. */
export class Draft {
	readonly parts: Part[] = [];
	readonly facts: Fact[] = [];

	say(code: SentenceCode, values: Readonly<Record<string, string>> = {}): void {
		this.parts.push(said(code, values));
	}

	/** Lines without text are left out; without lines nothing is drawn. */
	list(
		heading: HeadingCode | null,
		lines: readonly (FactLine & { readonly source: string; readonly path: string })[]
	): void {
		if (lines.length === 0) return;
		this.parts.push({
			kind: 'facts',
			heading,
			lines: lines.map(({ text, note, unverified }) => ({ text, note, unverified }))
		});
		for (const { text, note, source, path } of lines) {
			this.facts.push({ value: note === null ? text : `${text} (${note})`, source, path });
		}
	}

	compute(value: string, source: string, path: string, computed: string): void {
		this.facts.push({ value, source, path, computed });
	}
}
