import { readFileSync } from 'node:fs';

/** The unit in which Linux counts processor time, everywhere we know of. */
const TICK_MS = 10;

/**
 * Processor time that a process has used so far, in milliseconds, all threads together. Unlike the
 * clock on the wall it hardly depends on what else the machine does.
 * @returns NaN where the system does not tell (only Linux does)
 */
export function cpuTimeOf(pid: number): number {
	try {
		const [, fields = ''] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ');
		const [user, system] = fields.split(' ').slice(11, 13).map(Number);
		return ((user ?? NaN) + (system ?? NaN)) * TICK_MS;
	} catch {
		return NaN;
	}
}
