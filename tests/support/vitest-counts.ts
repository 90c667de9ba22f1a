import type { Reporter, TestModule } from 'vitest/node';
import { leaveCounts, type Counts } from './counts.ts';

/** Counts tests, files that did not load and errors that no test caught. */
export default class VitestCounts implements Reporter {
	onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
		const counts: Counts = { passed: 0, failed: errors.length, skipped: 0 };
		for (const module of modules) {
			const tests = [...module.children.allTests()];
			for (const test of tests) {
				const { state } = test.result();
				counts[state === 'pending' ? 'skipped' : state] += 1;
			}
			const didNotLoad = module.state() === 'failed' && tests.length === 0;
			if (didNotLoad || module.errors().length > 0) counts.failed += 1;
		}
		leaveCounts(counts);
	}
}
