import * as v from 'valibot';
import { isPlainDate, type PlainDate } from '../time/plain-date.ts';
import { LIMIT_UNITS, type LimitUnit } from '../time/working-time.ts';
import { LOCALISED, type Localised } from './localised.ts';
import { isUnverified } from './unverified.ts';

/**
 * An entry of the catalogue (thủ tục hành chính), as the product uses it. Plain data: it may be
 * stored as JSON and read back. `unverified: true` means "cần hỏi lại cán bộ": never show the
 * fact as certain.
 */
export interface Procedure {
	readonly slug: string;
	/** The day the entry was last checked; a dossier keeps the version it began with. */
	readonly version: PlainDate;
	/** First day on which this version applies; `null`: since before the catalogue began. */
	readonly validFrom: PlainDate | null;
	/** First day on which it no longer applies. */
	readonly validUntil: PlainDate | null;
	/** National code (mã thủ tục); `null` while unknown. */
	readonly code: string | null;
	readonly name: Localised;
	readonly nameUnverified: boolean;
	readonly field: Localised;
	/** `lanh-su` consular; `dac-thu` the Department's own special procedures. */
	readonly group: 'lanh-su' | 'dac-thu';
	readonly level: Level;
	readonly audience: readonly Audience[];
	readonly agency: {
		readonly receiving: Agency;
		readonly deciding: Agency;
		readonly coordinating: Agency;
	};
	readonly papers: readonly Paper[];
	readonly processing: Processing;
	readonly fees: readonly Fee[];
	/** No fee is listed, and it was not verified that there is none. */
	readonly feesUnverified: boolean;
	readonly eligibility: readonly (Localised & { readonly unverified: boolean })[];
	readonly result: Localised;
	readonly legalBasis: readonly LegalBasis[];
	readonly howToSubmit: readonly (Localised & { readonly id: SubmitWay })[];
	readonly commonQuestions: readonly {
		readonly question: Localised;
		readonly answer: Localised;
		readonly unverified: boolean;
	}[];
	/** Other words people use for it, with and without diacritics. */
	readonly synonyms: readonly string[];
	readonly sources: readonly string[];
	readonly confidence: string;
	/** What was not verified, in the editors' words; the flags above come from it. */
	readonly unverified: readonly string[];
	/** Set when another procedure took its place. */
	readonly superseded: Superseded | null;
	/** Set when it is only inferred that the Department has this procedure. */
	readonly membership: Localised | null;
}

const AUDIENCES = ['citizen', 'business', 'foreign-organisation', 'official'] as const;
export type Audience = (typeof AUDIENCES)[number];

const SUBMIT_WAYS = ['in-person', 'post', 'online', 'edoc', 'pre-fill'] as const;
export type SubmitWay = (typeof SUBMIT_WAYS)[number];

const PAPER_KINDS = ['form', 'original', 'copy', 'photo'] as const;
export type PaperKind = (typeof PAPER_KINDS)[number];

/** Online level (mức độ dịch vụ công): `3` and `4` are the words of 2020, kept as they stood. */
export interface Level {
	readonly today: 'offline' | 'partly-online' | 'online' | '3' | '4';
	readonly target: 'offline' | 'partly-online' | 'online' | '3' | '4';
	readonly note: Localised | null;
}

export interface Agency extends Localised {
	readonly unverified: boolean;
}

/** A paper of the dossier (thành phần hồ sơ). Its `id` names its slot in the form. */
export interface Paper {
	readonly id: string;
	readonly name: Localised;
	readonly kind: PaperKind;
	readonly copies: number;
	/** `null`: always needed. Otherwise the catalogue's own words for when it is. */
	readonly requiredWhen: Localised | null;
	readonly note: Localised | null;
	/** Number of the official form, e.g. `01/2020/NG-XNC`. */
	readonly form: string | null;
	readonly unverified: boolean;
}

export interface Processing {
	/** `null`: not known. */
	readonly days: number | null;
	readonly unit: LimitUnit;
	readonly detail: Localised;
	readonly unverified: boolean;
	readonly steps: readonly {
		readonly name: Localised;
		readonly role: string;
		readonly days: number | null;
		readonly unverified: boolean;
	}[];
}

/** A fee (phí) or charge (lệ phí). */
export interface Fee {
	readonly name: Localised;
	/** `null`: not known ("hỏi quầy tiếp nhận"), never zero. */
	readonly amountVnd: number | null;
	readonly per: Localised;
	readonly legalBasis: string;
	readonly note: Localised | null;
	readonly unverified: boolean;
}

export interface LegalBasis {
	readonly number: string;
	readonly date: PlainDate | null;
	/** Law titles stay Vietnamese in every language. */
	readonly titleVi: string;
	readonly inForce: boolean | 'unknown';
	readonly replacedBy: string | null;
	readonly note: string | null;
}

export interface Superseded {
	readonly by: string;
	readonly since: PlainDate;
	readonly note: Localised;
	readonly unverified: boolean;
}

/** Whether new dossiers may begin with this version on `day`. */
export function isInForce(procedure: Procedure, day: PlainDate): boolean {
	const begun = procedure.validFrom === null || procedure.validFrom <= day;
	return begun && (procedure.validUntil === null || day < procedure.validUntil);
}

const text = v.pipe(v.string(), v.minLength(1));
const day = v.pipe(v.string(), v.check(isPlainDate));
const level = v.picklist(['offline', 'partly-online', 'online', '3', '4']);
const count = v.pipe(v.number(), v.integer(), v.minValue(1));
const money = v.pipe(v.number(), v.integer(), v.minValue(1));

