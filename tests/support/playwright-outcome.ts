import type { FullConfig, Reporter, Suite, TestError } from '@playwright/test/reporter';
import { failure, leaveOutcome, type Outcome } from './outcome.ts';

const reason = ({ stack, message, value }: TestError): string | undefined =>
	stack ?? message ?? value;

/** Tells of tests and of errors outside of any test. A test that passed on a second try has failed. */
export default class PlaywrightOutcome implements Reporter {
	#suite: Suite | undefined;
	#errors: TestError[] = [];

	onBegin(_config: FullConfig, suite: Suite): void {
		this.#suite = suite;
	}

	onError(error: TestError): void {
		this.#errors.push(error);
	}

	onEnd(): void {
		const outcome: Outcome = {
			passed: 0,
			failures: this.#errors.map((error) => failure('Outside of any test', [reason(error)])),
			skipped: 0
		};
		for (const test of this.#suite?.allTests() ?? []) {
			const how = test.outcome();
			if (how === 'expected') outcome.passed += 1;
			else if (how === 'skipped') outcome.skipped += 1;
			else {
				const name = test.titlePath().filter(Boolean).join(' › ');
				outcome.failures.push(
					failure(
						name,
						test.results.flatMap(({ errors }) => errors.map(reason))
					)
				);
			}
		}
		leaveOutcome(outcome);
	}
}
