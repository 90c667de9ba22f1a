import { ourPages } from './our-pages.ts';
import type { Word } from './words.ts';

declare const self: ServiceWorkerGlobalScope;

/**
 * The browser gave the subscription up, or changed it. It is made anew if that is possible without
 * anybody; only a page has the session to tell the server, and does it now or at the next start.
 */
export async function subscribeAgain(event: PushSubscriptionChangeEvent): Promise<void> {
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
