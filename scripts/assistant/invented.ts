import type { Knowledge } from '../../src/lib/domain/assistant/engine.ts';
import { dayText } from '../../src/lib/domain/assistant/figures.ts';
import type { Fact, Reply } from '../../src/lib/domain/assistant/reply.ts';
import { fold } from '../../src/lib/domain/procedure/fold.ts';
import { addDays, dayOf, type PlainDate } from '../../src/lib/domain/time/plain-date.ts';
import { addWorkingDays, isWorkingDay } from '../../src/lib/domain/time/working-days.ts';
import {
	headingText,
	replyText,
	sentenceText,
	unverifiedText
} from '../../src/lib/i18n/assistant-texts.ts';
import type { Fixture } from './fixture.ts';

/**
 * What a drawn reply states and nothing gave it: every word and figure must stand in the entry it
 * cites, in the records shown, the settings, the holidays, the referrals, in what the person said, or
 * in the assistant's own sentences, which hold no facts.
 *
 * @param said by the person, in this turn and before
 */
export function inventedIn(
	reply: Reply,
	said: string,
	knowledge: Knowledge,
	{ now, records }: Pick<Fixture, 'now' | 'records'>
): string[] {
	const { language } = reply;
	const entry = knowledge.entries.find(
		({ procedure }) => procedure.slug === reply.procedure
	)?.procedure;
	const own = reply.parts.flatMap((part) =>
		part.kind === 'sentence'
			? [sentenceText(part.code, {}, language)]
			: part.heading === null
				? []
				: [headingText(part.heading, language)]
	);
	const optionNames = reply.options.flatMap((option) => {
		const named = knowledge.entries.find(({ procedure }) => procedure.slug === option);
		return named ? [named.procedure.name] : [];
	});
	const today = dayOf(now);
	const given = [
		...own,
		unverifiedText(language),
		...Object.values(knowledge.terms[language]),
		said,
		JSON.stringify(entry ?? null),
		JSON.stringify(optionNames),
		reply.kind === 'personal' ? JSON.stringify(records) : '',
		['office-hours-contact', 'complaint'].includes(reply.intent)
			? JSON.stringify([knowledge.office, knowledge.holidays])
			: '',
		reply.kind === 'decline' || reply.kind === 'clarify'
			? JSON.stringify(knowledge.models.lexicon.referrals)
			: '',
		today,
		...reply.facts.filter((fact) => isComputed(fact, knowledge, today)).map(({ value }) => value),
		String(records.dossiers.length)
	].join(' ');
	const known = new Set([...wordsOf(given), ...timesOf(given)]);
	return [...new Set(wordsOf(replyText(reply)))].filter((word) => !known.has(word));
}

/** What was counted, counted again: a day, `23/11/2026 + 5 working-days`, or the days until or since one. */
function isComputed({ value, computed = '' }: Fact, { calendar }: Knowledge, today: PlainDate) {
	const [, from, days, unit] = /^(\S+) \+ (-?\d+) (\S+)$/.exec(computed) ?? [];
	if (from !== undefined) {
		const counted =
			unit === 'working-days'
				? addWorkingDays(dayIn(from), Number(days), calendar)
				: addDays(dayIn(from), Number(days));
		return dayText(counted) === value;
	}
	const span = (/^(\S+) → (\S+) working-days$/.exec(computed) ?? []).slice(1).map(dayIn);
	const [after, to] = span;
	if (after === undefined || to === undefined || !span.includes(today)) return false;
	let worked = 0;
	for (let day = addDays(after, 1); day <= to; day = addDays(day, 1)) {
		if (isWorkingDay(day, calendar)) worked += 1;
	}
	return String(worked) === value;
}

/** `2026-11-23` of `23/11/2026`. */
const dayIn = (text: string): PlainDate => text.split('/').reverse().join('-');

/** Words folded, numbers without grouping, days as year, month and day apart. */
function wordsOf(text: string): string[] {
	const plain = fold(text).replace(/(\d)[.,](?=\d{3}\b)/g, '$1');
	return (plain.match(/[a-z]+|\d+/g) ?? []).map((word) =>
		/^\d+$/.test(word) ? String(Number(word)) : word
	);
}

/** Hours of instants as they are drawn in Việt Nam. */
function timesOf(text: string): string[] {
	return [...text.matchAll(/\d{4}-\d{2}-\d{2}T[\d:.]+(?:Z|[+-]\d{2}:\d{2})/g)].flatMap(
		([instant]) => {
			const local = new Date(Date.parse(instant) + 7 * 3_600_000).toISOString();
			return wordsOf(local.replace(/T/, ' '));
		}
	);
}
