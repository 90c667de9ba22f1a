import { PrecacheController } from 'workbox-precaching';
import { alone } from './alone.ts';

declare const self: ServiceWorkerGlobalScope & {
	/**
	 * Address and SHA-256 (base64) of every file to keep; no hash where the name holds one already.
	 * Written in here by scripts/precache-list.ts after the build.
	 */
	readonly __FILES_TO_KEEP__: readonly (readonly [url: string, sha256?: string])[];
};

/** The empty page in which private pages are drawn. */
export const SHELL_ADDRESS = '/200.html';

/** How many files are fetched at once: more would hold up what the person does meanwhile. */
const AT_ONCE = 4;

/**
 * The files of this version. All versions share one cache: what did not change is not fetched again,
 * and what older versions left stays until nobody runs them (old-files.ts).
 */
export const shell = new PrecacheController();
shell.addToCacheList(
	self.__FILES_TO_KEEP__.map(([url, sha256]) =>
		sha256 === undefined
			? { url, revision: null }
			: // The hash is checked by the browser: a file of another version is never taken for ours.
				{ url, revision: sha256, integrity: `sha256-${sha256}` }
	)
);

/**
 * Fetches every file that is not here yet. One that fails ends the attempt: the version before stays
 * in use, what came is kept, and the next attempt fetches the rest.
 */
export function install(event: ExtendableEvent): Promise<void> {
	return alone(async () => {
		const left = [...shell.getURLsToCacheKeys()].values();
		const fetchNext = async (): Promise<void> => {
			for (const [url, cacheKey] of left) await keep(url, cacheKey, event);
		};
		await Promise.all(Array.from({ length: AT_ONCE }, fetchNext));
	});
}

async function keep(url: string, cacheKey: string, event: ExtendableEvent): Promise<void> {
	const integrity = shell.getIntegrityForCacheKey(cacheKey);
	const request = new Request(url, {
		...(integrity !== undefined && { integrity, cache: 'reload' }),
		credentials: 'same-origin',
		priority: 'low'
	});
	await Promise.all(shell.strategy.handleAll({ event, request, params: { cacheKey } }));
}
