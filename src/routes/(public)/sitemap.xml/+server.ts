import { locales } from '$i18n/paraglide/runtime.js';
import { hrefIn, type Path } from '$i18n/link.ts';
import procedures from '../../../../pocketbase/seed/procedures.json';
import type { RequestHandler } from './$types';

export const prerender = true;

/** Every public page in both languages, for search engines. */
export const GET: RequestHandler = ({ url }) => {
	const slugs = [...new Set(procedures.map(({ slug }) => slug))];
	const paths: Path[] = [
		'/',
		'/tro-ly',
		'/thu-tuc',
		...slugs.flatMap((slug): Path[] => [`/thu-tuc/${slug}`, `/thu-tuc/${slug}/kiem-tra`]),
		'/tra-cuu',
		'/quyen-rieng-tu',
		'/tro-nang'
	];
	const entries = paths.flatMap((path) => locales.map((locale) => entry(url.origin, path, locale)));
	return new Response(
		`<?xml version="1.0" encoding="UTF-8"?>\n` +
			`<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"` +
			` xmlns:xhtml="http://www.w3.org/1999/xhtml">\n${entries.join('\n')}\n</urlset>\n`,
		{ headers: { 'content-type': 'application/xml' } }
	);
};

function entry(origin: string, path: Path, locale: (typeof locales)[number]): string {
	const alternates = locales.map(
		(other) =>
			`<xhtml:link rel="alternate" hreflang="${other}" href="${origin}${hrefIn(other, path)}"/>`
	);
	return `<url><loc>${origin}${hrefIn(locale, path)}</loc>${alternates.join('')}</url>`;
}
