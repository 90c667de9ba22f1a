import { paraglideMiddleware } from '$i18n/paraglide/server.js';
import type { Handle } from '@sveltejs/kit';

/** Runs while pages are prerendered only: there is no server of ours at run time but PocketBase. */
export const handle: Handle = ({ event, resolve }) =>
	paraglideMiddleware(event.request, ({ request, locale }) => {
		event.request = request;
		return resolve(event, { transformPageChunk: ({ html }) => html.replace('%lang%', locale) });
	});
