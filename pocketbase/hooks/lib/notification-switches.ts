import {
	DEFAULT_SWITCHES,
	type ChannelSwitches
} from '../../../src/lib/domain/notification/plan.ts';
import type { DepartmentSettings } from './department.ts';

/** Which channels are on, and how long mail waits for push. */
export function channelSwitches(settings: DepartmentSettings): ChannelSwitches {
	const { notification_channels, notification_fallback_minutes } = settings;
	return {
		...DEFAULT_SWITCHES,
		...notification_channels,
		...(notification_fallback_minutes === undefined
			? {}
			: { fallbackMinutes: notification_fallback_minutes })
	};
}
