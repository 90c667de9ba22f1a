import { encodingFor, staticFiles } from '../lib/static-files.ts';

/** The frame of the pages that the browser draws by itself. */
const FALLBACK = '/200.html';

/** Scripts, styles and data of the build, which nobody opens by themselves. */
const ASSETS = '/_app/';

const SERVICE_WORKER = '/service-worker.js';
/** What stands in its place to take a bad one off every device (docs/deploy.md). */
const REMOVAL = '/service-worker-removal.js';

type Headers = readonly (readonly [string, string])[];

const HEADERS: Headers = [
	['X-Content-Type-Options', 'nosniff'],
	['Vary', 'Accept-Encoding']
];

/** Said of what a browser opens, not of each of the fifty files a page consists of. */
const PAGE_HEADERS: Headers = [
	// Scripts and styles are limited by the policy that each page carries itself.
	['Content-Security-Policy', "frame-ancestors 'none'"],
	['X-Frame-Options', 'DENY'],
	['Referrer-Policy', 'same-origin'],
	// The microphone for questions that are spoken (src/lib/features/assistant/voice-input.svelte.ts).
	['Permissions-Policy', 'camera=(self), geolocation=(), microphone=(self), payment=()'],
	['Cross-Origin-Opener-Policy', 'same-origin']
];

/** Set by PocketBase; they too concern what is opened. */
const NEEDLESS = ['X-Frame-Options', 'X-Xss-Protection'];

/** The web app: everything that is asked for with GET and is no route of the server. */
export function serveApp(e: RequestEvent): void {
	const { path } = e.request.url;
	if (path.startsWith('/api/')) {
		return e.json(404, { status: 404, message: "The requested resource wasn't found.", data: {} });
	}
	const header = e.response.header();
	for (const [name, value] of HEADERS) header.set(name, value);

	const isAsset = path.startsWith(ASSETS);
	for (const [name, value] of isAsset ? [] : PAGE_HEADERS) header.set(name, value);
	for (const name of isAsset ? NEEDLESS : []) header.del(name);

	const webDir = $os.getenv('WEB_DIR');
	const files = staticFiles(webDir);
	const hasEnding = /\.[^/]*$/.test(path);
	const asked = path === SERVICE_WORKER && isRemoved() ? REMOVAL : path;
	const found = files.get(asked) ?? (hasEnding ? undefined : files.get(FALLBACK));
	if (!found) {
		header.set('Cache-Control', 'no-store');
		return e.string(404, 'Not found');
	}

	const encoding = encodingFor(found, e.request.header.get('Accept-Encoding'));
	header.set('Content-Type', found.type);
	header.set('Cache-Control', found.cache);
	header.set('ETag', `"${found.etag}${encoding ? `-${encoding.name}` : ''}"`);
	if (encoding) header.set('Content-Encoding', encoding.name);
	// It answers ranges, and 304 when the browser has this tag.
	e.fileFS($os.dirFS(webDir), found.file + (encoding?.ending ?? ''));
}

function isRemoved(): boolean {
	return $os.getenv('SERVICE_WORKER') === 'remove';
}
