import { dayOf, type Instant } from '../time/plain-date.ts';
import { workingDaysUntil } from '../time/working-days.ts';
import { dayText } from './figures.ts';
import {
	joined,
	overlap,
	ranked,
	sayFreshness,
	type PersonalQuestion,
	type Told
} from './personal.ts';
import { CODE, codeIn, digitsOf, spelt } from './record-number.ts';
import type { OwnDossier, OwnRecords } from './records.ts';
import { Draft, factLine } from './reply.ts';
import { daysIn, monthIn } from './spans.ts';
import type { ReplyTerms } from './terms.ts';

export function tellDossier(question: PersonalQuestion, records: OwnRecords): Told {
	const { said } = question;
	const { dossiers } = records;
	const code = codeIn(said.text, said.words);
	if (code !== null) return tellCode(code, question, records);
	const numbered = dossiers.filter((own) => isNumbered(own, said.words));
	if (numbered.length > 0) return told(new Draft(), numbered, question, records);
	const named = daysIn(said.text, question.now);
	const dated = dossiers.filter(({ receivedOn, resultOn }) =>
		[receivedOn, resultOn].some((day) => day !== null && named.includes(day))
	);
	if (dated.length > 0) return told(new Draft(), dated, question, records);
	const isBare = namesNothing(said.concepts);
	const asked = isBare ? question : { ...question, ...said };
	const codeBefore = codeIn(asked.text, asked.words);
	if (codeBefore !== null) return tellCode(codeBefore, asked, records);
	const before = isBare ? question.before : null;
	const fit = (own: OwnDossier): number =>
		dossierFit(own, asked) + (before !== null && own.procedure === before ? TALKED_ABOUT : 0);
	const scored = ranked(dossiers, fit);
	const [best] = scored;
	if (!best) return tellDossiers(asked, records);
	const likely = scored.filter((own) => fit(own) * 2 > fit(best));
	return told(new Draft(), likely.slice(0, 3), asked, records);
}

const TALKED_ABOUT = 2;

/** Whether a text speaks of no matter by which a dossier could be found. */
const namesNothing = (concepts: ReadonlySet<string>): boolean =>
	[...concepts].every((concept) =>
		/^(ask|record|mine|when|office|complain|correct)\b/.test(concept)
	);

function tellCode(code: string, question: PersonalQuestion, records: OwnRecords): Told {
	const isWritten = CODE.test(code);
	const draft = new Draft();
	const dossier =
		records.dossiers.find((own) => isThat(own.code, code)) ??
		(isWritten ? undefined : spelt(code, records.dossiers));
	if (dossier) return told(draft, [dossier], question, records);
	draft.say('no_such_dossier', { code: isWritten ? code : '' });
	sayFreshness(draft, records);
	return { draft, procedure: null, codes: [], urls: [] };
}

/** Whether the end of its code is said, without its zeros only after a word for a number and not as a time. */
function isNumbered({ code }: OwnDossier, words: readonly string[]): boolean {
	const tail = code.slice(-4);
	const number = String(Number(tail));
	return words.some(
		(word, at) =>
			word === tail ||
			(word === number &&
				number.length > 1 &&
				BEFORE_NUMBERS.has(words[at - 1] ?? '') &&
				!TIMES.has(words[at + 1] ?? ''))
	);
}

/** “số”, “mã”, “đuôi”, and “hồ sơ” itself. */
const BEFORE_NUMBERS = new Set(['so', 'ma', 'duoi', 'number']);
/** “hồ sơ 12 ngày rồi” names no dossier. */
const TIMES = new Set(['gio', 'ngay', 'tuan', 'thang', 'nam', 'days', 'weeks', 'months']);

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
				({ dueAt, paused, status }) =>
					paused === 'late' || (status === 'open' && dueAt !== null && isPast(dueAt, question.now))
			)
		: [];
	const shown =
		[byStatus, byMonth, overdue, byText].find(({ length }) => length > 0) ?? records.dossiers;
	if (shown === records.dossiers) draft.say('dossiers_count', { count: String(shown.length) });
	return told(draft, shown, question, records);
}

/** Those of some dossiers that fit best what is asked; all of them where nothing tells which. */
export function tellFitting(
	dossiers: readonly OwnDossier[],
	question: PersonalQuestion,
	records: OwnRecords
): Told {
	const fit = (own: OwnDossier): number => dossierFit(own, question);
	const most = Math.max(...dossiers.map(fit));
	const best = dossiers.filter((own) => fit(own) === most);
	return told(new Draft(), best, question, records);
}

