/**
 * `npm test`: everything that must hold before a change may land, in this order. Each check counts
 * as one test; what failed is said once more at the end, and the last line is `N passed, N failed`.
 * `npm test -- unit lint` runs only those.
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureChromium } from '../tests/support/chromium.ts';
import { failure, OUTCOME_FILE, takeOutcome, type Outcome } from '../tests/support/outcome.ts';
import { buildAll, ROOT } from './build.ts';

type Step = { name: string; title: string } & (
	| {
			check: () => Promise<void>;
			/** Begun once the app is built, beside the checks that come before it. */
			early?: true;
	  }
	/** A test runner that leaves its outcome. */
	| { runner: string[] }
);

const node = (program: string, ...args: string[]): string[] => [
	process.execPath,
	join('node_modules', program),
	...args
];
const command = (line: string[]) => async (): Promise<void> => {
	const code = await run(line);
	if (code !== 0) throw new Error(`ended with ${code ?? 'a signal'}`);
};
const types = (project: string) => command(node('typescript/bin/tsc', '--noEmit', '-p', project));
const vitest = (...projects: string[]): string[] => [
	...node('vitest/vitest.mjs', 'run'),
	...projects.flatMap((project) => ['--project', project])
];

const STEPS: Step[] = [
	{ name: 'build', title: 'The app builds', check: () => buildAll(console.log) },
	{
		name: 'format',
		title: 'The code is formatted',
		check: command(node('prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.'))
	},
	{
		name: 'types',
		title: 'The types are right',
		check: command(
			node('svelte-check/bin/svelte-check', '--tsconfig', './tsconfig.json', '--fail-on-warnings')
		)
	},
	...['src/lib/domain', 'pocketbase/hooks', 'src/service-worker']
		.filter((folder) => existsSync(join(ROOT, folder, 'tsconfig.json')))
		.map((folder) => ({
			name: 'types',
			title: `The types of ${folder} are right for the engine it runs in`,
			check: types(join(folder, 'tsconfig.json'))
		})),
	{
		name: 'licences',
		title: 'The list of licences is fresh',
		check: command(node('tsx/dist/cli.mjs', 'scripts/licences.ts', '--check'))
	},
	{
		name: 'lint',
		title: 'The linter finds nothing',
		check: command(node('eslint/bin/eslint.js', '--max-warnings', '0', '.')),
		// It takes as long as the checks above together.
		early: true
	},
	{ name: 'unit', title: 'Rules and components', runner: vitest('unit', 'dom') },
	{ name: 'integration', title: 'The real server', runner: vitest('integration') },
	{ name: 'soak', title: 'Flaky devices and a server that is killed', runner: vitest('soak') },
	{ name: 'chromium', title: 'A browser is there', check: async () => void ensureChromium() },
	{ name: 'e2e', title: 'The app in a browser', runner: node('@playwright/test/cli.js', 'test') }
];

async function main(): Promise<void> {
	const wanted = process.argv.slice(2);
	const unknown = wanted.filter((name) => !STEPS.some((step) => step.name === name));
	if (unknown.length > 0) throw new Error(`There is no step ${unknown.join(', ')}.`);

	const steps = STEPS.filter(({ name }) => wanted.length === 0 || wanted.includes(name));
	const begun = new Map<Step, Promise<Outcome>>();
	const total: Outcome = { passed: 0, failures: [], skipped: 0 };
	for (const step of steps) {
		const startedAt = performance.now();
		console.log(`\n── ${step.title}`);
		if (step.name !== 'build') {
			for (const other of steps) {
				if ('early' in other && !begun.has(other)) begun.set(other, outcomeOf(other));
			}
		}
		const { passed, failures, skipped } = await (begun.get(step) ?? outcomeOf(step));
		total.passed += passed;
		total.failures.push(...failures);
		total.skipped += skipped;
		const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
		console.log(`   ${failures.length === 0 ? 'ok' : `${failures.length} FAILED`} in ${seconds} s`);
	}
	if (total.skipped > 0) console.log(`\n${total.skipped} skipped`);
	for (const each of total.failures) console.log(`\nFAILED ${each}`);
	if (total.failures.length > 0 || total.passed === 0) process.exitCode = 1;
	console.log(`\n${total.passed} passed, ${total.failures.length} failed`);
}

function outcomeOf(step: Step): Promise<Outcome> {
	return 'check' in step ? outcomeOfCheck(step) : outcomeOfRunner(step);
}

async function outcomeOfCheck({
	title,
	check
}: {
	title: string;
	check: () => Promise<void>;
}): Promise<Outcome> {
	try {
		await check();
		return { passed: 1, failures: [], skipped: 0 };
	} catch (error) {
		const reason = error instanceof Error ? error.message : String(error);
		console.error(reason);
		return { passed: 0, failures: [failure(title, [reason])], skipped: 0 };
	}
}

/** A runner that breaks down, runs nothing, or ends badly without a failed test has itself failed. */
async function outcomeOfRunner({
	title,
	runner
}: {
	title: string;
	runner: string[];
}): Promise<Outcome> {
	const file = join(tmpdir(), `outcome-${process.pid}.json`);
	const code = await run(runner, { [OUTCOME_FILE]: file });
	const outcome = takeOutcome(file) ?? { passed: 0, failures: [], skipped: 0 };
	const { passed, failures } = outcome;
	const isOdd = passed + failures.length === 0 || (code !== 0 && failures.length === 0);
	if (isOdd) failures.push(failure(title, [`The runner ended with ${code ?? 'a signal'}.`]));
	return outcome;
}

function run([program = '', ...args]: string[], env: Record<string, string> = {}) {
	return new Promise<number | null>((resolve, reject) => {
		const child = spawn(program, args, {
			cwd: ROOT,
			stdio: ['ignore', 'inherit', 'inherit'],
			env: { ...process.env, ...env }
		});
		child.once('error', reject);
		child.once('exit', resolve);
	});
}

await main();
