import { setTimeout as pause } from 'node:timers/promises';
import { ask } from './api.ts';
import type { Address } from './people.ts';

/** The worker's first word that it is alive comes when all that it does has begun. */
export async function untilWorkerIsHeard(server: Address): Promise<void> {
	const isHeard = async () => /"seenAt":"/.test((await ask(server, 'GET', '/api/health')).text);
	while (!(await isHeard())) await pause(50);
}
