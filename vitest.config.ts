import { svelteTesting } from '@testing-library/svelte/vite';
import { mergeConfig } from 'vite';
import { defineConfig } from 'vitest/config';
import viteConfig from './vite.config.ts';

/** `unit` knows no browser, `dom` renders components, `integration` talks to a real PocketBase. */
export default defineConfig({
	test: {
		projects: [
			{
				...viteConfig,
				test: { name: 'unit', environment: 'node', include: ['tests/unit/**/*.test.ts'] }
			},
			mergeConfig(viteConfig, {
				plugins: [svelteTesting()],
				test: {
					name: 'dom',
					environment: 'happy-dom',
					include: ['tests/dom/**/*.test.ts'],
					setupFiles: ['tests/support/dom-setup.ts']
				}
			}),
			{
				...viteConfig,
				test: {
					name: 'integration',
					environment: 'node',
					include: ['tests/integration/**/*.test.ts'],
					testTimeout: 60_000,
					hookTimeout: 120_000,
					fileParallelism: false
				}
			}
		]
	}
});
