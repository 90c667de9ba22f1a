/** What pages and the service worker say to each other, by `postMessage`. */
export type Word =
	/** Page → waiting worker: the person agreed to the new version (also workbox-window's own word). */
	| { readonly type: 'SKIP_WAITING' }
	/** Page → worker: a page has started, so perhaps the last one of an older version is gone. */
	| { readonly type: 'STARTED' }
	/** Worker → page, answered on the port with the version (a string) that the page runs. */
	| { readonly type: 'WHICH_VERSION' }
	/** Worker → page, answered on the port: may the page be loaded anew now? Nothing is half-filled. */
	| { readonly type: 'MAY_RELOAD' }
	/** Worker → page, answered on the port: will it show this page of the app (with its hash)? */
	| { readonly type: 'OPEN'; readonly path: string }
	/** Worker → page: this notification stands on the screen of the device. */
	| { readonly type: 'SHOWN'; readonly id: string }
	/** Worker → page: the browser changed where this device is told, and the server is to know. */
	| { readonly type: 'SUBSCRIPTION_CHANGED' };

/** The word in a message; `undefined` for what is not ours. */
export function wordOf(data: unknown): Word['type'] | undefined {
	if (typeof data !== 'object' || data === null || !('type' in data)) return undefined;
	return WORDS.find((word) => word === data.type);
}

const WORDS: readonly Word['type'][] = [
	'SKIP_WAITING',
	'STARTED',
	'WHICH_VERSION',
	'MAY_RELOAD',
	'OPEN',
	'SHOWN',
	'SUBSCRIPTION_CHANGED'
];

/** The page that `OPEN` asks for; `undefined` when it is none of ours. */
export function pathToOpen(data: unknown): `/${string}` | undefined {
	const path = wordOf(data) === 'OPEN' ? textOf(data, 'path') : undefined;
	return path !== undefined && isPath(path) ? path : undefined;
}

/** The notification that `SHOWN` tells of. */
export function shownId(data: unknown): string | undefined {
	return wordOf(data) === 'SHOWN' ? textOf(data, 'id') : undefined;
}

function textOf(data: unknown, name: string): string | undefined {
	const value: unknown = typeof data === 'object' && data !== null && Reflect.get(data, name);
	return typeof value === 'string' ? value : undefined;
}

/** `//host` is another server. */
export const isPath = (text: string): text is `/${string}` => /^\/(?![/\\])/.test(text);
