import adapter from '@sveltejs/adapter-static';
import { sourceVersion } from './scripts/source-version.js';

/** @type {import('@sveltejs/kit').Config} */
export default {
	compilerOptions: { runes: true },
	kit: {
		// The address people use, for the links search engines read. Any other is put right in the browser.
		prerender: { origin: new URL(process.env.PUBLIC_URL ?? 'http://127.0.0.1:8090').origin },
		adapter: adapter({ fallback: '200.html', precompress: true, strict: true }),
		alias: {
			$domain: 'src/lib/domain',
			$data: 'src/lib/data',
			$features: 'src/lib/features',
			$ui: 'src/lib/ui',
			$i18n: 'src/lib/i18n'
		},
		// A page of text is readable after one answer: its styles need no further journey.
		inlineStyleThreshold: 20_000,
		serviceWorker: { register: false },
		typescript: {
			config: (generated) => {
				generated.include.push(
					'../scripts/**/*',
					'../bench/**/*',
					'../*.config.ts',
					'../eslint.config.js'
				);
			}
		},
		version: { name: sourceVersion(), pollInterval: 0 },
		csp: {
			mode: 'hash',
			directives: {
				'default-src': ['self'],
				'script-src': ['self'],
				'style-src': ['self'],
				'style-src-attr': ['unsafe-inline'],
				'img-src': ['self', 'data:', 'blob:'],
				'connect-src': ['self'],
				'worker-src': ['self'],
				'manifest-src': ['self'],
				'frame-src': ['self', 'blob:'],
				'object-src': ['none'],
				'base-uri': ['self'],
				'form-action': ['self']
			}
		}
	}
};
