import { dayOf } from '../time/plain-date.ts';
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

function statusWanted({ concepts }: PersonalQuestion): OwnDossier['status'] | null {
	if (concepts.has('ask.missing')) return 'supplement';
	if (concepts.has('ask.rejected')) return 'rejected';
	if (concepts.has('ask.ready')) return 'ready';
	if (concepts.has('ask.returned')) return 'returned';
	return null;
}
