import { department } from '../lib/department.ts';
import { isDemo } from '../lib/demo.ts';
import { LIMITS } from '../lib/limits.ts';
import { pushKey } from '../lib/push-settings.ts';
import { reply, respond } from '../lib/reply.ts';
import { isRewordingOn } from '../lib/rewording-switch.ts';
import { now } from '../lib/time.ts';

/** What everybody may know of the Department and this server. */
export function showSettings(e: RequestEvent): void {
	respond(e, () => {
		const ours = department(e.app);
		const { agency, openingHours, departmentLimit, divisions, holidays, calendar } = ours;
		return reply({
			agency,
			openingHours,
			departmentLimit,
			divisions,
			// So that a device says before it sends who answers, and by when.
			divisionOf: ours.divisionOf,
			questionDesk: ours.questionDesk,
			// So that a device counts working time as we do.
			holidays,
			calendarVersion: calendar.version,
			limits: LIMITS,
			pushKey: pushKey(),
			// So that a device does not even ask.
			rewording: isRewordingOn(ours),
			demo: isDemo(),
			appVersion: $os.getenv('APP_VERSION'),
			serverTime: now()
		});
	});
}
