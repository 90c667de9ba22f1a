import type { Reporter, SerializedError, TestModule } from 'vitest/node';
import { failure, leaveOutcome, type Outcome } from './outcome.ts';

const reason = ({ stack, message }: { stack?: string; message: string }): string =>
	stack?.includes(message) ? stack : `${message}\n${stack ?? ''}`;

/** Tells of tests, of files that did not load and of errors that no test caught. */
export default class VitestOutcome implements Reporter {
	onTestRunEnd(modules: readonly TestModule[], errors: readonly SerializedError[]): void {
		const outcome: Outcome = {
			passed: 0,
			failures: errors.map((error) => failure('Outside of any test', [reason(error)])),
			skipped: 0
		};
		for (const module of modules) {
			const tests = [...module.children.allTests()];
			for (const test of tests) {
				const { state, errors: why } = test.result();
				if (state === 'passed') outcome.passed += 1;
				else if (state === 'failed') {
					const name = `${module.relativeModuleId} › ${test.fullName}`;
					outcome.failures.push(failure(name, (why ?? []).map(reason)));
				} else outcome.skipped += 1;
			}
			const around = [module, ...module.children.allSuites()].flatMap((each) => each.errors());
			const didNotLoad = module.state() === 'failed' && tests.length === 0;
			if (didNotLoad || around.length > 0)
				outcome.failures.push(failure(module.relativeModuleId, around.map(reason)));
		}
		leaveOutcome(outcome);
	}
}
