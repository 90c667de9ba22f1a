import * as v from 'valibot';
import { QUESTION_ACT_TYPES } from '$domain/question/act.ts';
import { QUESTION_LANGUAGES, QUESTION_STATES } from '$domain/question/question.ts';
import { LIMIT_UNITS } from '$domain/time/working-time.ts';

/** What the server sends of questions to the office, read into the shapes of the domain. */
const id = v.pipe(v.string(), v.minLength(1));
const instant = v.pipe(
	v.string(),
	v.check((raw) => !Number.isNaN(Date.parse(raw)))
);
const text = v.optional(v.string(), '');
const count = v.pipe(v.number(), v.integer(), v.minValue(0));

const questionSchema = v.object({
	id,
	/** Empty for officers. */
	asker: v.string(),
	division: v.string(),
	procedure: v.nullable(v.string()),
	facet: v.nullable(v.string()),
	language: v.picklist(QUESTION_LANGUAGES),
	state: v.picklist(QUESTION_STATES),
	officer: v.nullable(id),
	askedAt: instant,
	startedAt: instant,
	limit: v.object({ days: count, unit: v.picklist(LIMIT_UNITS) }),
	dueAt: instant,
	answeredAt: v.nullable(instant),
	followedUp: v.boolean(),
	seq: count
});

/** The answer to an act: how the question stands now. */
export const questionAnswerSchema = v.object({
	action: v.object({ id, seq: count }),
	question: questionSchema
});

const questionActSchema = v.object({
	id,
	seq: count,
	type: v.picklist(QUESTION_ACT_TYPES),
	at: instant,
	/** The reader did it. */
	mine: v.boolean(),
	/** Unit of the officer; empty for whoever asked. */
	division: text,
	/** For colleagues only. */
	officerName: text,
	/** What of any payload is read. */
	payload: v.object({
		text,
		reason: text,
		/** Of a question that was passed on: to where, and what colleagues are told. */
		division: text,
		note: text,
		excerpt: v.optional(
			v.array(v.object({ by: v.picklist(['person', 'assistant']), text: v.string() })),
			[]
		),
		sources: v.optional(
			v.array(v.object({ procedure: v.string(), path: v.string(), title: v.string() })),
			[]
		)
	})
});
export type QuestionActView = v.InferOutput<typeof questionActSchema>;

const questionViewSchema = v.object({
	question: questionSchema,
	acts: v.array(v.pipe(v.unknown(), v.transform(readable)))
});

/** A question with what was said and done to it, as its reader may see it. */
export interface QuestionView {
	readonly question: v.InferOutput<typeof questionSchema>;
	readonly acts: readonly QuestionActView[];
}

/** `undefined`: of a kind that a newer version of the app knows. */
function readable(input: unknown): QuestionActView | undefined {
	const parsed = v.safeParse(questionActSchema, input);
	return parsed.success ? parsed.output : undefined;
}

export const questionPageSchema = v.object({
	items: v.array(
		v.pipe(
			questionViewSchema,
			v.transform(({ question, acts }): QuestionView => ({
				question,
				acts: acts.filter((act) => act !== undefined)
			}))
		)
	),
	/** Not to be read here any longer: passed on to another division. */
	gone: v.optional(v.array(id), []),
	/** These are all there are. */
	whole: v.boolean(),
	confirmed: v.array(id),
	until: v.string()
});
export type QuestionPage = v.InferOutput<typeof questionPageSchema>;

const both = v.object({ vi: v.string(), en: text });

export const proposalsSchema = v.object({
	items: v.array(
		v.object({
			id,
			at: instant,
			officerName: text,
			division: text,
			proposal: v.object({ procedure: v.string(), question: both, answer: both })
		})
	)
});
/** A question and its answer that an officer proposes for the catalogue. */
export type Proposal = v.InferOutput<typeof proposalsSchema>['items'][number];
