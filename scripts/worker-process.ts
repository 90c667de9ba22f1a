import { spawn, type ChildProcess } from 'node:child_process';
import { WORKER_FILE } from './build.ts';

/** Starts the worker beside a server. It gets the one key it needs and none of the others. */
export function launchWorker(serverAddress: string, workerKey: string): ChildProcess {
	const { PATH = '', TZ = '' } = process.env;
	return spawn(process.execPath, [WORKER_FILE], {
		env: { PATH, TZ, SERVER_URL: serverAddress, WORKER_KEY: workerKey },
		stdio: ['ignore', 'pipe', 'pipe']
	});
}
