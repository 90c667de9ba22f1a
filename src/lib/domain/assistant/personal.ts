import { foldedWords } from '../procedure/fold.ts';
import {
	addDays,
	dayOf,
	midnightOf,
	weekday,
	type Instant,
	type PlainDate
} from '../time/plain-date.ts';
import { dayText, timeText } from './figures.ts';
import type { OwnDossier, OwnMeeting, OwnRecords, OwnTrip } from './records.ts';
import { Draft, factLine, type Language } from './reply.ts';
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
	readonly now: Instant;
	readonly language: Language;
	readonly terms: ReplyTerms;
}

/** A code as receipts print it: `H19.14-261113-0031`. */
const CODE = /\b[a-z]\d{2}[.\s]?\d{2}[-\s]?\d{6}[-\s]?\d{4}\b/i;

/** The dossier code in a text, spoken digit by digit too; digits only where it was spoken. */
export function codeIn(text: string, words: readonly string[]): string | null {
	const written = CODE.exec(text)?.[0];
	if (written) return written.toUpperCase();
	const digits = spokenDigits(words);
	return digits.length >= 10 ? digits : null;
}

const DIGITS: Readonly<Record<string, string>> = {
	khong: '0',
	linh: '0',
	le: '0',
	mot: '1',
	hai: '2',
	ba: '3',
	bon: '4',
	tu: '4',
	nam: '5',
	lam: '5',
	sau: '6',
	bay: '7',
	tam: '8',
	chin: '9'
};

/** Words between the digits of a code that is spelt out. */
const BETWEEN_DIGITS = new Set(['cham', 'gach', 'ngang', 'tru', 'xuyet', 'xoet', 'dash', 'dot']);

/** "mười chín chấm mười bốn gạch hai sáu …" → `191426…`: the longest run of numbers. */
function spokenDigits(words: readonly string[]): string {
	let longest = '';
	let run = '';
	for (const [at, word] of words.entries()) {
		const next = words[at + 1] ?? '';
		if (word === 'muoi') run += next in DIGITS ? '1' : '10';
		else if (/^\d+$/.test(word)) run += word;
		else if (word in DIGITS) run += DIGITS[word] ?? '';
		else if (!BETWEEN_DIGITS.has(word)) run = '';
		if (run.length > longest.length) longest = run;
	}
	return longest;
}

const digitsOf = (text: string): string => text.replace(/\D/g, '');

/** A code spelt out is misheard easily ("mười hai tám"): its last digits decide if they are of one. */
function spelt(digits: string, dossiers: readonly OwnDossier[]): OwnDossier | undefined {
	const fitting = dossiers.filter(({ code }) => digits.endsWith(code.slice(-4)));
	return fitting.length === 1 ? fitting[0] : undefined;
}

/** Which record a number names: the end of a dossier's code, or the number of a document. */
export function recordNamed(
	words: readonly string[],
	{ dossiers, trips }: OwnRecords
): 'track-dossier' | 'travel-approval-status' | null {
	const numbers = words.filter((word) => /^\d{3,}$/.test(word));
	const numbered = (document: string | null) =>
		document !== null && numbers.includes(/^\d+/.exec(document)?.[0] ?? '');
	if (dossiers.some(({ code }) => numbers.includes(code.slice(-4)))) return 'track-dossier';
	if (trips.some(({ decision }) => numbered(decision))) return 'travel-approval-status';
	return dossiers.some(({ resultDocument }) => numbered(resultDocument)) ? 'track-dossier' : null;
}

export interface Told {
	readonly draft: Draft;
	readonly procedure: string | null;
	/** Codes of the dossiers shown, to be opened. */
	readonly codes: readonly string[];
	readonly urls: readonly string[];
}

export function tellDossier(question: PersonalQuestion, records: OwnRecords): Told {
	const code = codeIn(question.text, question.words);
	const draft = new Draft();
	if (code !== null) {
		const dossier =
			records.dossiers.find((own) => isThat(own.code, code)) ??
			(CODE.test(question.text) ? undefined : spelt(code, records.dossiers));
		if (!dossier) {
			draft.say('no_such_dossier', { code: CODE.test(question.text) ? code : '' });
			sayFreshness(draft, records);
			return { draft, procedure: null, codes: [], urls: [] };
		}
		return told(draft, [dossier], question, records);
	}
	const scored = ranked(records.dossiers, (own) => dossierFit(own, question));
	const best = scored[0];
	if (!best) return tellDossiers(question, records);
	return told(draft, scored.slice(0, 3), question, records);
}