/** An entry as it stands in `pocketbase/seed/procedures.json`. */
const SEED = v.object({
	slug: v.pipe(v.string(), v.regex(/^[a-z0-9-]+$/)),
	code: v.nullable(text),
	name: LOCALISED,
	field: LOCALISED,
	group: v.picklist(['lanh-su', 'dac-thu']),
	level: v.object({ today: level, target: level, note: v.nullish(LOCALISED, null) }),
	audience: v.array(v.picklist(AUDIENCES)),
	agency: v.object({ receiving: LOCALISED, deciding: LOCALISED, coordinating: LOCALISED }),
	documents: v.array(
		v.object({
			id: text,
			name: LOCALISED,
			kind: v.picklist(PAPER_KINDS),
			copies: count,
			required: v.union([v.literal(true), v.object({ when: LOCALISED })]),
			note: v.nullable(LOCALISED),
			form: v.nullable(text)
		})
	),
	processing: v.object({
		days: v.nullable(count),
		unit: v.picklist(LIMIT_UNITS),
		detail: LOCALISED,
		steps: v.array(v.object({ name: LOCALISED, role: text, days: v.nullable(count) }))
	}),
	fees: v.array(
		v.object({
			name: LOCALISED,
			amount_vnd: v.nullable(money),
			per: text,
			legal_basis: text,
			note: v.nullish(LOCALISED, null)
		})
	),
	eligibility: v.array(LOCALISED),
	result: LOCALISED,
	legal_basis: v.array(
		v.object({
			number: text,
			date: v.nullable(day),
			title_vi: text,
			in_force: v.union([v.boolean(), v.literal('unknown')]),
			replaced_by: v.nullable(text),
			note: v.nullish(text, null)
		})
	),
	how_to_submit: v.array(v.object({ id: v.picklist(SUBMIT_WAYS), ...LOCALISED.entries })),
	common_questions: v.array(v.object({ q: LOCALISED, a: LOCALISED })),
	synonyms: v.array(text),
	sources: v.pipe(v.array(text), v.minLength(1)),
	confidence: text,
	unverified: v.array(text),
	as_of: day,
	valid_from: v.nullish(day, null),
	valid_until: v.nullish(day, null),
	superseded: v.nullish(v.object({ by: text, since: day, note: LOCALISED }), null),
	membership: v.nullish(v.object({ certainty: text, note: LOCALISED }), null)
});

export type ParsedProcedure =
	| { readonly ok: true; readonly procedure: Procedure }
	| { readonly ok: false; readonly path: string; readonly message: string };

/** Reads one entry of the seed file. A fault is named by its path, e.g. `fees.0.amount_vnd`. */
export function parseProcedure(input: unknown): ParsedProcedure {
	const parsed = v.safeParse(SEED, input);
	if (!parsed.success) {
		const [issue] = parsed.issues;
		return { ok: false, path: v.getDotPath(issue) ?? '', message: issue.message };
	}
	return { ok: true, procedure: fromSeed(parsed.output) };
}

function fromSeed(seed: v.InferOutput<typeof SEED>): Procedure {
	const unsure = (path: string) => isUnverified(seed.unverified, path);
	const agency = (name: keyof typeof seed.agency): Agency => ({
		...seed.agency[name],
		unverified: unsure(`agency.${name}`)
	});

	return {
		slug: seed.slug,
		version: seed.as_of,
		validFrom: seed.valid_from,
		validUntil: seed.superseded?.since ?? seed.valid_until,
		code: seed.code,
		name: seed.name,
		nameUnverified: unsure('name'),
		field: seed.field,
		group: seed.group,
		level: seed.level,
		audience: seed.audience,
		agency: {
			receiving: agency('receiving'),
			deciding: agency('deciding'),
			coordinating: agency('coordinating')
		},
		papers: seed.documents.map((paper) => ({
			id: paper.id,
			name: paper.name,
			kind: paper.kind,
			copies: paper.copies,
			requiredWhen: paper.required === true ? null : paper.required.when,
			note: paper.note,
			form: paper.form,
			unverified: unsure(`documents.${paper.id}`)
		})),
		processing: {
			days: seed.processing.days,
			unit: seed.processing.unit,
			detail: seed.processing.detail,
			unverified: unsure('processing.days') || seed.processing.days === null,
			steps: seed.processing.steps.map((step) => ({
				...step,
				unverified: unsure('processing.steps')
			}))
		},
		fees: seed.fees.map((fee, index) => ({
			name: fee.name,
			amountVnd: fee.amount_vnd,
			per: bothSides(fee.per),
			legalBasis: fee.legal_basis,
			note: fee.note,
			unverified: fee.amount_vnd === null || unsure(`fees[${index}]`)
		})),
		feesUnverified: seed.fees.length === 0 && unsure('fees'),
		eligibility: seed.eligibility.map((line, index) => ({
			...line,
			unverified: unsure(`eligibility[${index}]`)
		})),
		result: seed.result,
		legalBasis: seed.legal_basis.map((law) => ({
			number: law.number,
			date: law.date,
			titleVi: law.title_vi,
			inForce: law.in_force,
			replacedBy: law.replaced_by,
			note: law.note
		})),
		howToSubmit: seed.how_to_submit,
		commonQuestions: seed.common_questions.map(({ q, a }, index) => ({
			question: q,
			answer: a,
			unverified: unsure(`common_questions[${index}]`)
		})),
		synonyms: seed.synonyms,
		sources: seed.sources,
		confidence: seed.confidence,
		unverified: seed.unverified,
		superseded: seed.superseded && { ...seed.superseded, unverified: unsure('superseded') },
		membership: seed.membership?.note ?? null
	};
}

/** The seed writes units as `hộ chiếu/passport`. */
function bothSides(per: string): Localised {
	const [vi = per, en = vi] = per.split('/');
	return { vi, en };
}
