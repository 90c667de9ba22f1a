import MiniSearch, { type SearchOptions } from 'minisearch';
import { foldedWords } from '$domain/procedure/fold.ts';
import type { Procedure } from '$domain/procedure/procedure.ts';
import { undoTyping } from '$domain/procedure/telex.ts';

/** What search looks through. */
export interface Searchable extends Pick<Procedure, 'slug' | 'name' | 'synonyms'> {
	/** Found, but never before a procedure that still applies. */
	readonly superseded: boolean;
}

/** Finds procedures in the words people use: no diacritics, typing errors, other names. */
export interface ProcedureSearch {
	/** Slugs, best first. A query without a word finds everything, in the order given. */
	find(query: string): string[];
}

const OPTIONS: SearchOptions = {
	boost: { name: 1.5 },
	prefix: (_term, index, terms) => index === terms.length - 1,
	fuzzy: (term) => (term.length > 4 ? 0.2 : false)
};

/** Procedures that hold only some of the words are shown if they come this close to the best. */
const NEARLY_AS_GOOD = 0.5;

export function searchIn(procedures: readonly Searchable[]): ProcedureSearch {
	const index = new MiniSearch<Record<string, string>>({
		idField: 'slug',
		fields: ['name', 'synonyms'],
		tokenize: foldedWords,
		processTerm: (term) => term
	});
	index.addAll(
		procedures.map(({ slug, name, synonyms }) => ({
			slug,
			name: `${name.vi} ${name.en}`,
			synonyms: synonyms.join(' ')
		}))
	);
	const phrases = procedures.map(({ slug, name, synonyms }) => ({
		slug,
		folded: [name.vi, name.en, ...synonyms].map(phrase)
	}));
	const superseded = new Set(
		procedures.filter((procedure) => procedure.superseded).map(({ slug }) => slug)
	);

	/** Someone who types a name the catalogue knows means that procedure. */
	function named(query: string): string[] {
		const asked = phrase(query);
		return phrases.filter(({ folded }) => folded.includes(asked)).map(({ slug }) => slug);
	}

	function ranked(words: readonly string[]): string[] {
		const query = words.join(' ');
		const strict = index.search(query, { ...OPTIONS, combineWith: 'AND' });
		const loose = index.search(query, { ...OPTIONS, combineWith: 'OR' });
		const enough = (loose[0]?.score ?? 0) * NEARLY_AS_GOOD;
		return [...strict, ...loose.filter(({ score }) => score >= enough)].map(({ id }) => String(id));
	}

	return {
		find(query) {
			const typed = foldedWords(query);
			if (typed.length === 0) return procedures.map(({ slug }) => slug);
			const meant = typed.map((word) => (knows(index, word) ? word : undoTyping(word)));
			const found = [...new Set([...named(meant.join(' ')), ...ranked(meant)])];
			// What no longer applies is found, but never before what does.
			return [
				...found.filter((slug) => !superseded.has(slug)),
				...found.filter((slug) => superseded.has(slug))
			];
		}
	};
}

/** Words are taken as typed first; only those the catalogue has never heard of are decoded. */
function knows(index: MiniSearch<Record<string, string>>, word: string): boolean {
	return index.search(word, { prefix: false, fuzzy: false }).length > 0;
}

function phrase(text: string): string {
	return foldedWords(text).join(' ');
}
