import svelte from 'eslint-plugin-svelte';
import { defineConfig, globalIgnores } from 'eslint/config';
import globals from 'globals';
import ts from 'typescript-eslint';
import svelteConfig from './svelte.config.js';

/**
 * Rules that need types; they find what a reader easily overlooks.
 * @type {import('eslint').Linter.RulesRecord}
 */
const TYPE_AWARE = {
	'@typescript-eslint/await-thenable': 'error',
	'@typescript-eslint/no-floating-promises': 'error',
	'@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { arguments: false } }],
	'@typescript-eslint/no-unsafe-argument': 'error',
	'@typescript-eslint/no-unsafe-assignment': 'error',
	'@typescript-eslint/no-unsafe-call': 'error',
	'@typescript-eslint/no-unsafe-member-access': 'error',
	'@typescript-eslint/no-unsafe-return': 'error',
	'@typescript-eslint/only-throw-error': 'error',
	'@typescript-eslint/switch-exhaustiveness-check': [
		'error',
		{ considerDefaultExhaustiveForUnions: true }
	]
};

export default defineConfig(
	globalIgnores([
		'**/.svelte-kit/',
		'build/',
		'dist/',
		'data/',
		'test-results/',
		'pocketbase/pb_hooks/',
		'pocketbase/pb_migrations/',
		'src/lib/i18n/paraglide/',
		'static/'
	]),
	ts.configs.strict,
	svelte.configs.recommended,
	{
		languageOptions: {
			globals: { ...globals.browser, ...globals.node },
			parserOptions: { projectService: true, extraFileExtensions: ['.svelte'] }
		},
		rules: {
			'no-undef': 'off',
			'@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
			'@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }]
		}
	},
	{ files: ['**/*.ts'], rules: TYPE_AWARE },
	{
		// PocketBase keeps the text of each callback: only `require` within it finds our code.
		files: ['pocketbase/hooks/register/*.ts'],
		rules: { '@typescript-eslint/no-require-imports': 'off' }
	},
	{
		files: ['**/*.svelte', '**/*.svelte.ts'],
		languageOptions: { parserOptions: { parser: ts.parser, svelteConfig } },
		// Our links are made by `href()` of i18n/link.ts, which knows the language; there is no base path.
		rules: { 'svelte/no-navigation-without-resolve': 'off' }
	}
);
