import type { Role } from '$domain/identity/actor.ts';
import type { ApplicantField, ApplicantKind } from '$domain/procedure/applicant-details.ts';
import { m } from './paraglide/messages.js';

/** What people are called, and what is known of them, where the domain has a code. */

export const ROLE_NAME: Readonly<Record<Role, () => string>> = {
	applicant: m.role_applicant,
	receiving_officer: m.role_receiving_officer,
	case_officer: m.role_case_officer,
	head_of_division: m.role_head_of_division,
	leader: m.role_leader,
	clerk: m.role_clerk,
	administrator: m.role_administrator
};

export const APPLICANT_KIND_NAME: Readonly<Record<ApplicantKind, () => string>> = {
	citizen: m.applicant_kind_citizen,
	business: m.applicant_kind_business,
	agency: m.applicant_kind_agency,
	foreigner: m.applicant_kind_foreigner
};

export const APPLICANT_FIELD_NAME: Readonly<Record<ApplicantField, () => string>> = {
	applicantKind: m.applicant_kind,
	fullName: m.applicant_full_name,
	birthDate: m.applicant_birth_date,
	personalId: m.applicant_personal_id,
	passportNumber: m.applicant_passport_number,
	organisation: m.applicant_organisation,
	phone: m.applicant_phone,
	email: m.applicant_email,
	address: m.applicant_address
};

/** Name and role of who acted; the role alone where no name is told. */
export function whoText({
	actorName,
	actorRole
}: {
	readonly actorName: string;
	readonly actorRole?: Role | undefined;
}): string {
	const role = actorRole ? ROLE_NAME[actorRole]() : '';
	return actorName && role ? `${actorName} (${role})` : actorName || role;
}
