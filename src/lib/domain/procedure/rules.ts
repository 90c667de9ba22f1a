import * as v from 'valibot';
import { isPlainDate, type PlainDate } from '../time/plain-date.ts';
import { LIMIT_UNITS, type LimitUnit } from '../time/working-time.ts';
import { CONDITION } from './condition-schema.ts';
import type { Condition } from './condition.ts';
import { LOCALISED, type Localised } from './localised.ts';

/**
 * What decides "what do *I* need?" for one procedure: the questions, and what follows from the
 * answers. Every line names its ground. Written by people in `pocketbase/seed/rules/<slug>.json`.
 */
export interface ProcedureRules {
	readonly slug: string;
	/** First version of the catalogue entry these rules belong to. */
	readonly version: PlainDate;
	/** In the order they are asked. */
	readonly questions: readonly Question[];
	readonly eligibility: readonly EligibilityRule[];
	readonly papers: readonly PaperRule[];
	readonly fees: readonly FeeRule[];
	/** The first whose condition holds counts. The last has no condition. */
	readonly timeLimits: readonly TimeLimitRule[];
	/** The first whose condition holds counts. The last has no condition. */
	readonly channels: readonly ChannelRule[];
	/** What the form asks beyond the applicant's details. */
	readonly fields: readonly FormField[];
}

/** One thing asked of the applicant; its `id` is the fact that conditions speak of. */
export type Question = ChoiceQuestion | CountQuestion;

interface AnyQuestion {
	readonly id: string;
	readonly text: Localised;
	readonly hint: Localised | null;
	/** `null`: always asked. It may speak of earlier questions only. */
	readonly askWhen: Condition | null;
}

export interface ChoiceQuestion extends AnyQuestion {
	readonly kind: 'choice';
	readonly options: readonly Option[];
}

/** Answered with a whole number from `min` to `max`. */
export interface CountQuestion extends AnyQuestion {
	readonly kind: 'count';
	readonly min: number;
	readonly max: number;
}

export interface Option extends Localised {
	readonly value: string;
	readonly hint: Localised | null;
}

/**
 * The ground of a line: an article of a text listed in the procedure's legal basis, or, where the
 * catalogue gives none, one of the procedure's sources.
 */
export type Ground =
	{ readonly law: string; readonly article: string | null } | { readonly source: string };

interface Grounded {
	/** `null`: always. */
	readonly when: Condition | null;
	/** Why, in the applicant's terms: "vì người mời ở nước ngoài". */
	readonly reason: Localised;
	/** At least one. */
	readonly grounds: readonly Ground[];
}

/**
 * - `not_eligible` this procedure is not for this case: `goTo` says what is
 * - `ask_officer` only an officer can say
 * - `inform` applies to everyone or asks for care; stops nobody
 */
export interface EligibilityRule extends Grounded {
	readonly verdict: 'not_eligible' | 'ask_officer' | 'inform';
	/** Lines of the procedure's `eligibility` (from 0) this rule stands for. */
	readonly lines: readonly number[];
	readonly goTo: GoTo | null;
	readonly unverified: boolean;
}

export interface GoTo extends Localised {
	/** Another procedure of the catalogue. */
	readonly procedure: string | null;
	readonly url: string | null;
}

export interface PaperRule extends Grounded {
	/** Id of the paper in the procedure. */
	readonly paper: string;
	/** Fact that multiplies the number of copies. */
	readonly times: string | null;
}

export interface FeeRule extends Grounded {
	/** Position in the procedure's `fees`, from 0. */
	readonly fee: number;
	/** Fact that multiplies the amount. */
	readonly times: string | null;
	/** Due only if the applicant asks for something more; not part of the total. */
	readonly optional: boolean;
	/** Who takes the money. */
	readonly paidTo: Localised;
	readonly unverified: boolean;
}

/** `days: null`: the text gives none. `unverified`: shown, but the clock does not rely on it. */
export interface TimeLimitRule extends Grounded {
	readonly days: number | null;
	readonly unit: LimitUnit;
	readonly unverified: boolean;
}

/**
 * Where the dossier is filed (kênh nộp).
 * - `here` in this application: internal channel for officials (nội bộ)
 * - `national_portal` prepared here, filed on Cổng Dịch vụ công quốc gia
 * - `counter` prepared here, brought to the counter or posted, with originals
 */
