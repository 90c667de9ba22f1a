import type { Department } from '$data/department.ts';
import { localised } from '$i18n/localised.ts';

/** What a unit is called; its id while the Department is not at hand. */
export function divisionName(
	id: string,
	department: Pick<Department, 'divisions'> | undefined
): string {
	const division = department?.divisions.find((each) => each.id === id);
	return division ? localised(division.name) : id;
}
