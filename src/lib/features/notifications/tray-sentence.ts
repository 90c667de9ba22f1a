import type { Account } from '$data/account.ts';
import { NOTIFICATION_TEXTS } from '$i18n/notification-texts.ts';
import { m } from '$i18n/paraglide/messages.js';

/** What happened, for whoever is told; an event that this version of the app does not know yet is news all the same. */
export function traySentence(event: string, recipient: Account['type']): string {
	return isKnown(event) ? NOTIFICATION_TEXTS[event][recipient].tray() : m.notification_tray_other();
}

function isKnown(event: string): event is keyof typeof NOTIFICATION_TEXTS {
	return Object.hasOwn(NOTIFICATION_TEXTS, event);
}
