import MiniSearch from 'minisearch';
import type { CatalogueEntry } from '../procedure/catalogue.ts';
import { foldedWords } from '../procedure/fold.ts';
import type { Localised } from '../procedure/localised.ts';
import type { Lexicon } from './lexicon.ts';
import type { Facet } from './reply.ts';
import { readWording } from './text.ts';

/** A piece of the catalogue that may answer by itself (đoạn trong danh mục). */
export interface Passage {
	readonly id: string;
	readonly procedure: string;
	readonly path: string;
	readonly facet: Facet;
	/** What is drawn. */
	readonly text: Localised;
	readonly unverified: boolean;
	/** Only looked through: the question of an answer. */
	readonly asked: Localised | null;
}

export interface FoundPassage extends Passage {
	/** Share of what the question names that the passage names too, from 0 to 1. */
	readonly coverage: number;
}

/** What a procedure says of the very thing that was asked. */
export interface Found {
	/** The best first. */
	readonly passages: readonly FoundPassage[];
	/**
	 * How many words that were said, and how many concepts, stand in no passage and not in its name;
	 * words that say nothing, and what is asked for, are not counted.
	 */
	readonly beyond: { readonly words: number; readonly concepts: number };
}

export function passagesOf({ procedure }: CatalogueEntry): Passage[] {
	const { slug } = procedure;
	const passage = (
		path: string,
		facet: Facet,
		text: Localised,
		unverified: boolean,
		asked: Localised | null = null
	): Passage => ({ id: `${slug}#${path}`, procedure: slug, path, facet, text, unverified, asked });
	return [
		...procedure.commonQuestions.map(({ question, answer, unverified }, at) =>
			passage(`common_questions[${String(at)}]`, 'eligibility', answer, unverified, question)
		),
		...procedure.eligibility.map((line, at) =>
			passage(`eligibility[${String(at)}]`, 'eligibility', line, line.unverified)
		),
		...procedure.papers.flatMap((paper) => {
			const path = `documents.${paper.id}`;
			const { name, note, requiredWhen } = paper;
			const text = (language: keyof Localised) =>
				[name[language], requiredWhen?.[language], note?.[language]].filter(Boolean).join(' – ');
			return [passage(path, 'documents', { vi: text('vi'), en: text('en') }, paper.unverified)];
		}),
		passage(
			'processing.detail',
			'processing-time',
			procedure.processing.detail,
			procedure.processing.unverified
		),
		...(procedure.superseded
			? [
					passage(
						'superseded',
						'eligibility',
						procedure.superseded.note,
						procedure.superseded.unverified
					)
				]
			: [])
	];
}

const NOTHING: Found = { passages: [], beyond: { words: 0, concepts: 0 } };

/** Finds, within one procedure, what speaks of the very thing that was asked. */
export class Passages {
	readonly #entries: ReadonlyMap<string, CatalogueEntry>;
	/** Made when a procedure is asked about first: all of them together would delay the first answer. */
	readonly #read = new Map<string, ReadProcedure>();

	constructor(
		entries: readonly CatalogueEntry[],
		private readonly lexicon: Lexicon
	) {
		this.#entries = new Map(entries.map((entry) => [entry.procedure.slug, entry]));
	}

	/** What speaks of what the question names beyond the procedure itself. */
	find(procedure: string, question: string): Found {
		const entry = this.#entries.get(procedure);
		if (!entry) return NOTHING;
		const { ownName, passages, index, frequency } = this.#readOf(entry);
		const terms = [...new Set(this.#termsOf(readWording(question, this.lexicon).words))].filter(
			(term) => !ownName.has(term) && !term.startsWith('@ask.')
		);
		const beyond = terms.filter((term) => !frequency.has(term));
		const concepts = beyond.filter((term) => term.startsWith('@')).length;
		const weigh = (term: string) => 1 / (1 + Math.log(1 + (frequency.get(term) ?? 0)));
		const whole = terms.reduce((sum, term) => sum + weigh(term), 0);
		const found = index
			.search(terms.join(' '))
			.flatMap(({ id }) => {
				const known = passages.get(String(id));
				if (!known) return [];
				const covered = terms
					.filter((term) => known.terms.has(term))
					.reduce((sum, term) => sum + weigh(term), 0);
				return [{ ...known.passage, coverage: covered / whole }];
			})
			.sort((a, b) => b.coverage - a.coverage);
		return { passages: found, beyond: { words: beyond.length - concepts, concepts } };
	}

	#readOf(entry: CatalogueEntry): ReadProcedure {
		const { slug, name, synonyms } = entry.procedure;
		const known = this.#read.get(slug);
		if (known) return known;
		const read: ReadProcedure = {
			ownName: new Set(this.#termsOf(foldedWords([name.vi, name.en, ...synonyms].join(' . ')))),
			passages: new Map(),
			index: new MiniSearch({
				fields: ['terms'],
				tokenize: (text) => text.split(' '),
				processTerm: (term) => term
			}),
			frequency: new Map()
		};
		for (const passage of passagesOf(entry)) this.#add(passage, read);
		this.#read.set(slug, read);
		return read;
	}

	#add(passage: Passage, { passages, index, frequency }: ReadProcedure): void {
		const { id, text, asked } = passage;
		const whole = [text.vi, text.en, asked?.vi, asked?.en].filter(Boolean).join(' . ');
		const terms = new Set(this.#termsOf(foldedWords(whole)));
		passages.set(id, { passage, terms });
		index.add({ id, terms: [...terms].join(' ') });
		for (const term of terms) frequency.set(term, (frequency.get(term) ?? 0) + 1);
	}

	/** Words and, so that other words for the same thing are found, concepts. */
	#termsOf(words: readonly string[]): string[] {
		const concepts = this.lexicon.mentionsIn(words).map(({ concept }) => `@${concept}`);
		return [...words.filter((word) => word.length > 1 && !COMMON.has(word)), ...concepts];
	}
}

/** A procedure as its passages are found. */
interface ReadProcedure {
	/** Terms by which the procedure is named. */
	readonly ownName: ReadonlySet<string>;
	/** By their ids. */
	readonly passages: Map<
		string,
		{ readonly passage: Passage; readonly terms: ReadonlySet<string> }
	>;
	readonly index: MiniSearch<{ id: string; terms: string }>;
	/** In how many of the passages each term is. */
	readonly frequency: Map<string, number>;
}

/** Words that say nothing of the matter. */
const COMMON = new Set(
	(
		'thi la co khong duoc toi em minh anh chi cho xin hoi a nhe vay gi nao o di voi va cua nay do the' +
		' phai can se da dang cung hay roi ma ra vao den ve mot cac nhung nguoi lam' +
		' the is a an to of for in on i my we do does can it and or what how be are with have has'
	).split(' ')
);
