import { paraglideVitePlugin } from '@inlang/paraglide-js';
import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vite';
import { MESSAGES } from './scripts/messages.ts';

export default defineConfig({
	plugins: [paraglideVitePlugin(MESSAGES), sveltekit()],
	server: {
		proxy: { '/api': { target: process.env.POCKETBASE_URL ?? 'http://127.0.0.1:8090' } }
	}
});
