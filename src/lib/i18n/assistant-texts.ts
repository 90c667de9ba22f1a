import type { Facet, HeadingCode, Language, Reply, SentenceCode } from '$domain/assistant/reply.ts';
import type { ReplyTerms, Term } from '$domain/assistant/terms.ts';
// Not `{ m }`, which holds all messages.
import * as m from './paraglide/messages.js';

/** The assistant's own words. A code without its words does not compile. */

type Words = (values: never, options: { readonly locale: Language }) => string;

const SENTENCES: Readonly<Record<SentenceCode, Words>> = {
	about: m.assistant_about,
	superseded: m.assistant_superseded,
	inferred: m.assistant_inferred,
	fee_unknown: m.assistant_fee_unknown,
	fees_unlisted: m.assistant_fees_unlisted,
	time_unknown: m.assistant_time_unknown,
	time_example: m.assistant_time_example,
	facet_unlisted: m.assistant_facet_unlisted,
	not_settled: m.assistant_not_settled,
	partly_unverified: m.assistant_partly_unverified,
	source: m.assistant_source,
	which_procedure: m.assistant_which_procedure,
	which_meaning: m.assistant_which_meaning,
	elsewhere: m.assistant_elsewhere,
	elsewhere_unverified: m.assistant_elsewhere_unverified,
	outside: m.assistant_outside,
	can_help_with: m.assistant_can_help_with,
	refused: m.assistant_refused,
	refused_person: m.assistant_refused_person,
	refused_harm: m.assistant_refused_harm,
	complaint: m.assistant_complaint,
	complaint_unknown: m.assistant_complaint_unknown,
	app_feedback: m.assistant_app_feedback,
	greeting: m.assistant_greeting,
	greeting_automatic: m.assistant_greeting_automatic,
	ask_official: m.assistant_ask_official,
	no_dossier: m.assistant_no_dossier,
	no_such_dossier: m.assistant_no_such_dossier,
	dossiers_count: m.assistant_dossiers_count,
	no_trip: m.assistant_no_trip,
	trip_new_application: m.assistant_trip_new_application,
	no_meeting: m.assistant_no_meeting,
	as_of_sync: m.assistant_as_of_sync,
	sign_in: m.assistant_sign_in,
	contact_unknown: m.assistant_contact_unknown,
	no_person: m.assistant_no_person,
	confirmed_on: m.assistant_confirmed_on,
	day_off: m.assistant_day_off,
	day_worked: m.assistant_day_worked,
	hold_personal: m.assistant_hold_personal
};

const HEADINGS: Readonly<Record<HeadingCode, Words>> = {
	papers_always: m.assistant_heading_papers_always,
	papers_sometimes: m.assistant_heading_papers_sometimes,
	fees: m.assistant_heading_fees,
	time: m.assistant_heading_time,
	where: m.assistant_heading_where,
	conditions: m.assistant_heading_conditions,
	steps: m.assistant_heading_steps,
	laws: m.assistant_heading_laws,
	result: m.assistant_heading_result,
	online: m.assistant_heading_online,
	forms: m.assistant_heading_forms,
	also: m.assistant_heading_also,
	dossiers: m.assistant_heading_dossiers,
	trips: m.assistant_heading_trips,
	meetings: m.assistant_heading_meetings,
	contact: m.assistant_heading_contact,
	hours: m.assistant_heading_hours,
	options: m.assistant_heading_options,
	days_off: m.assistant_heading_days_off
};

/** What a facet is called. */
const HEADING_OF: Readonly<Record<Facet, HeadingCode>> = {
	documents: 'papers_always',
	fee: 'fees',
	'processing-time': 'time',
	'where-how-to-submit': 'where',
	eligibility: 'conditions',
	steps: 'steps',
	'legal-basis': 'laws',
	result: 'result',
	'online-level': 'online',
	form: 'forms'
};

