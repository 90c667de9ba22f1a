import { paraglideVitePlugin } from '@inlang/paraglide-js';
import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vite';
import { foldedPhrases } from './scripts/assistant/folded-phrases.ts';
import { MESSAGES } from './scripts/messages.ts';

export default defineConfig({
	plugins: [foldedPhrases(), paraglideVitePlugin(MESSAGES), sveltekit()],
	server: {
		proxy: { '/api': { target: process.env.POCKETBASE_URL ?? 'http://127.0.0.1:8090' } }
	}
});
