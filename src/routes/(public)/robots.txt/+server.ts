import type { RequestHandler } from './$types';

export const prerender = true;

/** Pages that belong to one person, and the server's own addresses. */
const PRIVATE = [
	'/api/',
	'/_/',
	'/nop/',
	'/ho-so',
	'/cong-viec',
	'/tiep-nhan',
	'/toi',
	'/quan-tri/'
];

export const GET: RequestHandler = ({ url }) => {
	const closed = PRIVATE.flatMap((path) => [path, `/en${path}`]);
	const lines = [
		'User-agent: *',
		...closed.map((path) => `Disallow: ${path}`),
		`Sitemap: ${url.origin}/sitemap.xml`
	];
	return new Response(`${lines.join('\n')}\n`, { headers: { 'content-type': 'text/plain' } });
};
