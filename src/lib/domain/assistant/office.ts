import { addDays, dayOf, type Instant, type PlainDate } from '../time/plain-date.ts';
import type { WorkCalendar } from '../time/work-calendar.ts';
import { isWorkingDay } from '../time/working-days.ts';
import type { HolidayRow } from '../time/holidays.ts';
import { dayText } from './figures.ts';
import type { Office } from './records.ts';
import { Draft, factLine, type Language } from './reply.ts';
import type { ReplyTerms } from './terms.ts';

/** Answers about the office itself: hours, days off, telephone, address, complaints. */

export interface OfficeQuestion {
	readonly words: readonly string[];
	readonly concepts: ReadonlySet<string>;
	readonly now: Instant;
	readonly language: Language;
	readonly terms: ReplyTerms;
	readonly office: Office;
	readonly holidays: readonly HolidayRow[];
	readonly calendar: WorkCalendar;
}

/** How far ahead days off are told. */
const AHEAD_DAYS = 120;

export function tellOffice(question: OfficeQuestion): Draft {
	const { office, concepts, language, terms, now } = question;
	const draft = new Draft();
	const line = (text: string, path: string, unverified = office.unverified) => ({
		...factLine(text, unverified),
		source: 'settings',
		path
	});
	const asksHours = concepts.has('office.hours') || concepts.has('ask.time');
	const asksContact = !asksHours || concepts.has('office.contact') || concepts.has('ask.where');

	const daysOff = namedDaysOff(question);
	if (daysOff.length > 0) {
		draft.list(
			'days_off',
			daysOff.map(({ date, name, source, status }) => ({
				...factLine(`${dayText(date)}: ${name[language]}`, status !== 'confirmed'),
				source,
				path: `holidays.${date}`
			}))
		);
	}
	if (office.days && office.sittings.length > 0) {
		draft.list('hours', [line(`${office.days[language]}: ${office.sittings.join(', ')}`, 'hours')]);
	}
	const today = dayOf(now);
	if (asksHours && !isWorkingDay(today, question.calendar))
		draft.say('day_off', { day: dayText(today) });
	if (asksContact) {
		const phones = phonesAsked(question);
		draft.list('contact', [
			...phones.map(([which, phone]) =>
				line(`${terms[`phone_${which}`]}: ${phone}`, `phones.${which}`)
			),
			...(office.counter ? [line(`${terms.counter}: ${office.counter[language]}`, 'counter')] : []),
			...(office.address ? [line(`${terms.address}: ${office.address}`, 'address')] : []),
			...(office.email ? [line(`${terms.email}: ${office.email}`, 'email')] : [])
		]);
		if (phones.length === 0 && !office.address) draft.say('contact_unknown');
	}
	if (question.words.some((word) => PERSON.has(word))) draft.say('no_person');
	if (office.confirmedOn) draft.say('confirmed_on', { day: dayText(office.confirmedOn) });
	return draft;
}

const PERSON = new Set(['ai', 'who', 'ten']);

type PhoneKind = keyof Office['phones'];

function phonesAsked({ words, office }: OfficeQuestion): [PhoneKind, string][] {
	const said = ` ${words.join(' ')} `;
	const all: PhoneKind[] = ['general', 'consular', 'cooperation', 'complaints'];
	const asked = all.filter((kind) => PHONE_WORDS[kind].some((word) => said.includes(` ${word} `)));
	const wanted = asked.length > 0 ? asked : (['general', 'consular', 'cooperation'] as const);
	return wanted.flatMap((kind): [PhoneKind, string][] => {
		const phone = office.phones[kind];
		return phone === undefined ? [] : [[kind, phone]];
	});
}

const PHONE_WORDS: Readonly<Record<PhoneKind, readonly string[]>> = {
	general: [],
	consular: ['lanh su', 'consular', 'ho chieu', 'hop phap'],
	cooperation: ['hop tac', 'hop tac quoc te', 'cooperation', 'doan vao', 'hoi thao'],
	complaints: ['khieu nai', 'phan anh', 'complaint', 'complaints', 'to cao']
};

/** Days off that were asked for by name, or those of the coming weeks where "holidays" were. */
function namedDaysOff({ words, concepts, holidays, now }: OfficeQuestion): HolidayRow[] {
	const today = dayOf(now);
	const ahead = holidays.filter(({ date }) => date >= today && date <= addDays(today, 400));
	const said = ` ${words.join(' ')} `;
	const has = (...phrases: string[]) => phrases.some((phrase) => said.includes(` ${phrase} `));
	const on = (pattern: RegExp) =>
		ahead.filter(({ date, name }) => pattern.test(`${date} ${name.vi}`));
	if (has('tet duong lich', 'tet tay', 'new year', 'nam moi')) return on(/-01-01 /);
	if (has('tet', 'tet nguyen dan', 'tet am lich', 'lunar new year'))
		return firstYear(on(/Nguyên đán/));
	if (has('gio to', 'hung vuong')) return firstYear(on(/Hùng/));
	if (has('quoc khanh', '2 9', 'national day')) return firstYear(on(/-09-0/));
	if (has('30 4', '1 5')) return firstYear(on(/-0(4-30|5-01)/));
	if (has('24 11', 'van hoa')) return firstYear(on(/-11-24/));
	if (
		has('nghi le', 'ngay nghi', 'nghi bu', 'holiday', 'holidays', 'public holiday') ||
		concepts.has('office.daysoff')
	) {
		return ahead.filter(({ date }) => date <= addDays(today, AHEAD_DAYS)).slice(0, 8);
	}
	return has('mai', 'ngay mai', 'tomorrow')
		? ahead.filter(({ date }) => date === addDays(today, 1))
		: [];
}

/** Only the next time a feast comes. */
function firstYear(rows: readonly HolidayRow[]): HolidayRow[] {
	const year: PlainDate | undefined = rows[0]?.date.slice(0, 4);
	return rows.filter(({ date }) => date.startsWith(year ?? ''));
}

export function tellComplaint({ office, language, concepts, terms }: OfficeQuestion): Draft {
	const draft = new Draft();
	const line = (text: string, path: string) => ({
		...factLine(text, office.unverified),
		source: 'settings',
		path
	});
	draft.say('complaint');
	const aboutApp = concepts.has('complain.app');
	const lines = [
		...(aboutApp && office.appFeedback ? [line(office.appFeedback[language], 'appFeedback')] : []),
		...(office.complaintChannel
			? [line(office.complaintChannel[language], 'complaintChannel')]
			: []),
		...(office.phones.general
			? [line(`${terms.phone_general}: ${office.phones.general}`, 'phones.general')]
			: [])
	];
	draft.list('contact', lines);
	if (lines.length === 0) draft.say('complaint_unknown');
	if (office.confirmedOn) draft.say('confirmed_on', { day: dayText(office.confirmedOn) });
	return draft;
}
