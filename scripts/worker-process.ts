import { spawn, type ChildProcess } from 'node:child_process';
import { WORKER_FILE } from './build.ts';

/** What the worker needs to send notifications; src/worker/settings.ts says what each is. */
export interface WorkerOutside {
	readonly PUBLIC_URL: string;
	readonly VAPID_FILE: string;
	readonly VAPID_SUBJECT: string;
	readonly PUSH_EXTRA_ORIGIN?: string;
	readonly PUSH_EXTRA_CA?: string;
}

/** What the worker needs to have replies put in other words, likewise. */
export interface WorkerRewording {
	readonly REWORDING_PORT: string;
	readonly LLM_URL: string;
	readonly LLM_MODEL: string;
	readonly LLM_KEY: string;
}

/**
 * Starts the worker beside a server. It gets the one key it needs and none of the others.
 * @param outside without it the worker sends neither push nor mail
 */
export function launchWorker(
	serverAddress: string,
	workerKey: string,
	outside?: WorkerOutside,
	rewording?: WorkerRewording
): ChildProcess {
	const { PATH = '', TZ = '' } = process.env;
	return spawn(process.execPath, [WORKER_FILE], {
		env: { PATH, TZ, SERVER_URL: serverAddress, WORKER_KEY: workerKey, ...outside, ...rewording },
		stdio: ['ignore', 'pipe', 'pipe']
	});
}
