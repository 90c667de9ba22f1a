/**
 * When something applies, as data: a small logic over facts. A fact is the answer to a question
 * of the same id. `atLeast` is for counted facts.
 */
export type Condition =
	| { readonly fact: string; readonly is: string }
	| { readonly fact: string; readonly in: readonly string[] }
	| { readonly fact: string; readonly atLeast: number }
	| { readonly all: readonly Condition[] }
	| { readonly any: readonly Condition[] }
	| { readonly not: Condition };

/** What the person answers who does not know (không rõ). Always allowed. */
export const UNSURE = 'khong-ro';

/**
 * Fact → what is known of it. A missing key: not answered yet. {@link UNSURE}: the person does
 * not know. `null`: the question does not arise, so nothing said about the fact is true.
 */
export type Facts = Readonly<Record<string, string | null | undefined>>;

/** `unanswered`: a question must be asked first. `unsure`: an officer must be asked. */
export type Truth = 'yes' | 'no' | 'unsure' | 'unanswered';

/** Total: every condition over any facts has exactly one truth. */
export function evaluate(condition: Condition, facts: Facts): Truth {
	if ('all' in condition) return allOf(condition.all.map((part) => evaluate(part, facts)));
	if ('any' in condition)
		return opposite(allOf(condition.any.map((part) => opposite(evaluate(part, facts)))));
	if ('not' in condition) return opposite(evaluate(condition.not, facts));

	const known = facts[condition.fact];
	if (known === undefined) return 'unanswered';
	if (known === null) return 'no';
	if (known === UNSURE) return 'unsure';
	if ('is' in condition) return truth(known === condition.is);
	if ('in' in condition) return truth(condition.in.includes(known));
	return truth(Number(known) >= condition.atLeast);
}

/** A single "no" decides; else what is not answered must be asked; else what is unsure stays so. */
function allOf(parts: readonly Truth[]): Truth {
	if (parts.includes('no')) return 'no';
	if (parts.includes('unanswered')) return 'unanswered';
	return parts.includes('unsure') ? 'unsure' : 'yes';
}

function opposite(value: Truth): Truth {
	if (value === 'yes') return 'no';
	return value === 'no' ? 'yes' : value;
}

function truth(value: boolean): Truth {
	return value ? 'yes' : 'no';
}

/** The tests a condition is made of, in reading order. */
export function leavesOf(condition: Condition): Extract<Condition, { fact: string }>[] {
	if ('all' in condition) return condition.all.flatMap(leavesOf);
	if ('any' in condition) return condition.any.flatMap(leavesOf);
	return 'not' in condition ? leavesOf(condition.not) : [condition];
}
