import { fileURLToPath } from 'node:url';
import { svelteTesting } from '@testing-library/svelte/vite';
import { defineConfig } from 'vitest/config';
import { sveltekit } from '@sveltejs/kit/vite';
import svelteConfig from './svelte.config.js';

/** The same names for the same rooms as in the app. */
const alias = Object.fromEntries(
	Object.entries(svelteConfig.kit?.alias ?? {}).map(([name, path]) => [
		name,
		fileURLToPath(new URL(path, import.meta.url))
	])
);

/** So long that a busy machine is no reason to fail; what hangs for ever ends all the same. */
const PATIENCE = {
	testTimeout: 60_000,
	hookTimeout: 120_000,
	expect: { poll: { timeout: 30_000 } }
};

/**
 * `unit` knows no browser, `dom` renders components, `integration` talks to a real PocketBase, `soak`
 * to one that is killed.
 */
export default defineConfig({
	test: {
		reporters: ['default', './tests/support/vitest-outcome.ts'],
		projects: [
			{
				resolve: { alias },
				test: {
					...PATIENCE,
					name: 'unit',
					environment: 'node',
					include: ['tests/unit/**/*.test.ts']
				}
			},
			{
				plugins: [sveltekit(), svelteTesting()],
				test: {
					...PATIENCE,
					name: 'dom',
					environment: 'happy-dom',
					include: ['tests/dom/**/*.test.ts'],
					setupFiles: ['tests/support/dom-setup.ts']
				}
			},
			{
				resolve: { alias },
				test: {
					...PATIENCE,
					name: 'integration',
					environment: 'node',
					include: ['tests/integration/**/*.test.ts'],
					globalSetup: './tests/support/built-server.ts',
					// Each file has servers of its own, and waits for them half of the time.
					maxWorkers: 2
				}
			},
			{
				resolve: { alias },
				test: {
					...PATIENCE,
					name: 'soak',
					environment: 'node',
					include: ['tests/soak/**/*.test.ts'],
					testTimeout: 900_000,
					fileParallelism: false
				}
			}
		]
	}
});
