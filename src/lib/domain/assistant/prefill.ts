import { foldedWords } from '../procedure/fold.ts';
import { progress, type Answers } from '../procedure/questions.ts';
import type { ChoiceQuestion, ProcedureRules } from '../procedure/rules.ts';

/**
 * Answers of a checklist that a person has given already by what they said, so that it is not asked
 * again. Nothing is guessed: an answer counts only where the words of exactly one option were named
 * and none was denied. It is shown to the person, who may change it.
 *
 * @param said words as the assistant reads them (`readWording`), folded
 */
export function prefill(said: readonly string[], rules: ProcedureRules): Answers {
	const text = spoken(said);
	let answers: Answers = {};
	for (const question of rules.questions) {
		if (question.kind !== 'choice') continue;
		const value = namedOption(text, question);
		if (value !== null) answers = { ...answers, [question.id]: value };
	}
	return progress(rules, answers).answers;
}

type Option = ChoiceQuestion['options'][number];

function namedOption(text: string, { options }: ChoiceQuestion): string | null {
	const phrases = options.map(phrasesOf);
	const isTelling = (phrase: string, own: number) =>
		phrases.every((others, at) => at === own || !others.some((other) => holds(other, phrase)));
	const named: string[] = [];
	for (const [at, option] of options.entries()) {
		const found = (phrases[at] ?? []).filter(
			(phrase) => isTelling(phrase, at) && holds(text, phrase)
		);
		if (found.some((phrase) => isDenied(text, phrase))) return null;
		if (found.length > 0) named.push(option.value);
	}
	const [only] = named;
	return named.length === 1 && only !== undefined ? only : null;
}

/** Words between which one thing ends and another begins. */
const PARTED = /[,;:.!?/]|\s(?:hoặc|hay|để|or|for|and)\s/i;
/** A hint tells examples: short ones are too common to tell anything. */
const LEAST_WORDS_OF_HINT = 3;

/** What an option is called, in pieces that people say as a whole; both languages. */
function phrasesOf({ vi, en, hint }: Option): string[] {
	const names = [vi, en].flatMap((name) => pieces(name, 2));
	const examples = hint
		? [hint.vi, hint.en].flatMap((name) => pieces(name, LEAST_WORDS_OF_HINT))
		: [];
	return [...names, ...examples];
}

function pieces(text: string, leastWords: number): string[] {
	return text
		.replace(/\(.*?\)/g, ',')
		.split(PARTED)
		.map(foldedWords)
		.filter(
			(words) =>
				words.filter((word) => !VAGUE.has(word)).length >= 2 &&
				words.length >= leastWords &&
				!BODIES.has(words.join(' '))
		)
		.map(spoken);
}

/** Answers by themselves, and named in any sentence. */
const VAGUE: ReadonlySet<string> = new Set(
	(
		'co khong chua da roi du duoc dung con tu tro len khac nguon day la toi thuoc nhom ' +
		'yes no not yet the a an i do one is another other none was asked it has old'
	).split(' ')
);

/** Bodies are named for many reasons, not only as the answer to a question. */
const BODIES: ReadonlySet<string> = new Set(['co quan', 'to chuc', 'doanh nghiep', 'don vi']);

/** Framed with blanks, so that a phrase is found as whole words. */
function spoken(words: readonly string[]): string {
	return ` ${words.join(' ').replace(/\bsu dung\b/g, 'dung')} `;
}

const holds = (text: string, phrase: string): boolean => text.includes(phrase);

/** Up to three words before what is denied. */
const DENIALS = /\s(?:khong|chua|khoi|chang|not|no|without)(?:\s\S+){0,3}\s$/;

function isDenied(text: string, phrase: string): boolean {
	return DENIALS.test(text.slice(0, text.indexOf(phrase) + 1));
}
