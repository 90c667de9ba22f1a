import type { FullConfig, Reporter, Suite } from '@playwright/test/reporter';
import { leaveCounts, type Counts } from './counts.ts';

/** Counts tests and errors outside of any test. A test that passed on a second try has failed. */
export default class PlaywrightCounts implements Reporter {
	#suite: Suite | undefined;
	#errors = 0;

	onBegin(_config: FullConfig, suite: Suite): void {
		this.#suite = suite;
	}

	onError(): void {
		this.#errors += 1;
	}

	onEnd(): void {
		const counts: Counts = { passed: 0, failed: this.#errors, skipped: 0 };
		for (const test of this.#suite?.allTests() ?? []) {
			const outcome = test.outcome();
			if (outcome === 'expected') counts.passed += 1;
			else if (outcome === 'skipped') counts.skipped += 1;
			else counts.failed += 1;
		}
		leaveCounts(counts);
	}
}
