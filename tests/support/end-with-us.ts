import type { ChildProcess } from 'node:child_process';

const running = new Set<ChildProcess>();
process.once('exit', () => running.forEach((child) => child.kill('SIGKILL')));

/** A process that a test which broke down does not stop ends with the test all the same. */
export function endWithUs(child: ChildProcess): void {
	running.add(child);
	child.once('exit', () => running.delete(child));
}
