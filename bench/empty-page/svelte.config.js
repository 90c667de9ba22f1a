import adapter from '@sveltejs/adapter-static';

/**
 * The least that the framework can be: one heading, drawn by its script, kept by our own worker.
 * @type {import('@sveltejs/kit').Config}
 */
export default {
	kit: {
		adapter: adapter({ pages: 'build', fallback: '200.html' }),
		files: { serviceWorker: '../../src/service-worker' },
		version: { name: 'empty' }
	}
};
