import type { Account } from '$data/account.ts';
import type { TrayItem } from '$data/tray.ts';
import { subjectOf } from '$domain/notification/events.ts';
import type { Path } from '$i18n/link.ts';
import { NOTIFICATION_TEXTS } from '$i18n/notification-texts.ts';
import { m } from '$i18n/paraglide/messages.js';

/** What happened, for whoever is told; an event that this version of the app does not know yet is news all the same. */
export function traySentence(event: string, recipient: Account['type']): string {
	return isKnown(event) ? NOTIFICATION_TEXTS[event][recipient].tray() : m.notification_tray_other();
}

/** Where the rest is told. */
export function pageOf({ event, dossier }: TrayItem, recipient: Account['type']): Path {
	const isOfficer = recipient === 'officer';
	if (isKnown(event) && subjectOf(event) === 'question') {
		return isOfficer ? `/can-bo/cau-hoi/${dossier}` : `/cau-hoi/${dossier}`;
	}
	return isOfficer ? `/cong-viec/${dossier}` : `/ho-so/${dossier}`;
}

function isKnown(event: string): event is keyof typeof NOTIFICATION_TEXTS {
	return Object.hasOwn(NOTIFICATION_TEXTS, event);
}
