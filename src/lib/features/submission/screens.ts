import {
	applicantFields,
	checkApplicantDetails,
	isApplicantKind,
	type ApplicantField,
	type FieldError,
	type FormValues
} from '$domain/procedure/applicant-details.ts';
import type { CatalogueEntry } from '$domain/procedure/catalogue.ts';
import type { Checklist, PaperLine } from '$domain/procedure/checklist.ts';
import { checkForm } from '$domain/procedure/form.ts';
import type { Answers } from '$domain/procedure/questions.ts';
import type { FormField } from '$domain/procedure/rules.ts';
import type { PlainDate } from '$domain/time/plain-date.ts';

/** One screen of the form: little enough for a phone, in an order that can be gone back and forth. */
export type Screen =
	| { readonly kind: 'applicant'; readonly id: string; readonly fields: readonly ApplicantField[] }
	| { readonly kind: 'fields'; readonly id: string; readonly fields: readonly FormField[] }
	| { readonly kind: 'paper'; readonly id: string; readonly line: PaperLine }
	| { readonly kind: 'result'; readonly id: 'nhan-ket-qua' }
	| { readonly kind: 'review'; readonly id: 'xem-lai' };

/** What of the applicant's details stands together on a screen. */
const GROUPS: readonly (readonly [id: string, fields: readonly ApplicantField[]])[] = [
	['nguoi-nop', ['applicantKind']],
	['ho-ten', ['fullName', 'birthDate', 'organisation']],
	['giay-to-tuy-than', ['personalId', 'passportNumber']],
	['lien-he', ['phone', 'email', 'address']]
];

const FIELDS_PER_SCREEN = 3;

/** The screens of this procedure in this case, in order. */
export function screensOf({ papers, fields }: Checklist, form: FormValues): Screen[] {
	const kind = form['applicantKind'];
	const shown = applicantFields(isApplicantKind(kind) ? kind : 'citizen').map(({ id }) => id);
	return [
		...GROUPS.flatMap(([id, group]): Screen[] => {
			const fields = group.filter((field) => field === 'applicantKind' || shown.includes(field));
			return fields.length === 0 ? [] : [{ kind: 'applicant', id, fields }];
		}),
		...chunks(fields, FIELDS_PER_SCREEN).map((fields, index): Screen => ({
			kind: 'fields',
			id: `thong-tin-${index + 1}`,
			fields
		})),
		...papers.map((line): Screen => ({ kind: 'paper', id: `giay-${line.paper.id}`, line })),
		{ kind: 'result', id: 'nhan-ket-qua' },
		{ kind: 'review', id: 'xem-lai' }
	];
}

/** What is wrong with the fields of one screen, in its order. */
export function faultsOn(
	screen: Screen,
	{ rules }: CatalogueEntry,
	answers: Answers,
	form: FormValues,
	today: PlainDate
): FieldError[] {
	if (screen.kind === 'applicant') {
		const names: readonly string[] = screen.fields;
		return checkApplicantDetails(form, today).filter(({ field }) => names.includes(field));
	}
	if (screen.kind !== 'fields') return [];
	const names = screen.fields.map(({ id }) => id);
	return checkForm(rules, answers, form, today).filter(({ field }) => names.includes(field));
}

/** Only what this kind of applicant is asked in this case: what was typed before a change of mind stays home. */
export function formToSend(screens: readonly Screen[], form: FormValues): Record<string, string> {
	const sent: Record<string, string> = {};
	for (const screen of screens) {
		if (screen.kind !== 'applicant' && screen.kind !== 'fields') continue;
		for (const field of screen.fields) {
			const id = typeof field === 'string' ? field : field.id;
			const value = (form[id] ?? '').trim();
			if (value !== '') sent[id] = value;
		}
	}
	return sent;
}

function chunks<T>(items: readonly T[], size: number): T[][] {
	const out: T[][] = [];
	for (let at = 0; at < items.length; at += size) out.push(items.slice(at, at + size));
	return out;
}
