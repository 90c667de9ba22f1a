import { m } from '$i18n/paraglide/messages.js';
import type { ApplicantField, ApplicantKind } from '$domain/procedure/applicant-details.ts';

export const KIND_NAME: Readonly<Record<ApplicantKind, () => string>> = {
	citizen: m.submission_kind_citizen,
	business: m.submission_kind_business,
	agency: m.submission_kind_agency,
	foreigner: m.submission_kind_foreigner
};

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
		label: m.submission_field_full_name,
		hint: m.submission_hint_full_name,
		invalid: m.submission_invalid_full_name
	},
	birthDate: { label: m.submission_field_birth_date, invalid: m.submission_invalid_birth_date },
	personalId: {
		label: m.submission_field_personal_id,
		hint: m.submission_hint_personal_id,
		invalid: m.submission_invalid_personal_id
	},
	passportNumber: {
		label: m.submission_field_passport_number,
		hint: m.submission_hint_passport_number,
		invalid: m.submission_invalid_passport_number
	},
	organisation: {
		label: m.submission_field_organisation,
		invalid: m.submission_invalid_organisation
	},
	phone: {
		label: m.submission_field_phone,
		hint: m.submission_hint_phone,
		invalid: m.submission_invalid_phone
	},
	email: { label: m.submission_field_email, invalid: m.submission_invalid_email },
	address: {
		label: m.submission_field_address,
		hint: m.submission_hint_address,
		invalid: m.submission_invalid_address
	}
};
