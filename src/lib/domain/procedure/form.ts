import { isPlainDate, type PlainDate } from '../time/plain-date.ts';
import {
	APPLICANT_FIELDS,
	checkApplicantDetails,
	type FieldError,
	type FormValues
} from './applicant-details.ts';
import { holds, progress, type Answers } from './questions.ts';
import type { FormField, ProcedureRules } from './rules.ts';

const MAX_LENGTH: Record<FormField['kind'], number> = {
	text: 300,
	longtext: 2000,
	date: 10,
	country: 100,
	number: 12
};

/** The fields this procedure asks for in this case, beyond the applicant's details. */
export function fieldsOf(rules: ProcedureRules, answers: Answers): readonly FormField[] {
	const { facts } = progress(rules, answers);
	return rules.fields.filter(({ when }) => ['yes', 'unsure'].includes(holds(when, facts)));
}

/** Every fault of the whole form, in the order of the screen. Empty: it may be sent. */
export function checkForm(
	rules: ProcedureRules,
	answers: Answers,
	form: FormValues,
	today: PlainDate
): FieldError[] {
	const fields = fieldsOf(rules, answers);
	return [
		...checkApplicantDetails(form, today),
		...fields.flatMap((field) => checkField(field, form, today)),
		...foreignFields(fields, form)
	];
}

function checkField(field: FormField, form: FormValues, today: PlainDate): FieldError[] {
	const value = (form[field.id] ?? '').trim();
	const fault = (code: FieldError['code']): FieldError[] => [{ field: field.id, code }];
	if (value === '') return field.required ? fault('field.required') : [];
	if (value.length > MAX_LENGTH[field.kind]) return fault('field.too_long');
	if (field.kind === 'number') return /^\d{1,12}$/.test(value) ? [] : fault('field.invalid');
	if (field.kind !== 'date') return [];
	if (!isPlainDate(value)) return fault('field.invalid');
	if (field.notBefore === null) return [];
	if (field.notBefore === 'today') return value < today ? fault('date.in_the_past') : [];
	const earliest = form[field.notBefore] ?? '';
	return isPlainDate(earliest) && value < earliest ? fault('date.not_later') : [];
}

/** The stored form holds nothing that nobody asked for. */
function foreignFields(fields: readonly FormField[], form: FormValues): FieldError[] {
	const known = new Set<string>([...APPLICANT_FIELDS, ...fields.map(({ id }) => id)]);
	return Object.keys(form)
		.filter((field) => !known.has(field) && form[field] !== '')
		.map((field) => ({ field, code: 'field.invalid' as const }));
}
