import type { Id } from '$domain/dossier/dossier.ts';
import type { Instant } from '$domain/time/plain-date.ts';
import type { QuestionView } from './question-schema.ts';
import { heldQuestions, questionsReadAt } from './questions.ts';
import { whenChanged } from './storage/changes.ts';
import type { Owner } from './storage/rows.ts';

/** The questions that an account may read, as its device holds them, while `watch` runs. */
export class Questions {
	readonly #owner: Owner;
	#items = $state.raw<readonly QuestionView[]>();
	#readAt = $state.raw<Instant | null>(null);

	constructor(owner: Owner) {
		this.#owner = owner;
	}

	/** By due date; `undefined` until the device has answered. */
	get items(): readonly QuestionView[] | undefined {
		return this.#items;
	}

	/** When the device last knew what the server has; `null`: never yet. */
	get readAt(): Instant | null {
		return this.#readAt;
	}

	find(id: Id): QuestionView | undefined {
		return this.#items?.find(({ question }) => question.id === id);
	}

	/** @returns what ends it */
	watch(): () => void {
		let looks = 0;
		const look = async () => {
			const mine = ++looks;
			const [items, readAt] = await Promise.all([
				heldQuestions(this.#owner),
				questionsReadAt(this.#owner)
			]);
			// Ended, or a later look is under way: that one knows better.
			if (mine !== looks) return;
			this.#items = items;
			this.#readAt = readAt;
		};
		const lookQuietly = () => void look().catch(() => undefined); // storage may be forbidden
		lookQuietly();
		const ends = (['questions', 'marks', 'keys'] as const).map((shelf) =>
			whenChanged(shelf, lookQuietly)
		);
		return () => {
			looks = Infinity;
			for (const end of ends) end();
		};
	}
}