function told(
	draft: Draft,
	dossiers: readonly OwnDossier[],
	question: PersonalQuestion,
	records: OwnRecords
): Told {
	const { language } = question;
	const clocks = dossiers.map((own) => ({
		own,
		clock: clockOf(own, question),
		source: 'records',
		path: `dossiers.${own.code}`
	}));
	draft.list(
		'dossiers',
		clocks.map(({ own, clock, source, path }) => ({
			...factLine(
				`${own.statusText[language]} – ${own.code}: ${own.summary}`,
				false,
				details(own, clock.text, question.terms)
			),
			source,
			path
		}))
	);
	for (const { clock, source, path } of clocks) {
		if (clock.counted) draft.compute(String(clock.counted.days), source, path, clock.counted.how);
	}
	sayFreshness(draft, records);
	const [only] = dossiers;
	return {
		draft,
		procedure: dossiers.length === 1 && only ? only.procedure : null,
		codes: dossiers.map(({ code }) => code),
		urls: []
	};
}

function details(own: OwnDossier, clock: string | null, terms: ReplyTerms): string | null {
	return joined([
		own.step,
		own.receivedOn && `${terms.received} ${dayText(own.receivedOn)}`,
		clock,
		own.missing.length > 0 ? `${terms.missing}: ${own.missing.join('; ')}` : null,
		own.supplementBy && `${terms.before} ${dayText(own.supplementBy)}`,
		own.resultOn && `${terms.resultOn} ${dayText(own.resultOn)}`,
		own.resultDocument && `${terms.document} ${own.resultDocument}`,
		own.pickUpAt && `${terms.pickUp}: ${own.pickUpAt}`,
		own.reason && `${terms.reason}: ${own.reason}`
	]);
}

/** What its clock says (đồng hồ trung thực), and how the days in it were counted. */
interface ClockTold {
	readonly text: string | null;
	readonly counted: { readonly days: number; readonly how: string } | null;
}

function clockOf(
	{ status, dueAt, paused }: OwnDossier,
	{ terms, now, calendar }: PersonalQuestion
): ClockTold {
	if (paused !== null) {
		const standing = paused === 'late' ? terms.late : null;
		return { text: [standing, terms.paused].filter(Boolean).join(', '), counted: null };
	}
	if (status !== 'open' || dueAt === null) return { text: null, counted: null };
	const isLate = isPast(dueAt, now);
	const [dueOn, today] = [dayOf(dueAt), dayOf(now)];
	const [from, to] = isLate ? [dueOn, today] : [today, dueOn];
	const days = workingDaysUntil(from, to, calendar);
	const due = `${terms.due} ${dayText(dueOn)}`;
	if (days > 0) {
		return {
			text: `${due}, ${isLate ? terms.daysLate : terms.daysLeft}: ${String(days)}`,
			counted: { days, how: `${dayText(from)} → ${dayText(to)} working-days` }
		};
	}
	const standing = isLate ? terms.late : dueOn === today ? terms.today : null;
	return { text: [due, standing].filter(Boolean).join(', '), counted: null };
}

const isPast = (due: Instant, now: Instant): boolean => Date.parse(due) < Date.parse(now);

function dossierFit(own: OwnDossier, question: PersonalQuestion): number {
	const { words, text } = question;
	const numbered = isNumbered(own, words) ? 6 : 0;
	const named = daysIn(text, question.now);
	const days = [own.dueAt && dayOf(own.dueAt), own.supplementBy].filter(
		(day) => day !== null && named.includes(day)
	).length;
	const place = question.procedures.indexOf(own.procedure ?? '');
	const procedure = place === 0 ? 3 : place === 1 ? 1 : 0;
	const status = statusWanted(question) === own.status ? 2 : 0;
	const result = /^\d+/.exec(own.resultDocument ?? '')?.[0];
	const document = result !== undefined && words.includes(result) ? 6 : 0;
	return document + numbered + days * 4 + procedure + status + overlap(own.summary, words) * 1.5;
}

function statusWanted({ concepts }: PersonalQuestion): OwnDossier['status'] | null {
	if (concepts.has('ask.missing')) return 'supplement';
	if (concepts.has('ask.rejected')) return 'rejected';
	if (concepts.has('ask.ready')) return 'ready';
	if (concepts.has('ask.returned')) return 'returned';
	return null;
}
