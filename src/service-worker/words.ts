/** What pages and the service worker say to each other, by `postMessage`. */
export type Word =
	/** Page → waiting worker: the person agreed to the new version (also workbox-window's own word). */
	| { readonly type: 'SKIP_WAITING' }
	/** Page → worker: a page has started, so perhaps the last one of an older version is gone. */
	| { readonly type: 'STARTED' }
	/** Worker → page, answered on the port with the version (a string) that the page runs. */
	| { readonly type: 'WHICH_VERSION' }
	/** Worker → page, answered on the port: may the page be loaded anew now? Nothing is half-filled. */
	| { readonly type: 'MAY_RELOAD' };

/** The word in a message; `undefined` for what is not ours. */
export function wordOf(data: unknown): Word['type'] | undefined {
	if (typeof data !== 'object' || data === null || !('type' in data)) return undefined;
	return WORDS.find((word) => word === data.type);
}

const WORDS: readonly Word['type'][] = ['SKIP_WAITING', 'STARTED', 'WHICH_VERSION', 'MAY_RELOAD'];
