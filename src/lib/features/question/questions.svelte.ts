import { Outbox } from '$data/outbox.svelte.ts';
import { Questions } from '$data/questions.svelte.ts';
import type { QuestionView } from '$data/question-schema.ts';
import type { Owner } from '$data/storage/rows.ts';
import type { ErrandType } from '$data/sync/errand.ts';
import { wakeFetching } from '$data/sync/syncing.ts';
import type { Id } from '$domain/dossier/dossier.ts';
import { isQuestionAct, type QuestionAct } from '$domain/question/act.ts';
import type { Instant } from '$domain/time/plain-date.ts';

/** A question that was asked here and has not reached the server. */
export interface UnsentQuestion {
	readonly id: Id;
	readonly madeAt: Instant;
	readonly text: string;
}

/** The questions of an account: those the device holds, and what was done here since. */
export class QuestionsHere {
	readonly #held: Questions;
	readonly #outbox: Outbox;

	constructor(owner: Owner) {
		this.#held = new Questions(owner);
		this.#outbox = new Outbox(owner);
	}

	/** By due date; `undefined` until the device has answered. */
	get items(): readonly QuestionView[] | undefined {
		return this.#held.items;
	}

	get readAt(): Instant | null {
		return this.#held.readAt;
	}

	find(id: Id): QuestionView | undefined {
		return this.#held.find(id);
	}

	/** Asked here, under way, and not yet among those that the device holds; the newest first. */
	get unsent(): readonly UnsentQuestion[] {
		return this.#outbox.items
			.flatMap((item) => {
				const { intent } = item.content;
				const isNew = intent.type === 'ask_question' && this.#outbox.isUnderWay(item);
				if (!isNew || this.find(intent.question)) return [];
				return [{ id: intent.question, madeAt: item.madeAt, text: intent.payload.text }];
			})
			.reverse();
	}

	/** What was done here to this question and has not reached the server. */
	waitingOn(question: Id): readonly ErrandType[] {
		return this.actsOn(question).map(({ type }) => type);
	}

	actsOn(question: Id): readonly QuestionAct[] {
		return this.#outbox.items
			.filter((item) => item.dossier === question && this.#outbox.isUnderWay(item))
			.map(({ content }) => content.intent)
			.filter((intent) => isQuestionAct(intent));
	}

	/** @returns what ends it */
	watch(): () => void {
		const ends = [this.#held.watch(), this.#outbox.watch()];
		wakeFetching();
		return () => ends.forEach((end) => end());
	}
}
