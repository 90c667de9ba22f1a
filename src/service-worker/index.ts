/// <reference no-default-lib="true"/>
/// <reference lib="esnext" />
/// <reference lib="webworker" />

/**
 * Keeps the app on the device, so that every address opens without a network (docs/offline.md).
 * It serves files: what stands under `/api/` never passes through here. And it shows what the server
 * has to tell while the app is closed (docs/notifications.md).
 */
import { clientsClaim } from 'workbox-core';
import { PrecacheRoute } from 'workbox-precaching';
import { NavigationRoute, registerRoute } from 'workbox-routing';
import { CacheFirst } from 'workbox-strategies';
import { openNotification } from './click.ts';
import { LETTERS_SYNC, sendInBackground, sendLetters } from './letters.ts';
import { removeOldFiles } from './old-files.ts';
import { showPush } from './push.ts';
import { install, shell, SHELL_ADDRESS } from './shell.ts';
import { subscribeAgain } from './subscribe-again.ts';
import { wordOf } from './words.ts';

declare const self: ServiceWorkerGlobalScope;
/** The line is back, where a browser tells the worker so; not in the library of types. */
declare class SyncEvent extends ExtendableEvent {
	readonly tag: string;
}

// A page answers by its address; what stands behind `?` is for its script (`/thu-tuc?q=visa`).
registerRoute(
	new PrecacheRoute(shell, {
		cleanURLs: false,
		directoryIndex: '',
		ignoreURLParametersMatching: [/./]
	})
);

// A tab that runs an older version goes on finding its files: they are kept until it is closed.
registerRoute(
	({ url, sameOrigin }) => sameOrigin && url.pathname.startsWith('/_app/immutable/'),
	new CacheFirst({ cacheName: shell.strategy.cacheName })
);

// Every other page is drawn by its script inside the frame. Addresses of the server are not pages.
registerRoute(
	new NavigationRoute(shell.createHandlerBoundToURL(SHELL_ADDRESS), {
		denylist: [/^\/api\//, /^\/_(\/|$)/, /\/[^/]*\.[^/]*$/]
	})
);

self.addEventListener('install', (event) => event.waitUntil(install(event)));
self.addEventListener('message', (event) => {
	const word = wordOf(event.data);
	// Only when a person agreed: open pages must not change their version under their hands.
	if (word === 'SKIP_WAITING') event.waitUntil(self.skipWaiting());
	if (word === 'STARTED') event.waitUntil(removeOldFiles(event));
	if (word === 'STARTED') event.waitUntil(sendLetters().catch(() => undefined));
});
clientsClaim();

self.addEventListener('push', (event) => event.waitUntil(showPush(event.data)));
self.addEventListener('notificationclick', (event) => event.waitUntil(openNotification(event)));
self.addEventListener('pushsubscriptionchange', (event) => event.waitUntil(subscribeAgain(event)));
self.addEventListener('sync', (event) => {
	if (event instanceof SyncEvent && event.tag === LETTERS_SYNC) event.waitUntil(sendInBackground());
});
void sendLetters().catch(() => undefined);
