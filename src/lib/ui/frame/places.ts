import { m } from '$i18n/paraglide/messages.js';
import type { Path } from '$i18n/link.ts';
import type { Role } from '$domain/identity/actor.ts';
import type { IconName } from '../Icon.svelte';

/** An entry of the main navigation. */
export interface Place {
	readonly path: Path;
	readonly name: () => string;
	readonly icon: IconName;
	/** Other pages that belong to it. */
	readonly also?: readonly Path[];
}

const ASSISTANT: Place = {
	path: '/',
	name: m.place_assistant,
	icon: 'chat',
	also: ['/tro-ly']
};
const PROCEDURES: Place = { path: '/thu-tuc', name: m.place_procedures, icon: 'book' };
const DOSSIERS: Place = {
	path: '/ho-so',
	name: m.place_dossiers,
	icon: 'folder',
	also: ['/nop', '/tra-cuu']
};
const WORK: Place = {
	path: '/cong-viec',
	name: m.place_work,
	icon: 'briefcase',
	also: ['/can-bo']
};
const COUNTER: Place = { path: '/tiep-nhan', name: m.place_counter, icon: 'desk' };
const ADMIN: Place = { path: '/quan-tri', name: m.place_admin, icon: 'desk' };
const ME: Place = {
	path: '/toi',
	name: m.place_me,
	icon: 'user',
	also: ['/dang-nhap', '/dang-ky', '/cau-hoi']
};

/** Where a person of this role goes, most used first, at most five. `null`: nobody is signed in. */
export function placesFor(role: Role | null): readonly Place[] {
	switch (role) {
		case null:
		case 'applicant':
			return [ASSISTANT, PROCEDURES, DOSSIERS, ME];
		case 'receiving_officer':
			return [WORK, COUNTER, PROCEDURES, ASSISTANT, ME];
		case 'administrator':
			return [ADMIN, PROCEDURES, ASSISTANT, ME];
		default:
			return [WORK, PROCEDURES, ASSISTANT, ME];
	}
}

/** Is the page at `path` this place, or inside it? */
export function isWithin(place: Place, path: Path): boolean {
	return [place.path, ...(place.also ?? [])].some((at) =>
		at === '/' ? path === '/' : path === at || path.startsWith(`${at}/`)
	);
}
