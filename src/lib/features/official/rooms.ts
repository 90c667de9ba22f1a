import type { StaffRole } from '$domain/identity/actor.ts';

/** Officers who work on dossiers: everybody but the administrator. */
export const DOSSIER_ROLES: readonly StaffRole[] = [
	'receiving_officer',
	'case_officer',
	'head_of_division',
	'leader',
	'clerk'
];
