import { newId } from '$data/ids.ts';
import { KeptForm } from '$data/kept-form.svelte.ts';
import {
	emptyQuestionDraft,
	questionDraftSchema,
	type QuestionDraft
} from '$data/question-draft.ts';
import type { Acted } from '$data/sync/act.ts';
import type { Id } from '$domain/dossier/dossier.ts';
import { findPersonalData, struckOut, type PersonalData } from '$domain/identity/personal-data.ts';
import { LONGEST_QUESTION, type QuestionPayload } from '$domain/question/act.ts';
import type { QuestionLanguage } from '$domain/question/question.ts';
import { QUESTION_CONSENT } from './consent.ts';

/** A part of what will be sent: the question itself, or a chosen turn of the conversation. */
export interface Piece {
	readonly by: 'question' | 'person' | 'assistant';
	readonly text: string;
	readonly found: readonly PersonalData[];
	/** Place among all turns; -1: the question. */
	readonly turn: number;
}

/** A personal datum that would be sent. */
export interface FoundDatum extends PersonalData {
	readonly value: string;
	readonly turn: number;
	readonly agreed: boolean;
}

export type Problem = 'text_missing' | 'text_too_long' | 'undecided' | 'consent_missing';

/** A question while it is written: what will be sent, what of it is personal, and what is missing. */
export class Asking {
	readonly #form: KeptForm<'ask_question', QuestionDraft>;
	/** Made once: what was sent and not answered is not sent again under another. */
	#question: Id = newId();

	constructor(owner: string) {
		this.#form = new KeptForm({
			owner,
			dossier: '',
			type: 'ask_question',
			schema: questionDraftSchema,
			empty: emptyQuestionDraft,
			contentOf: (payload) => ({
				text: payload.text,
				procedure: payload.procedure ?? '',
				facet: payload.facet,
				turns: payload.excerpt.map((turn) => ({ ...turn, chosen: true })),
				agreed: [],
				consented: false
			})
		});
	}

	get draft(): QuestionDraft {
		return this.#form.content;
	}

	get busy(): boolean {
		return this.#form.busy;
	}

	get trouble() {
		return this.#form.trouble;
	}

	/** Called within an effect. @param redo refused item that is to be asked again */
	keep(redo: Id | null): void {
		this.#form.keep(redo);
	}

	/** Exactly what will be sent, in its order. */
	get pieces(): readonly Piece[] {
		const { text, turns } = this.draft;
		const chosen = turns.flatMap((turn, at) =>
			turn.chosen ? [{ by: turn.by, text: turn.text.trim(), turn: at }] : []
		);
		return [{ by: 'question' as const, text: text.trim(), turn: -1 }, ...chosen].map((piece) => ({
			...piece,
			found: findPersonalData(piece.text)
		}));
	}

	get found(): readonly FoundDatum[] {
		const { agreed } = this.draft;
		return this.pieces.flatMap(({ text, found, turn }) =>
			found.map((datum) => {
				const value = text.slice(datum.from, datum.to);
				return { ...datum, value, turn, agreed: agreed.includes(value) };
			})
		);
	}

	/** Takes it out of what will be sent. */
	strike({ turn, from, to }: FoundDatum): void {
		if (turn < 0) this.draft.text = struckOut(this.draft.text.trim(), [{ from, to }]);
		const said = this.draft.turns[turn];
		if (said) said.text = struckOut(said.text.trim(), [{ from, to }]);
	}

	agree({ value }: FoundDatum, agreed: boolean): void {
		const others = this.draft.agreed.filter((each) => each !== value);
		this.draft.agreed = agreed ? [...others, value] : others;
	}

	/** What is to be done before it may go, in the order of the form. */
	get problems(): readonly Problem[] {
		const { text, consented } = this.draft;
		const problems: [boolean, Problem][] = [
			[text.trim() === '', 'text_missing'],
			[text.trim().length > LONGEST_QUESTION, 'text_too_long'],
			[this.found.some(({ agreed }) => !agreed), 'undecided'],
			[!consented, 'consent_missing']
		];
		return problems.flatMap(([isOne, problem]) => (isOne ? [problem] : []));
	}

	/** @returns what became of it, and of which question */
	async send(language: QuestionLanguage): Promise<{ acted: Acted; question: Id }> {
		const question = this.#question;
		const acted = await this.#form.send({ id: question, seq: 0 }, this.#payload(language));
		if (acted.ok) this.#question = newId();
		return { acted, question };
	}

	#payload(language: QuestionLanguage): QuestionPayload<'ask_question'> {
		const { procedure, facet } = this.draft;
		const [asked, ...turns] = this.pieces;
		return {
			text: asked?.text ?? '',
			language,
			procedure: procedure === '' ? null : procedure,
			facet,
			excerpt: turns.flatMap(({ by, text }) => (by === 'question' ? [] : [{ by, text }])),
			consentVersion: QUESTION_CONSENT.version,
			agreedPersonalData: this.found.length > 0
		};
	}
}
