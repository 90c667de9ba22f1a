import {
	DEFAULT_SWITCHES,
	type ChannelSwitches
} from '../../../src/lib/domain/notification/plan.ts';
import type { DepartmentSettings } from './department.ts';
import { newId } from './rows.ts';

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

/** Channels that an administrator can turn off; what is told in the app always is. */
export const SWITCHED_CHANNELS = ['push', 'mail'] as const;
type SwitchedChannel = (typeof SWITCHED_CHANNELS)[number];

/** To be followed by `settingsChanged` once it is committed. */
export function setChannelSwitch(
	tx: App,
	settings: DepartmentSettings,
	channel: SwitchedChannel,
	on: boolean
): void {
	const { push, mail } = channelSwitches(settings);
	tx.db()
		.newQuery(
			`INSERT INTO settings_entries (id, key, value) VALUES ({:id}, 'notification_channels', {:value})
			ON CONFLICT (key) DO UPDATE SET value = excluded.value`
		)
		.bind({ id: newId(), value: JSON.stringify({ push, mail, [channel]: on }) })
		.execute();
}
