import { version } from '$service-worker';
import { alone } from './alone.ts';
import { shell } from './shell.ts';
import type { Word } from './words.ts';

declare const self: ServiceWorkerGlobalScope;

/** A page that is still starting, or frozen in the background, does not answer. */
const ANSWER_WITHIN_MS = 3_000;

/**
 * Removes what older versions left, if every open page runs this one. In doubt everything stays:
 * a page that does not answer may need it, and a version that is being installed counts on it.
 */
export function removeOldFiles(event: ExtendableEvent): Promise<void> {
	return alone(async () => {
		const { registration, serviceWorker } = self;
		if (registration.installing || registration.waiting) return;
		if (serviceWorker?.state !== 'activated') return; // overtaken by a newer version
		const pages = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
		const versions = await Promise.all(pages.filter(isOurs).map(versionOf));
		if (versions.every((running) => running === version)) await shell.activate(event);
	});
}

/** Documents that the server gives (a paper in its own tab, the back office) run no version. */
function isOurs({ url }: WindowClient): boolean {
	return !/^\/(api|_)\//.test(new URL(url).pathname);
}

function versionOf(page: WindowClient): Promise<unknown> {
	return new Promise((resolve) => {
		const { port1, port2 } = new MessageChannel();
		port1.onmessage = ({ data }) => resolve(data);
		setTimeout(resolve, ANSWER_WITHIN_MS);
		page.postMessage({ type: 'WHICH_VERSION' } satisfies Word, [port2]);
	});
}