const isThat = (code: string, asked: string): boolean =>
	digitsOf(code) === digitsOf(asked) || digitsOf(code).endsWith(digitsOf(asked).slice(-10));

export function tellDossiers(question: PersonalQuestion, records: OwnRecords): Told {
	const draft = new Draft();
	if (records.dossiers.length === 0) {
		draft.say('no_dossier');
		sayFreshness(draft, records);
		return { draft, procedure: null, codes: [], urls: [] };
	}
	const wanted = statusWanted(question);
	const byStatus = wanted ? records.dossiers.filter(({ status }) => status === wanted) : [];
	const month = monthIn(question.text);
	const byMonth =
		month === null
			? []
			: records.dossiers.filter(({ receivedOn }) => receivedOn?.slice(5, 7) === month);
	const byText = ranked(records.dossiers, (own) => dossierFit(own, question)).filter(
		(own) => dossierFit(own, question) >= 3
	);
	const overdue = question.concepts.has('ask.late')
		? records.dossiers.filter(
				({ dueOn, status }) => status === 'open' && dueOn !== null && dueOn < dayOf(question.now)
			)
		: [];
	const shown =
		[byStatus, byMonth, overdue, byText].find(({ length }) => length > 0) ?? records.dossiers;
	if (shown === records.dossiers) draft.say('dossiers_count', { count: String(shown.length) });
	return told(draft, shown, question, records);
}

function told(
	draft: Draft,
	dossiers: readonly OwnDossier[],
	question: PersonalQuestion,
	records: OwnRecords
): Told {
	const { language } = question;
	draft.list(
		'dossiers',
		dossiers.map((own) => ({
			...factLine(
				`${own.code}: ${own.summary} – ${own.statusText[language]}`,
				false,
				details(own, question.terms)
			),
			source: 'records',
			path: `dossiers.${own.code}`
		}))
	);
	sayFreshness(draft, records);
	const [only] = dossiers;
	return {
		draft,
		procedure: dossiers.length === 1 && only ? only.procedure : null,
		codes: dossiers.map(({ code }) => code),
		urls: []
	};
}

function details(own: OwnDossier, terms: ReplyTerms): string | null {
	return joined([
		own.step,
		own.receivedOn && `${terms.received} ${dayText(own.receivedOn)}`,
		own.dueOn && `${terms.due} ${dayText(own.dueOn)}`,
		own.missing.length > 0 ? `${terms.missing}: ${own.missing.join('; ')}` : null,
		own.supplementBy && `${terms.before} ${dayText(own.supplementBy)}`,
		own.resultOn && `${terms.resultOn} ${dayText(own.resultOn)}`,
		own.resultDocument && `${terms.document} ${own.resultDocument}`,
		own.pickUpAt && `${terms.pickUp}: ${own.pickUpAt}`,
		own.reason && `${terms.reason}: ${own.reason}`
	]);
}

const joined = (texts: readonly (string | null | '')[]): string | null =>
	texts.filter(Boolean).join('; ') || null;

