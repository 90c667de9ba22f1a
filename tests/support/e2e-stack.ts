/** What the browser tests run against: the built app, the server and the worker, with demo people. */
import { once } from 'node:events';
import { WEB_DIR } from '../../scripts/build.ts';
import { launchWorker } from '../../scripts/worker-process.ts';
import { startDisposableServer } from './disposable-server.ts';
import { signEverybodyIn } from './signed-in.ts';

/** Names the address of the running app, for the configuration and the tests. */
export const BASE_URL = 'E2E_BASE_URL';

/** Starts the stack for a whole run; the answer ends it. */
export default async function startStack(): Promise<() => Promise<void>> {
	const server = await startDisposableServer({ seed: 'demo', webDir: WEB_DIR });
	const worker = launchWorker(server.url, server.environment.WORKER_KEY);
	const ended = once(worker, 'exit');
	process.env[BASE_URL] = server.url;
	await signEverybodyIn(server);
	return async () => {
		worker.kill('SIGTERM');
		await ended;
		await server.stop();
	};
}
