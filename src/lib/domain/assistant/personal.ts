import { foldedWords } from '../procedure/fold.ts';
import { dayOf, type Instant } from '../time/plain-date.ts';
import type { WorkCalendar } from '../time/work-calendar.ts';
import { dayText, timeText } from './figures.ts';
import type { OwnRecords } from './records.ts';
import type { Draft, Language } from './reply.ts';
import type { ReplyTerms } from './terms.ts';

/** Answers from what this device holds of the person: nothing of anybody else is there. */

export interface PersonalQuestion {
	/** As typed. */
	readonly text: string;
	/** Folded words, decoded. */
	readonly words: readonly string[];
	/** Concepts named. */
	readonly concepts: ReadonlySet<string>;
	/** Slugs of procedures it speaks of, the likeliest first. */
	readonly procedures: readonly string[];
	/** Slugs of those by which travel abroad is approved. */
	readonly travel: readonly string[];
	/** The question without the one before that it was read with: what it names decides. */
	readonly said: Pick<PersonalQuestion, 'text' | 'words' | 'concepts' | 'procedures'>;
	/** Slug of the procedure that was told of before. */
	readonly before: string | null;
	readonly now: Instant;
	readonly language: Language;
	readonly terms: ReplyTerms;
	readonly calendar: WorkCalendar;
}

export interface Told {
	readonly draft: Draft;
	readonly procedure: string | null;
	/** Codes of the dossiers shown, to be opened. */
	readonly codes: readonly string[];
	readonly urls: readonly string[];
}

export const joined = (texts: readonly (string | null | '')[]): string | null =>
	texts.filter(Boolean).join('; ') || null;

/** The moment of the last synchronisation, on every answer from the device. */
export function sayFreshness(draft: Draft, { syncedAt }: OwnRecords): void {
	draft.say('as_of_sync', { time: `${timeText(syncedAt)} ${dayText(dayOf(syncedAt))}` });
}

export function ranked<T>(all: readonly T[], fit: (one: T) => number): T[] {
	return all
		.map((one) => ({ one, score: fit(one) }))
		.filter(({ score }) => score > 0)
		.sort((a, b) => b.score - a.score)
		.map(({ one }) => one);
}

/** Words of a title that were said, but for those every question has. */
export function overlap(title: string, words: readonly string[]): number {
	const said = new Set(words);
	return [...new Set(foldedWords(title))].filter((word) => said.has(word) && !EMPTY.has(word))
		.length;
}

const EMPTY = new Set(
	'di ho so cua toi em cho thi la co khong va o xin su dung tai hop cuoc ngay thang nam the mot hai ba bon chuyen 2026 2027 01 nop den dien so doan viec rieng the cong chap lan to in of and for'.split(
		' '
	)
);
