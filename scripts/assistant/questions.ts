import { readFileSync } from 'node:fs';
import * as v from 'valibot';
import { FACETS, INTENTS } from '../../src/lib/domain/assistant/reply.ts';

/** Questions with what is expected of the answers: one JSON object a line. */

/** Label of a procedure in the questions → slug. */
export type Slugs = Readonly<Record<string, string>>;

const TURN = v.object({
	text: v.string(),
	intent: v.picklist(INTENTS),
	procedure: v.nullish(v.string(), null),
	facet: v.nullish(v.picklist(FACETS), null),
	expects: v.optional(v.string(), '')
});
export type ExpectedTurn = v.InferOutput<typeof TURN>;

const QUESTION = v.object({
	...TURN.entries,
	id: v.string(),
	lang: v.optional(v.picklist(['vi', 'en']), 'vi'),
	style: v.optional(v.string(), 'plain'),
	difficulty: v.optional(v.number()),
	turns: v.optional(v.array(TURN)),
	accept_procedures: v.optional(v.array(v.string()), []),
	clarify_options: v.optional(v.array(v.string()), []),
	refer_any: v.optional(v.array(v.string()), []),
	must_mention: v.optional(v.array(v.array(v.string())), []),
	/** `null`: nobody judged it. */
	expects_unknown: v.optional(v.nullable(v.boolean()), false)
});
export type Question = v.InferOutput<typeof QUESTION>;

/** @throws Error naming file and line where a question cannot be read */
export function readQuestions(path: string): Question[] {
	return readFileSync(path, 'utf8')
		.split('\n')
		.flatMap((line, at) => {
			if (line.trim() === '') return [];
			const parsed = v.safeParse(QUESTION, JSON.parse(line));
			if (parsed.success) return [parsed.output];
			const [issue] = parsed.issues;
			throw new Error(`${path}:${String(at + 1)} ${v.getDotPath(issue) ?? ''}: ${issue.message}`);
		});
}

export const turnsOf = (question: Question): readonly ExpectedTurn[] =>
	question.turns ?? [question];
