import { version } from '$service-worker';
import { alone } from './alone.ts';
import { askPage, ourPages } from './our-pages.ts';
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
		const versions = await Promise.all((await ourPages()).map(versionOf));
		if (versions.every((running) => running === version)) await shell.activate(event);
	});
}

function versionOf(page: WindowClient): Promise<unknown> {
	return askPage(page, { type: 'WHICH_VERSION' } satisfies Word, ANSWER_WITHIN_MS);
}
