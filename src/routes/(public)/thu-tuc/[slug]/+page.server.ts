import { error } from '@sveltejs/kit';
import {
	areaServed,
	departmentLimit,
	findPublished,
	linksFrom,
	slugs
} from '$features/catalogue/published.server.ts';
import type { EntryGenerator, PageServerLoad } from './$types';

export const entries: EntryGenerator = () => slugs.map((slug) => ({ slug }));

export const load: PageServerLoad = ({ params }) => {
	const entry = findPublished(params.slug);
	if (!entry) error(404);
	return { entry, areaServed, departmentLimit, links: linksFrom(entry) };
};
