import { hrefIn } from '../lib/i18n/link.ts';
import { acknowledge } from './acknowledge.ts';
import { behindOf } from './behind.ts';
import { askPage, ourPages } from './our-pages.ts';
import type { Word } from './words.ts';

declare const self: ServiceWorkerGlobalScope;

/** A window that is starting or frozen does not answer, and a new one may be opened only soon. */
const ANSWER_WITHIN_MS = 700;

/** Somebody touched a notification: the app comes to the front and shows what it is about. */
export async function openNotification({ notification, action }: NotificationEvent): Promise<void> {
	notification.close();
	const { path, locale, ack } = behindOf(notification.data);
	const wanted = action === 'supply' ? (`${path}#bo-sung` as const) : path;
	if (!(await openInWindow(wanted))) {
		// Refused when the touch was too long ago: what was touched was opened all the same.
		await self.clients.openWindow(hrefIn(locale, wanted)).catch(() => null);
	}
	if (ack !== undefined) await acknowledge(ack, 'opened');
}

/**
 * Asks the window that was used last to show the page by its own router: what is typed there stays.
 * @returns whether it did; one that holds what would be lost refuses
 */
async function openInWindow(path: string): Promise<boolean> {
	const [page] = await ourPages();
	if (!page) return false;
	const word = { type: 'OPEN', path } satisfies Word;
	if ((await askPage(page, word, ANSWER_WITHIN_MS)) !== true) return false;
	await page.focus().catch(() => undefined);
	return true;
}
