import { ourPages } from './our-pages.ts';
import { readOwner } from './told-device.ts';
import type { Word } from './words.ts';

declare const self: ServiceWorkerGlobalScope;

/**
 * The browser gave the subscription up, or changed it. It is made anew if that is possible without
 * anybody, and somebody is told here at present: not after signing out, nor behind a locked screen.
 * Only a page has the session to tell the server, and does it now or at the next start.
 */
export async function subscribeAgain(event: PushSubscriptionChangeEvent): Promise<void> {
	const owner = await readOwner().catch(() => undefined);
	if (owner?.endpoint == null) return;
	const options = event.oldSubscription?.options;
	if (options) {
		const { applicationServerKey, userVisibleOnly } = options;
		await self.registration.pushManager
			.subscribe({ applicationServerKey, userVisibleOnly })
			.catch(() => undefined);
	}
	const word = { type: 'SUBSCRIPTION_CHANGED' } satisfies Word;
	for (const page of await ourPages()) page.postMessage(word);
}
