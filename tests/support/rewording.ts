import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { Assistant } from '$domain/assistant/engine.ts';
import type { DrawnReply } from '$domain/assistant/rewording.ts';
import { replyText } from '$i18n/assistant-texts.ts';
import { readFixture } from '../../scripts/assistant/fixture.ts';
import { readKnowledge } from '../../scripts/assistant/knowledge.ts';
import { collectOutput } from '../../scripts/pocketbase-server.ts';
import { launchWorker } from '../../scripts/worker-process.ts';
import { startDisposableServer, type DisposableServer } from './disposable-server.ts';
import { endWithUs } from './end-with-us.ts';
import type { ModelServer } from './model-server.ts';

/** What a device sends of a reply. */
export const drawn = ({ text, facts, language }: DrawnReply): DrawnReply => ({
	text,
	facts,
	language
});

/** What the assistant says of the fee of the first procedure. */
export function feeOfSomeProcedure(): DrawnReply {
	const fixture = readFixture('tests/cases/assistant/fixture.json');
	const knowledge = readKnowledge(fixture.office, fixture.now);
	const slug = knowledge.entries[0]?.procedure.slug ?? '';
	const reply = new Assistant(knowledge).tell(slug, 'fee', 'vi', fixture.now);
	if (!reply) throw new Error('The catalogue is empty.');
	return drawn({ ...reply, text: replyText(reply) });
}

/** A server and its worker, which has replies put in other words by the model of the test. */
export interface RewordingStack {
	readonly server: DisposableServer;
	/** Where the worker listens. */
	readonly door: string;
	readonly workerLog: () => string;
	endWorker(): Promise<void>;
	stop(): Promise<void>;
}

export const MODEL_KEY = 'key-of-the-model';

export async function startRewordingStack({
	url
}: Pick<ModelServer, 'url'>): Promise<RewordingStack> {
	// Nobody else is given the port of the door before the worker, which starts last, takes it.
	const holder = createServer();
	await once(holder.listen(0, '127.0.0.1'), 'listening');
	// A server that listens on a port has an address of this kind.
	const { port } = holder.address() as AddressInfo;
	const door = `http://127.0.0.1:${String(port)}`;
	const server = await startDisposableServer({ environment: { REWORDING_URL: door } });
	holder.close();
	await once(holder, 'close');
	const worker = launchWorker(server.url, server.environment.WORKER_KEY, undefined, {
		REWORDING_PORT: String(port),
		LLM_URL: url,
		LLM_MODEL: 'model-of-the-test',
		LLM_KEY: MODEL_KEY
	});
	endWithUs(worker);
	const workerLog = collectOutput(worker);
	const ended = once(worker, 'exit');
	const endWorker = async () => {
		worker.kill('SIGTERM');
		await ended;
	};
	await untilOpen(door, worker);
	return {
		server,
		door,
		workerLog,
		endWorker,
		async stop() {
			await endWorker();
			await server.stop();
		}
	};
}

async function untilOpen(door: string, worker: ChildProcess): Promise<void> {
	for (;;) {
		try {
			await fetch(door);
			return;
		} catch (error) {
			if (worker.exitCode !== null || worker.signalCode !== null) throw error;
			await pause(25);
		}
	}
}
