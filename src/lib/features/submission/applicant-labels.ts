import { m } from '$i18n/paraglide/messages.js';
import { APPLICANT_FIELD_NAME } from '$i18n/people-words.ts';
import type { ApplicantField } from '$domain/procedure/applicant-details.ts';

interface FieldText {
	readonly label: () => string;
	readonly hint?: () => string;
	/** What to write when the value cannot be right. */
	readonly invalid: () => string;
}

export const FIELD_TEXT: Readonly<Record<ApplicantField, FieldText>> = {
	applicantKind: {
		label: m.submission_field_applicant_kind,
		invalid: m.submission_invalid_applicant_kind
	},
	fullName: {
		label: APPLICANT_FIELD_NAME.fullName,
		hint: m.submission_hint_full_name,
		invalid: m.submission_invalid_full_name
	},
	birthDate: { label: APPLICANT_FIELD_NAME.birthDate, invalid: m.submission_invalid_birth_date },
	personalId: {
		label: APPLICANT_FIELD_NAME.personalId,
		hint: m.submission_hint_personal_id,
		invalid: m.submission_invalid_personal_id
	},
	passportNumber: {
		label: APPLICANT_FIELD_NAME.passportNumber,
		hint: m.submission_hint_passport_number,
		invalid: m.submission_invalid_passport_number
	},
	organisation: {
		label: APPLICANT_FIELD_NAME.organisation,
		invalid: m.submission_invalid_organisation
	},
	phone: {
		label: APPLICANT_FIELD_NAME.phone,
		hint: m.submission_hint_phone,
		invalid: m.submission_invalid_phone
	},
	email: { label: APPLICANT_FIELD_NAME.email, invalid: m.submission_invalid_email },
	address: {
		label: APPLICANT_FIELD_NAME.address,
		hint: m.submission_hint_address,
		invalid: m.submission_invalid_address
	}
};
