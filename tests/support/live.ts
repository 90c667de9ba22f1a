import { ask, type Visitor } from './api.ts';
import type { DisposableServer } from './disposable-server.ts';

/** One live connection (server-sent events) with the topics it was given. */
export interface Listener {
	/** Status of the subscription: 204 when it was taken. */
	readonly status: number;
	/** Everything received so far. */
	readonly heard: () => string;
	readonly close: () => void;
}

export async function listen(
	server: DisposableServer,
	as: Visitor,
	topics: readonly string[]
): Promise<Listener> {
	const stop = new AbortController();
	const response = await fetch(`${server.url}/api/realtime`, { signal: stop.signal });
	if (!response.body) throw new Error('The live connection has no body.');
	const reader = response.body.getReader();
	const decoder = new TextDecoder();
	let heard = '';
	while (!/"clientId":"[^"]+"/.test(heard)) {
		heard += decoder.decode((await reader.read()).value);
	}
	const clientId = /"clientId":"([^"]+)"/.exec(heard)?.[1] ?? '';
	const { status } = await ask(server, 'POST', '/api/realtime', {
		as,
		body: { clientId, subscriptions: topics }
	});
	void (async () => {
		try {
			for (;;) {
				const { done, value } = await reader.read();
				if (done) return;
				heard += decoder.decode(value);
			}
		} catch {
			// closed by us
		}
	})();
	return { status, heard: () => heard, close: () => stop.abort() };
}
