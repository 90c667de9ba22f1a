import type { CatalogueEntry } from '$domain/procedure/catalogue.ts';
import { foldedWords } from '$domain/procedure/fold.ts';
import { localised } from '$i18n/localised.ts';

/** Something one may want to ask, while the question is still being typed. */
export interface Suggestion {
	/** What is asked when it is chosen. */
	readonly text: string;
	readonly kind: 'procedure' | 'question';
}

interface Offered extends Suggestion {
	readonly words: readonly string[];
	/** Other words it is found by. */
	readonly other: readonly string[];
}

const MOST = 5;
const LEAST_LETTERS = 2;

/** Finds procedures and common questions whose words begin like those typed. */
export function suggestionsFrom(
	entries: Iterable<CatalogueEntry>
): (typed: string) => readonly Suggestion[] {
	const offered: Offered[] = [];
	for (const { procedure } of entries) {
		if (procedure.superseded) continue;
		const name = localised(procedure.name);
		const other = [procedure.name.vi, procedure.name.en, ...procedure.synonyms].flatMap(
			foldedWords
		);
		offered.push({ text: name, kind: 'procedure', words: foldedWords(name), other });
		for (const { question } of procedure.commonQuestions) {
			const text = localised(question);
			offered.push({ text, kind: 'question', words: foldedWords(text), other: [] });
		}
	}
	return (typed) => {
		const words = foldedWords(typed);
		if (words.join('').length < LEAST_LETTERS) return [];
		return offered
			.map((each) => ({ each, score: fit(words, each) }))
			.filter(({ score }) => score > 0)
			.sort((a, b) => b.score - a.score)
			.slice(0, MOST)
			.map(({ each: { text, kind } }) => ({ text, kind }));
	};
}

/** 0: a word of it is missing. The procedure itself stands before what is asked about it. */
function fit(typed: readonly string[], { words, other, kind }: Offered): number {
	let score = kind === 'procedure' ? 0.5 : 0;
	for (const word of typed) {
		if (words.some((own) => own.startsWith(word))) score += 1;
		else if (other.some((own) => own.startsWith(word))) score += 0.75;
		else return 0;
	}
	return score;
}
