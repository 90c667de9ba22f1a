import { platform, type Platform } from '$data/platform.ts';
import type { TrialTrouble } from '$data/notification-trial.svelte.ts';
import type { PushTrouble } from '$data/push-subscribing.ts';
import { m } from '$i18n/paraglide/messages.js';
import { whyNotSentence } from '$i18n/refusals.ts';

/** What to do about it on each kind of device; one sentence where it is the same on all. */
type Advice = (() => string) | Readonly<Record<Platform, () => string>>;

const ADVICE: Readonly<Record<PushTrouble | 'not_wanted' | 'not_arrived', Advice>> = {
	unsupported: {
		ios: m.push_fix_unsupported_ios,
		android: m.push_fix_unsupported_android,
		desktop: m.push_fix_unsupported_desktop
	},
	not_installed: m.push_fix_not_installed,
	blocked: {
		ios: m.push_fix_blocked_ios,
		android: m.push_fix_blocked_android,
		desktop: m.push_fix_blocked_desktop
	},
	dismissed: m.push_fix_dismissed,
	no_service: m.push_fix_no_service,
	not_kept: m.push_fix_not_kept,
	server_silent: m.push_fix_server_silent,
	server_without_push: m.push_fix_server_without_push,
	not_wanted: m.push_fix_not_wanted,
	not_arrived: {
		ios: m.push_fix_not_arrived_ios,
		android: m.push_fix_not_arrived_android,
		desktop: m.push_fix_not_arrived_desktop
	}
};

/** What a person can do so that this device is told. */
export function adviceFor(trouble: keyof typeof ADVICE): string {
	const advice = ADVICE[trouble];
	return typeof advice === 'function' ? advice() : advice[platform()]();
}

export function trialAdvice({ why }: TrialTrouble): string {
	return typeof why === 'string' ? adviceFor(why) : whyNotSentence(why);
}
