import { m } from '$i18n/paraglide/messages.js';
import { locales } from '$i18n/paraglide/runtime.js';
import { paraglideMiddleware } from '$i18n/paraglide/server.js';
import type { Handle } from '@sveltejs/kit';

/** Runs while pages are prerendered only: there is no server of ours at run time but PocketBase. */
export const handle: Handle = ({ event, resolve }) =>
	paraglideMiddleware(event.request, ({ request, locale }) => {
		// Private pages are empty until their script runs; their common frame belongs to no route.
		const isFrame = event.route.id?.startsWith('/(app)') ?? true;
		event.request = request;
		return resolve(event, {
			transformPageChunk: ({ html }) =>
				html.replace('%lang%', locale).replace('%noscript%', isFrame ? noscript() : '')
		});
	});

function noscript(): string {
	const sentences = locales.map(
		(locale) => `<p lang="${locale}">${m.javascript_needed({}, { locale })}</p>`
	);
	return `<noscript>${sentences.join('')}</noscript>`;
}
