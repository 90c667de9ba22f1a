import { dayOf, midnightOf, type Instant, type PlainDate } from '../time/plain-date.ts';
import { dayText, timeText } from './figures.ts';
import {
	joined,
	overlap,
	ranked,
	sayFreshness,
	type PersonalQuestion,
	type Told
} from './personal.ts';
import type { OwnMeeting, OwnRecords } from './records.ts';
import { Draft, factLine } from './reply.ts';
import { isIn, spanIn } from './spans.ts';
import type { ReplyTerms } from './terms.ts';

export function tellMeetings(question: PersonalQuestion, records: OwnRecords): Told {
	const draft = new Draft();
	const span = spanIn(question);
	const inSpan = (at: Instant | null): boolean =>
		at !== null &&
		span !== null &&
		span.from <= dayOf(at) &&
		dayOf(at) <= span.to &&
		isIn(span.part, at);
	const meetings = [...records.meetings].sort((a, b) => (a.start < b.start ? -1 : 1));
	const titled = ranked(meetings, (meeting) => overlap(meeting.title, question.words));
	const topTitle = titled[0] ? overlap(titled[0].title, question.words) : 0;
	const moved = question.concepts.has('ask.moved')
		? meetings.filter(({ previousStart }) => previousStart)
		: [];
	const byTitle = titled.filter((meeting) => overlap(meeting.title, question.words) === topTitle);
	const bySpan = meetings.filter(
		({ start, previousStart }) => inSpan(start) || inSpan(previousStart)
	);
	const shown =
		topTitle >= 2
			? byTitle
			: span
				? bySpan
				: moved.length > 0
					? moved
					: topTitle === 1 && byTitle.length === 1
						? byTitle
						: meetings.filter(({ end }) => end >= question.now).slice(0, 4);
	if (shown.length === 0) {
		const days = span ? [...new Set([span.from, span.to])] : [];
		draft.say('no_meeting', { day: days.map(dayText).join(' – ') });
		for (const day of days)
			draft.compute(dayText(day), 'calendar', 'today', daysFromNow(day, question.now));
		sayFreshness(draft, records);
		return { draft, procedure: null, codes: [], urls: [] };
	}
	draft.list(
		'meetings',
		shown.map((meeting) => ({
			...factLine(
				`${timeText(meeting.start)}–${timeText(meeting.end)} ${dayText(dayOf(meeting.start))}: ${meeting.title}`,
				false,
				meetingDetails(meeting, question.terms)
			),
			source: 'records',
			path: `meetings.${meeting.id}`
		}))
	);
	sayFreshness(draft, records);
	return { draft, procedure: null, codes: [], urls: shown.flatMap(({ joinUrl }) => joinUrl ?? []) };
}

/** `23/11/2026 + 1 calendar-days` */
function daysFromNow(day: PlainDate, now: Instant): string {
	const today = dayOf(now);
	const days = Math.round((midnightOf(day) - midnightOf(today)) / 86_400_000);
	return `${dayText(today)} + ${String(days)} calendar-days`;
}

function meetingDetails(meeting: OwnMeeting, terms: ReplyTerms): string | null {
	const documents = meeting.documents.map(
		({ name, cached }) => `${name} (${cached ? terms.here : terms.notHere})`
	);
	return joined([
		meeting.cancelled ? terms.cancelled : null,
		meeting.previousStart &&
			`${terms.movedFrom} ${timeText(meeting.previousStart)} ${dayText(dayOf(meeting.previousStart))}`,
		meeting.place ?? (meeting.joinUrl === null ? null : terms.online),
		meeting.joinUrl && `${terms.join}: ${meeting.joinUrl}`,
		meeting.chair && `${terms.chair}: ${meeting.chair}`,
		documents.length > 0
			? `${terms.documents}: ${documents.join('; ')}`
			: `${terms.documents}: ${terms.none}`
	]);
}
