import { m } from '$i18n/paraglide/messages.js';
import { refusalSentence } from '$i18n/refusals.ts';
import { APPLICANT_FIELDS } from '$domain/procedure/applicant-details.ts';
import { FIELD_TEXT } from './applicant-labels.ts';
import type { Fault } from './draft-wizard.svelte.ts';

/** What is wrong with a field, and what to do; `label` names it. */
export function faultSentence({ field, code }: Fault, label: string): string {
	if (field === 'resultReturn') return m.submission_result_needed();
	const known = APPLICANT_FIELDS.find((name) => name === field);
	if (known === 'applicantKind') return FIELD_TEXT.applicantKind.invalid();
	if (code === 'field.required') return m.submission_missing({ label });
	if (code === 'field.invalid' && known) return FIELD_TEXT[known].invalid();
	return m.submission_fault({ label, sentence: refusalSentence(code) });
}
