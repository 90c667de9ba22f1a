/**
 * What a person does in the Department, or outside it. One person has one role.
 *
 * - `applicant` người nộp hồ sơ (citizen, business, agency, foreigner)
 * - `receiving_officer` công chức tiếp nhận và trả kết quả
 * - `case_officer` chuyên viên thụ lý
 * - `head_of_division` trưởng phòng
 * - `leader` lãnh đạo Sở
 * - `clerk` văn thư
 * - `administrator` quản trị: manages people and settings, decides nothing
 */
export const STAFF_ROLES = [
	'receiving_officer',
	'case_officer',
	'head_of_division',
	'leader',
	'clerk',
	'administrator'
] as const;

export type StaffRole = (typeof STAFF_ROLES)[number];
export type Role = 'applicant' | StaffRole;

/** Who acts. `id` is the account's; `division` is the unit an officer belongs to (phòng). */
export type Actor =
	| { readonly role: 'applicant'; readonly id: string }
	| { readonly role: StaffRole; readonly id: string; readonly division: string };

export function isStaff(actor: Actor): actor is Extract<Actor, { division: string }> {
	return actor.role !== 'applicant';
}
