import { localised } from '$i18n/localised.ts';
import { APPLICANT_FIELD_NAME, APPLICANT_KIND_NAME } from '$i18n/people-words.ts';
import { APPLICANT_FIELDS, isApplicantKind } from '$domain/procedure/applicant-details.ts';
import type { CatalogueEntry } from '$domain/procedure/catalogue.ts';
import { isPlainDate } from '$domain/time/plain-date.ts';
import { formatDay } from '$ui/format.ts';

/** A line of the form as it is read: what was asked and what was answered. */
export interface Fact {
	readonly label: string;
	readonly value: string;
}

export const kindName = (kind: string): string =>
	isApplicantKind(kind) ? APPLICANT_KIND_NAME[kind]() : kind;

type Texts = Readonly<Record<string, string>>;

/** Who files. */
export function applicantFacts(form: Texts): Fact[] {
	return APPLICANT_FIELDS.flatMap((field) => {
		const value = form[field];
		return value ? [{ label: APPLICANT_FIELD_NAME[field](), value: shown(field, value) }] : [];
	});
}

/** What is asked for, in the words of the procedure's own form; fields it no longer has come last. */
export function requestFacts(form: Texts, entry: CatalogueEntry | null): Fact[] {
	const applicantFields: readonly string[] = APPLICANT_FIELDS;
	const fields = entry?.rules.fields ?? [];
	const known = fields.flatMap(({ id, label }) =>
		form[id] ? [{ label: localised(label), value: shown(id, form[id]) }] : []
	);
	const others = Object.entries(form)
		.filter(([id]) => !applicantFields.includes(id) && !fields.some((field) => field.id === id))
		.map(([label, value]) => ({ label, value }));
	return [...known, ...others];
}

/** The checklist as it was answered. */
export function answerFacts(answers: Texts, entry: CatalogueEntry | null): Fact[] {
	return Object.entries(answers).map(([id, value]) => {
		const question = entry?.rules.questions.find((asked) => asked.id === id);
		const option =
			question?.kind === 'choice'
				? question.options.find((offered) => offered.value === value)
				: undefined;
		return {
			label: question ? localised(question.text) : id,
			value: option ? localised(option) : value
		};
	});
}

function shown(field: string, value: string): string {
	if (field === 'applicantKind') return kindName(value);
	return isPlainDate(value) ? formatDay(value) : value;
}