export const SUBMISSION_CHANNELS = ['here', 'national_portal', 'counter'] as const;
export type SubmissionChannel = (typeof SUBMISSION_CHANNELS)[number];

export interface ChannelRule extends Grounded {
	readonly channel: SubmissionChannel;
	/** Where to go on: never missing for `national_portal`. */
	readonly url: string | null;
}

const FIELD_KINDS = ['text', 'longtext', 'date', 'country', 'number'] as const;

/** A field of the form beyond the applicant's details. Its value travels as text. */
export interface FormField {
	readonly id: string;
	readonly kind: (typeof FIELD_KINDS)[number];
	readonly label: Localised;
	readonly hint: Localised | null;
	readonly required: boolean;
	/** `null`: always shown. */
	readonly when: Condition | null;
	/** For dates: not before `today`, or not before the date in another field. */
	readonly notBefore: string | null;
}

const text = v.pipe(v.string(), v.minLength(1));
const id = v.pipe(v.string(), v.regex(/^[a-zA-Z][a-zA-Z0-9-]*$/));
const condition = v.nullish(CONDITION, null);
const url = v.nullish(v.pipe(v.string(), v.startsWith('https://')), null);
const whole = v.pipe(v.number(), v.integer(), v.minValue(0));
const times = v.nullish(id, null);
const unverified = v.optional(v.boolean(), false);
const atLeastOne = <T extends v.GenericSchema>(item: T) => v.pipe(v.array(item), v.minLength(1));

const question = {
	id,
	text: LOCALISED,
	hint: v.nullish(LOCALISED, null),
	askWhen: condition
};

const grounded = {
	when: condition,
	reason: LOCALISED,
	grounds: atLeastOne(
		v.union([
			v.strictObject({ law: text, article: v.nullish(text, null) }),
			v.strictObject({ source: text })
		])
	)
};

const RULES = v.strictObject({
	slug: text,
	version: v.pipe(v.string(), v.check(isPlainDate)),
	questions: v.array(
		v.variant('kind', [
			v.strictObject({
				...question,
				kind: v.literal('choice'),
				options: v.pipe(
					v.array(
						v.strictObject({
							value: id,
							...LOCALISED.entries,
							hint: v.nullish(LOCALISED, null)
						})
					),
					v.minLength(2)
				)
			}),
			v.strictObject({ ...question, kind: v.literal('count'), min: whole, max: whole })
		])
	),
	eligibility: v.array(
		v.strictObject({
			...grounded,
			verdict: v.picklist(['not_eligible', 'ask_officer', 'inform']),
			lines: v.optional(v.array(whole), []),
			goTo: v.nullish(
				v.strictObject({ ...LOCALISED.entries, procedure: v.nullish(text, null), url }),
				null
			),
			unverified
		})
	),
	papers: v.array(v.strictObject({ ...grounded, paper: text, times })),
	fees: v.array(
		v.strictObject({
			...grounded,
			fee: whole,
			times,
			paidTo: LOCALISED,
			optional: v.optional(v.boolean(), false),
			unverified
		})
	),
	timeLimits: atLeastOne(
		v.strictObject({
			...grounded,
			days: v.nullable(v.pipe(v.number(), v.integer(), v.minValue(1))),
			unit: v.picklist(LIMIT_UNITS),
			unverified
		})
	),
	channels: atLeastOne(
		v.pipe(
			v.strictObject({ ...grounded, channel: v.picklist(SUBMISSION_CHANNELS), url }),
			v.check(
				({ channel, url }) => channel !== 'national_portal' || url !== null,
				'The portal has no address.'
			)
		)
	),
	fields: v.array(
		v.strictObject({
			id,
			kind: v.picklist(FIELD_KINDS),
			label: LOCALISED,
			hint: v.nullish(LOCALISED, null),
			required: v.boolean(),
			when: condition,
			notBefore: v.nullish(text, null)
		})
	)
});

export type ParsedRules =
	| { readonly ok: true; readonly rules: ProcedureRules }
	| { readonly ok: false; readonly path: string; readonly message: string };

/** Reads one rules file. A fault is named by its path, e.g. `papers.2.grounds`. */
export function parseRules(input: unknown): ParsedRules {
	const parsed = v.safeParse(RULES, input);
	if (parsed.success) return { ok: true, rules: parsed.output };
	const [issue] = parsed.issues;
	return { ok: false, path: v.getDotPath(issue) ?? '', message: issue.message };
}
