import { listed } from '$features/catalogue/published.server.ts';

export function load() {
	return { procedures: listed() };
}
