import { paraglideVitePlugin } from '@inlang/paraglide-js';
import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vite';

export default defineConfig({
	plugins: [
		paraglideVitePlugin({
			project: './project.inlang',
			outdir: './src/lib/i18n/paraglide',
			strategy: ['url', 'baseLocale']
		}),
		sveltekit()
	],
	server: {
		proxy: { '/api': { target: process.env.POCKETBASE_URL ?? 'http://127.0.0.1:8090' } }
	}
});
