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

/** Finds, within one procedure, what speaks of the very thing that was asked. */
export class Passages {
	readonly #ofProcedure = new Map<string, readonly Passage[]>();
	/** Made when a procedure is asked about first: all of them together would delay the first answer. */
	readonly #indexes = new Map<string, MiniSearch<{ id: string; terms: string }>>();
	readonly #byId = new Map<string, Passage>();
	readonly #frequency = new Map<string, number>();
	readonly #terms = new Map<string, ReadonlySet<string>>();
	/** Terms by which a procedure is named. */
	readonly #names = new Map<string, ReadonlySet<string>>();

	constructor(
		entries: readonly CatalogueEntry[],
		private readonly lexicon: Lexicon
	) {
		for (const entry of entries) {
			const { name, synonyms, slug } = entry.procedure;
			const passages = passagesOf(entry);
			this.#ofProcedure.set(slug, passages);
			this.#names.set(
				slug,
				new Set(this.#termsOf(foldedWords([name.vi, name.en, ...synonyms].join(' . '))))
			);
			for (const passage of passages) this.#add(passage);
		}
	}

	#add(passage: Passage): void {
		const { id, text, asked } = passage;
		const whole = [text.vi, text.en, asked?.vi, asked?.en].filter(Boolean).join(' . ');
		const terms = new Set(this.#termsOf(foldedWords(whole)));
		this.#byId.set(id, passage);
		this.#terms.set(id, terms);
		for (const term of terms) this.#frequency.set(term, (this.#frequency.get(term) ?? 0) + 1);
	}

	#indexOf(procedure: string): MiniSearch<{ id: string; terms: string }> {
		const made = this.#indexes.get(procedure);
		if (made) return made;
		const index = new MiniSearch<{ id: string; terms: string }>({
			fields: ['terms'],
			tokenize: (text) => text.split(' '),
			processTerm: (term) => term
		});
		for (const { id } of this.#ofProcedure.get(procedure) ?? []) {
			index.add({ id, terms: [...(this.#terms.get(id) ?? [])].join(' ') });
		}
		this.#indexes.set(procedure, index);
		return index;
	}

	/** Words and, so that other words for the same thing are found, concepts. */
	#termsOf(words: readonly string[]): string[] {
		const concepts = this.lexicon.mentionsIn(words).map(({ concept }) => `@${concept}`);
		return [...words.filter((word) => word.length > 1 && !COMMON.has(word)), ...concepts];
	}

	/** What speaks of what the question names beyond the procedure itself; the best first. */
	find(procedure: string, question: string): FoundPassage[] {
		const ownName = this.#names.get(procedure) ?? new Set();
		const terms = [...new Set(this.#termsOf(readWording(question, this.lexicon).words))].filter(
			(term) => !ownName.has(term) && !term.startsWith('@ask.')
		);
		if (terms.length === 0) return [];
		const weigh = (term: string) => 1 / (1 + Math.log(1 + (this.#frequency.get(term) ?? 0)));
		const whole = terms.reduce((sum, term) => sum + weigh(term), 0);
		return this.#indexOf(procedure)
			.search(terms.join(' '))
			.flatMap(({ id }) => {
				const passage = this.#byId.get(String(id));
				if (!passage) return [];
				const named = this.#terms.get(passage.id) ?? new Set();
				const covered = terms
					.filter((term) => named.has(term))
					.reduce((sum, term) => sum + weigh(term), 0);
				return [{ ...passage, coverage: covered / whole }];
			})
			.sort((a, b) => b.coverage - a.coverage);
	}
}

/** Words that say nothing of the matter. */
const COMMON = new Set(
	(
		'thi la co khong duoc toi em minh anh chi cho xin hoi a nhe vay gi nao o di voi va cua nay do the' +
		' phai can se da dang cung hay roi ma ra vao den ve mot cac nhung nguoi lam' +
		' the is a an to of for in on i my we do does can it and or what how be are with have has'
	).split(' ')
);
