import type { StaffRole } from '$domain/identity/actor.ts';
import type { ApplicantKind } from '$domain/procedure/applicant-details.ts';
import { m } from '$i18n/paraglide/messages.js';

export const KIND_NAME: Record<ApplicantKind, () => string> = {
	citizen: m.account_kind_citizen,
	business: m.account_kind_business,
	agency: m.account_kind_agency,
	foreigner: m.account_kind_foreigner
};

/** Who one may sign up as, in words that say who is meant. */
export const KIND_OPTIONS = () => [
	{ value: 'citizen', label: m.account_kind_citizen() },
	{ value: 'business', label: m.account_kind_business() },
	{ value: 'agency', label: m.account_kind_agency(), hint: m.account_kind_agency_hint() },
	{ value: 'foreigner', label: m.account_kind_foreigner() }
];

export const ROLE_NAME: Record<StaffRole, () => string> = {
	receiving_officer: m.role_receiving_officer,
	case_officer: m.role_case_officer,
	head_of_division: m.role_head_of_division,
	leader: m.role_leader,
	clerk: m.role_clerk,
	administrator: m.role_administrator
};