const TERMS: Readonly<Record<Term, Words>> = {
	vnd: m.assistant_term_vnd,
	amount_unknown: m.assistant_term_amount_unknown,
	decided_by: m.assistant_term_decided_by,
	days: m.assistant_term_days,
	now: m.assistant_term_now,
	aim: m.assistant_term_aim,
	replaced_by: m.assistant_term_replaced_by,
	in_force_true: m.assistant_term_in_force_true,
	in_force_false: m.assistant_term_in_force_false,
	in_force_unknown: m.assistant_term_in_force_unknown,
	'working-days': m.assistant_term_working_days,
	'calendar-days': m.assistant_term_calendar_days,
	level_offline: m.assistant_term_level_offline,
	'level_partly-online': m.assistant_term_level_partly_online,
	level_online: m.assistant_term_level_online,
	level_3: m.assistant_term_level_3,
	level_4: m.assistant_term_level_4,
	received: m.assistant_term_received,
	due: m.assistant_term_due,
	today: m.assistant_term_today,
	late: m.assistant_term_late,
	daysLeft: m.assistant_term_daysleft,
	daysLate: m.assistant_term_dayslate,
	paused: m.assistant_term_paused,
	missing: m.assistant_term_missing,
	before: m.assistant_term_before,
	resultOn: m.assistant_term_resulton,
	document: m.assistant_term_document,
	pickUp: m.assistant_term_pickup,
	reason: m.assistant_term_reason,
	pending: m.assistant_term_pending,
	approved: m.assistant_term_approved,
	refused: m.assistant_term_refused,
	decision: m.assistant_term_decision,
	on: m.assistant_term_on,
	signedBy: m.assistant_term_signedby,
	dossier: m.assistant_term_dossier,
	here: m.assistant_term_here,
	notHere: m.assistant_term_nothere,
	cancelled: m.assistant_term_cancelled,
	movedFrom: m.assistant_term_movedfrom,
	online: m.assistant_term_online,
	join: m.assistant_term_join,
	chair: m.assistant_term_chair,
	documents: m.assistant_term_documents,
	none: m.assistant_term_none,
	phone_general: m.assistant_term_phone_general,
	phone_consular: m.assistant_term_phone_consular,
	phone_cooperation: m.assistant_term_phone_cooperation,
	phone_complaints: m.assistant_term_phone_complaints,
	address: m.assistant_term_address,
	counter: m.assistant_term_counter,
	email: m.assistant_term_email
};

const written = (words: Words, language: Language, values: Readonly<Record<string, string>> = {}) =>
	words(values as never, { locale: language });

export const sentenceText = (
	code: SentenceCode,
	values: Readonly<Record<string, string>>,
	language: Language
): string => written(SENTENCES[code], language, values);

export const headingText = (code: HeadingCode, language: Language): string =>
	written(HEADINGS[code], language);

export const unverifiedText = (language: Language): string =>
	m.assistant_unverified({}, { locale: language });

/** The short words the engine puts between facts. */
export function replyTerms(language: Language): ReplyTerms {
	const entries = Object.entries(TERMS).map(([code, words]) => [code, written(words, language)]);
	const facets = Object.entries(HEADING_OF).map(([facet, heading]) => [
		`facet_${facet}`,
		headingText(heading, language)
	]);
	return Object.fromEntries([...entries, ...facets]) as ReplyTerms;
}

/** What a reply says, line by line, as it is drawn, read aloud, shared and printed. */
export function replyText({ parts, language }: Pick<Reply, 'parts' | 'language'>): string {
	return parts
		.flatMap((part) => {
			if (part.kind === 'sentence') return [sentenceText(part.code, part.values, language)];
			const lines = part.lines.map(({ text, note, unverified }) => {
				const marks = [note, unverified ? unverifiedText(language) : null].filter(Boolean);
				return `– ${text}${marks.length > 0 ? ` (${marks.join('; ')})` : ''}`;
			});
			return part.heading === null ? lines : [`${headingText(part.heading, language)}:`, ...lines];
		})
		.join('\n');
}