export function tellTrips(question: PersonalQuestion, records: OwnRecords): Told {
	const draft = new Draft();
	if (records.trips.length === 0) {
		draft.say('no_trip');
		sayFreshness(draft, records);
		return { draft, procedure: null, codes: [], urls: [] };
	}
	const best = ranked(records.trips, (trip) => tripFit(trip, question));
	const top = best[0] ? tripFit(best[0], question) : 0;
	const shown = top > 0 ? best.filter((trip) => tripFit(trip, question) === top) : records.trips;
	const { terms } = question;
	draft.list(
		'trips',
		shown.map((trip) => {
			const short = `${trip.from.slice(8)}–${trip.to.slice(8)}/${trip.to.slice(5, 7)}/${trip.to.slice(0, 4)}`;
			return {
				...factLine(
					`${trip.title ? `${trip.title}: ` : ''}${trip.destination}, ${short} – ${terms[trip.state]}`,
					false,
					joined([
						trip.step,
						trip.dueOn && `${terms.due} ${dayText(trip.dueOn)}`,
						trip.decision && `${terms.decision} ${trip.decision}`,
						trip.decidedOn && `${terms.on} ${dayText(trip.decidedOn)}`,
						trip.signedBy && `${terms.signedBy} ${trip.signedBy}`,
						trip.dossier && `${terms.dossier} ${trip.dossier}`
					])
				),
				source: 'records',
				path: `trips.${trip.id}`
			};
		})
	);
	const today = dayOf(question.now);
	if (shown.length === 1 && shown.every(({ to, state }) => to < today && state === 'approved')) {
		draft.say('trip_new_application');
	}
	sayFreshness(draft, records);
	const [only] = shown;
	return {
		draft,
		procedure: only?.procedure ?? null,
		codes: shown.flatMap(({ dossier }) => dossier ?? []),
		urls: []
	};
}

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

/** The moment of the last synchronisation, on every answer from the device. */
function sayFreshness(draft: Draft, { syncedAt }: OwnRecords): void {
	draft.say('as_of_sync', { time: `${timeText(syncedAt)} ${dayText(dayOf(syncedAt))}` });
}

function ranked<T>(all: readonly T[], fit: (one: T) => number): T[] {
	return all
		.map((one) => ({ one, score: fit(one) }))
		.filter(({ score }) => score > 0)
		.sort((a, b) => b.score - a.score)
		.map(({ one }) => one);
}

/** Words of a title that were said, but for those every question has. */
function overlap(title: string, words: readonly string[]): number {
	const said = new Set(words);
	return [...new Set(foldedWords(title))].filter((word) => said.has(word) && !EMPTY.has(word))
		.length;
}

const EMPTY = new Set(
	'di ho so cua toi em cho thi la co khong va o xin su dung tai hop cuoc ngay thang nam the mot hai ba bon chuyen 2026 2027 01 nop den dien so doan viec rieng the cong chap lan to in of and for'.split(
		' '
	)
);

function dossierFit(own: OwnDossier, question: PersonalQuestion): number {
	const { words, text } = question;
	const tail = own.code.slice(-4);
	const number = String(Number(tail));
	const said =
		words.includes(tail) ||
		(number.length > 1 && words.includes(number) && /so|ma|so/.test(words.join(' ')))
			? 6
			: 0;
	const dates = [own.receivedOn, own.dueOn, own.resultOn, own.supplementBy].filter(
		(day) => day !== null && daysIn(text, question.now).includes(day)
	).length;
	const place = question.procedures.indexOf(own.procedure ?? '');
	const procedure = place === 0 ? 3 : place === 1 ? 1 : 0;
	const status = statusWanted(question) === own.status ? 2 : 0;
	const numbered = /^\d+/.exec(own.resultDocument ?? '')?.[0];
	const document = numbered !== undefined && words.includes(numbered) ? 6 : 0;
	return document + said + dates * 4 + procedure + status + overlap(own.summary, words) * 1.5;
}

function tripFit(trip: OwnTrip, question: PersonalQuestion): number {
	const { words, concepts, text, now } = question;
	const places = overlap(`${trip.destination} ${trip.title}`, words) * 3;
	const days = daysIn(text, now).filter((day) => trip.from <= day && day <= trip.to).length * 3;
	const month = monthIn(text);
	const sameMonth = month !== null && trip.from.slice(5, 7) === month ? 2 : 0;
	const isPrivate = concepts.has('trip.private') && trip.kind === 'private' ? 2 : 0;
	const numbered = /^\d+/.exec(trip.decision ?? '')?.[0];
	const decision = numbered !== undefined && words.includes(numbered) ? 8 : 0;
	const dayOnly = /(?:ngày|ngay|hôm|hom|mùng)\s+(\d{1,2})(?!\d)/i.exec(text)?.[1]?.padStart(2, '0');
	const sameDay = dayOnly !== undefined && trip.from.endsWith(`-${dayOnly}`) ? 3 : 0;
	const pending = concepts.has('ask.waiting') && trip.state === 'pending' ? 2 : 0;
	const approved =
		concepts.has('ask.approved') && trip.state === 'approved' && sameMonth > 0 ? 2 : 0;
	const opinions = concepts.has('ask.opinion') && trip.step !== null ? 2 : 0;
	return decision + sameDay + places + days + sameMonth + isPrivate + pending + approved + opinions;
}

