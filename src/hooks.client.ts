import type { HandleClientError } from '@sveltejs/kit';

/** How Chromium, Firefox and Safari say that nothing came back, each in its own words. */
const NOTHING_CAME_BACK = /failed to fetch|networkerror|load failed|error loading/i;

/** Tells a page that could not be fetched, where one tries again, from one that is broken. */
export const handleError: HandleClientError = ({ error, message }) => {
	console.error(error);
	return {
		message,
		unreachable: error instanceof TypeError && NOTHING_CAME_BACK.test(error.message)
	};
};
