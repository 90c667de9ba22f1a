import { Assistant, type Knowledge } from '../src/lib/domain/assistant/engine.ts';
import { NEW_CONVERSATION } from '../src/lib/domain/assistant/dialogue.ts';
import { loadModels } from '../src/lib/domain/assistant/understanding.ts';
import { replyTerms, replyText } from '../src/lib/i18n/assistant-texts.ts';
import learnt from '../src/lib/domain/assistant/data/learnt.json';
import lexicon from '../src/lib/domain/assistant/data/lexicon.json';
import referrals from '../src/lib/domain/assistant/data/referrals.json';
import travel from '../src/lib/domain/assistant/data/travel.json';
import usual from '../src/lib/domain/assistant/data/usual.json';

/** The assistant as a phone runs it, to be asked from outside. */

export type Given = Pick<Knowledge, 'entries' | 'office' | 'holidays'> & {
	readonly calendar: Omit<Knowledge['calendar'], 'restDays' | 'workedWeekendDays'> & {
		readonly restDays: readonly string[];
		readonly workedWeekendDays: readonly string[];
	};
	readonly now: string;
};

function begin({ now, calendar, ...given }: Given) {
	const assistant = new Assistant({
		...given,
		usual,
		travel,
		calendar: {
			...calendar,
			restDays: new Set(calendar.restDays),
			workedWeekendDays: new Set(calendar.workedWeekendDays)
		},
		models: loadModels(lexicon, referrals, learnt),
		terms: { vi: replyTerms('vi'), en: replyTerms('en') }
	});
	return (text: string): number => {
		const start = performance.now();
		const { reply } = assistant.ask(text, NEW_CONVERSATION, { now, records: null });
		replyText(reply);
		return performance.now() - start;
	};
}

/** Milliseconds of the first question with everything to be made, and of all the others. */
export function measure(
	given: Given,
	texts: readonly string[],
	times: number
): { first: number; each: number[] } {
	const start = performance.now();
	const ask = begin(given);
	ask(texts[0] ?? '');
	const first = performance.now() - start;
	const each: number[] = [];
	for (let round = 0; round < times; round += 1) for (const text of texts) each.push(ask(text));
	return { first, each };
}

Object.assign(globalThis, { measureAssistant: measure });