function statusWanted({ concepts }: PersonalQuestion): OwnDossier['status'] | null {
	if (concepts.has('ask.missing')) return 'supplement';
	if (concepts.has('ask.rejected')) return 'rejected';
	if (concepts.has('ask.ready')) return 'ready';
	if (concepts.has('ask.returned')) return 'returned';
	return null;
}

/** Days named as `19/11`, `19/11/2026`, `ngày 19`. */
function daysIn(text: string, now: Instant): PlainDate[] {
	const year = dayOf(now).slice(0, 4);
	const month = dayOf(now).slice(5, 7);
	const two = (value: string | undefined) => (value ?? '').padStart(2, '0');
	const full = [...text.matchAll(/\b(\d{1,2})[/.-](\d{1,2})(?:[/.-](\d{4}))?\b/g)].map(
		([, day, named, inYear]) => `${inYear ?? year}-${two(named)}-${two(day)}`
	);
	const short = [...text.matchAll(/(?:ngày|ngay|hôm|hom|mùng|the)\s+(\d{1,2})(?![\d/.-])/gi)].map(
		([, day]) => `${year}-${month}-${two(day)}`
	);
	return [...full, ...short];
}

const MONTHS =
	'january february march april may june july august september october november december'.split(
		' '
	);

/** `09` of "tháng 9", "September". */
function monthIn(text: string): string | null {
	const number = /(?:tháng|thang|t)\s?(\d{1,2})\b/i.exec(text)?.[1];
	if (number) return number.padStart(2, '0');
	const at = MONTHS.findIndex((month) => month !== 'may' && text.toLowerCase().includes(month));
	return at < 0 ? null : String(at + 1).padStart(2, '0');
}

interface Span {
	readonly from: PlainDate;
	readonly to: PlainDate;
	readonly part: 'morning' | 'afternoon' | null;
}

/** Hours from which it is afternoon. */
const NOON = '12:00';

const isIn = (part: Span['part'], at: Instant): boolean =>
	part === null || (part === 'morning' ? timeText(at) < NOON : timeText(at) >= NOON);

/** Which days a question about the calendar means; `null`: it names none. */
function spanIn({ text, words, now }: PersonalQuestion): Span | null {
	const today = dayOf(now);
	const said = ` ${words.join(' ')} `;
	const has = (...phrases: string[]) => phrases.some((phrase) => said.includes(` ${phrase} `));
	const part = has('sang', 'morning') ? 'morning' : has('chieu', 'afternoon') ? 'afternoon' : null;
	const day = (date: PlainDate): Span => ({ from: date, to: date, part });
	const named = daysIn(text, now)[0];
	if (named) return day(named);
	if (has('tuan sau', 'next week')) {
		const monday = addDays(today, 8 - (weekday(today) || 7));
		return { from: monday, to: addDays(monday, 6), part };
	}
	if (has('tuan nay', 'this week')) {
		const monday = addDays(today, 1 - (weekday(today) || 7));
		return { from: monday, to: addDays(monday, 6), part };
	}
	if (has('ngay mai', 'mai', 'sang mai', 'chieu mai', 'tomorrow')) return day(addDays(today, 1));
	if (has('ngay kia', 'ngay mot')) return day(addDays(today, 2));
	if (
		has('hom nay', 'bua nay', 'sang nay', 'chieu nay', 'today', 'this morning', 'this afternoon')
	) {
		return day(today);
	}
	const weekdayAt = [
		'chu nhat',
		'thu hai',
		'thu ba',
		'thu tu',
		'thu nam',
		'thu sau',
		'thu bay'
	].findIndex((name, at) =>
		has(
			name,
			['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'][at] ?? '',
			`thu ${String(at + 1)}`
		)
	);
	if (weekdayAt >= 0) return day(addDays(today, (weekdayAt - weekday(today) + 7) % 7));
	return part ? day(today) : null;
}
