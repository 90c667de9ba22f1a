import type { Role } from './actor.ts';

/**
 * After so many minutes without use a device shows nothing more of what it holds (khoá khi không
 * dùng).
 *
 * @source TCVN 14423:2026, group 5.6 (accounts), level 3: 15 minutes for staff, 5 for administrators.
 * Read in secondary sources only: to be compared with the standard before certification.
 */
export const IDLE_MINUTES = {
	staff: 15,
	administrator: 5,
	/** Of anybody on a device that many use: the standard speaks of staff, the next in line does not wait longer. */
	shared: 15
} as const;

/** @returns minutes; `null`: on their own device applicants are not disturbed */
export function idleMinutes(role: Role, isShared: boolean): number | null {
	if (role === 'administrator') return IDLE_MINUTES.administrator;
	if (role !== 'applicant') return IDLE_MINUTES.staff;
	return isShared ? IDLE_MINUTES.shared : null;
}
