import type { Role } from '$domain/identity/actor.ts';
import { href, type Path } from '$i18n/link.ts';

/** Where a person of this role begins. */
function startOf(role: Role): Path {
	if (role === 'applicant') return href('/ho-so');
	return role === 'administrator' ? href('/quan-tri/hop-thu') : href('/cong-viec');
}

/**
 * Where to go after signing in: the page named by `?tiep=`, when it is one of ours. An address that
 * leads elsewhere, however disguised (`//evil`, `/\evil`, `https:…`), counts as none.
 */
export function returnPath(search: URLSearchParams, role: Role): Path {
	const wanted = search.get('tiep') ?? '';
	return isOwnPath(wanted) ? wanted : startOf(role);
}

function isOwnPath(text: string): text is Path {
	return /^\/(?!\/)[^\\\s]*$/.test(text);
}
