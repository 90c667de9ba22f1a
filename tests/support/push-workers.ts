import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { collectOutput } from '../../scripts/pocketbase-server.ts';
import { publicVapidKeys, readOrMakeVapidKeys, vapidFile } from '../../scripts/vapid.ts';
import { launchWorker } from '../../scripts/worker-process.ts';
import type { DisposableServer } from './disposable-server.ts';
import { endWithUs } from './end-with-us.ts';
import { CERTIFICATE_FILE, type PushServiceForTests } from './push-service/service.ts';

/** The keys of a test's server and workers, in a folder of their own. */
export class PushKeys {
	readonly #folder = mkdtempSync(join(tmpdir(), 'push-keys-'));
	readonly publicKey = readOrMakeVapidKeys(this.#folder, Date.now()).current.publicKey;

	/** What PocketBase is to know of them and of the push service. */
	environment({ origin }: Pick<PushServiceForTests, 'origin'>) {
		const keys = readOrMakeVapidKeys(this.#folder, Date.now());
		return { ...publicVapidKeys(keys, Date.now()), PUSH_EXTRA_ORIGIN: origin };
	}

	get file(): string {
		return vapidFile(this.#folder);
	}

	remove(): void {
		rmSync(this.#folder, { recursive: true, force: true });
	}
}

/** A worker that sends to the push service of the test, and to it alone. */
export class PushWorker {
	readonly #child: ChildProcess;
	readonly #ended: Promise<unknown>;
	readonly log: () => string;

	constructor(
		server: DisposableServer,
		service: Pick<PushServiceForTests, 'origin'>,
		keys: PushKeys
	) {
		this.#child = launchWorker(server.url, server.environment.WORKER_KEY, {
			PUBLIC_URL: server.url,
			VAPID_FILE: keys.file,
			VAPID_SUBJECT: 'mailto:phong-ls@example.test',
			PUSH_EXTRA_ORIGIN: service.origin,
			PUSH_EXTRA_CA: CERTIFICATE_FILE
		});
		endWithUs(this.#child);
		this.#ended = once(this.#child, 'exit');
		this.log = collectOutput(this.#child);
	}

	/** @param signal SIGKILL ends it as a power cut would */
	async end(signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<void> {
		this.#child.kill(signal);
		await this.#ended;
	}
}
