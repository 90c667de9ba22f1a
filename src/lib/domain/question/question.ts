import type { Id } from '../dossier/dossier.ts';
import type { Instant } from '../time/plain-date.ts';
import type { DayLimit } from '../time/working-time.ts';

/**
 * How a question stands.
 *
 * `asked` đã gửi → `taken` cán bộ đã nhận → `answered` đã trả lời; `closed` đã đóng: taken back by
 * the asker, or not for this office. A follow-up by the asker leads back to `asked`, once.
 */
export const QUESTION_STATES = ['asked', 'taken', 'answered', 'closed'] as const;
export type QuestionState = (typeof QUESTION_STATES)[number];

/** Those that wait for the office. */
export const OPEN_QUESTION_STATES = ['asked', 'taken'] as const satisfies readonly QuestionState[];

export const QUESTION_LANGUAGES = ['vi', 'en'] as const;
export type QuestionLanguage = (typeof QUESTION_LANGUAGES)[number];

/**
 * A question put to the office (câu hỏi gửi cán bộ): what the acts on it add up to, without a word of
 * what was asked.
 */
export interface Question {
	/** Made by the device of the asker. */
	readonly id: Id;
	/** Account of whoever asked. */
	readonly asker: Id;
	/** The unit that answers (phòng, đơn vị trả lời). */
	readonly division: string;
	/** Slug of the procedure it is about; `null`: of none. */
	readonly procedure: string | null;
	/** What of the procedure, in the words of the assistant: `fee`, `papers` …; `null`: not known. */
	readonly facet: string | null;
	readonly language: QuestionLanguage;
	readonly state: QuestionState;
	/** Whoever took it or answered it; for officers only. */
	readonly officer: Id | null;
	/** When it, or its follow-up, reached the server. */
	readonly askedAt: Instant;
	/** From when working time counts; see `receptionStart`. */
	readonly startedAt: Instant;
	readonly limit: DayLimit;
	/** Answered before, as was promised. */
	readonly dueAt: Instant;
	readonly answeredAt: Instant | null;
	readonly followedUp: boolean;
	/** Number of the newest act on it. */
	readonly seq: number;
}

export function isOpenQuestion({ state }: Pick<Question, 'state'>): boolean {
	return state === 'asked' || state === 'taken';
}

/** Order of work: what is due first, comes first. */
export function compareQuestions(
	a: Pick<Question, 'id' | 'dueAt'>,
	b: Pick<Question, 'id' | 'dueAt'>
): number {
	if (a.dueAt !== b.dueAt) return a.dueAt < b.dueAt ? -1 : 1;
	if (a.id === b.id) return 0;
	return a.id < b.id ? -1 : 1;
}
