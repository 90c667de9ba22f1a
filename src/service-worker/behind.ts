import { isPath } from './words.ts';

/** What lies behind a shown notification until somebody touches it. */
export interface Behind {
	/** Page it is about, without the language in front. */
	readonly path: string;
	readonly locale: 'vi' | 'en';
	/** Acknowledges it; missing where there is nothing to acknowledge. */
	readonly ack?: string;
}

/** The start of the app where nothing that is ours lies behind. */
export function behindOf(data: unknown): Behind & { readonly path: `/${string}` } {
	return isBehind(data) && isPath(data.path)
		? { ...data, path: data.path }
		: { path: '/', locale: 'vi' };
}

function isBehind(data: unknown): data is Behind {
	return (
		typeof data === 'object' &&
		data !== null &&
		'path' in data &&
		typeof data.path === 'string' &&
		'locale' in data
	);
}
