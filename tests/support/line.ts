import { once } from 'node:events';
import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';

/** The line between a browser and a server: it can lead elsewhere, and break. */
export interface Line {
	/** What the browser opens: `http://127.0.0.1:<port>` */
	readonly url: string;
	/** From now on it leads to this server; pages notice no more than they would of a deployment. */
	leadTo: (upstream: string) => void;
	/** Breaks every request for which `breaks` says so, without an answer. */
	breakWhen: (breaks: (path: string) => boolean) => void;
	/** Lets a request through to the server, and loses the answer. `lost` hears of each. */
	loseAnswerWhen: (loses: (path: string) => boolean, lost: () => void) => void;
	/** Paths asked for so far, in order. */
	readonly asked: readonly string[];
	stop: () => Promise<void>;
}

export async function startLine(upstream: string): Promise<Line> {
	let target = new URL(upstream);
	let breaks: (path: string) => boolean = () => false;
	let loses: (path: string) => boolean = () => false;
	let lost: () => void = () => undefined;
	const asked: string[] = [];

	function pass(incoming: IncomingMessage, answer: ServerResponse): void {
		const path = incoming.url ?? '/';
		asked.push(path);
		if (breaks(path)) {
			incoming.socket.destroy();
			return;
		}
		const { hostname, port } = target;
		const { method, headers } = incoming;
		const onward = request({ hostname, port, path, method, headers }, (received) => {
			if (loses(path)) {
				incoming.socket.destroy();
				lost();
				return;
			}
			answer.writeHead(received.statusCode ?? 502, received.headers);
			received.pipe(answer);
		});
		onward.on('error', () => incoming.socket.destroy());
		incoming.pipe(onward);
	}

	const server = createServer(pass);
	await once(server.listen(0, '127.0.0.1'), 'listening');
	const address = server.address();
	if (address === null || typeof address === 'string') throw new Error('no port');
	return {
		url: `http://127.0.0.1:${address.port}`,
		asked,
		leadTo(upstream) {
			target = new URL(upstream);
		},
		breakWhen(when) {
			breaks = when;
		},
		loseAnswerWhen(when, then) {
			loses = when;
			lost = then;
		},
		async stop() {
			server.closeAllConnections();
			server.close();
			await once(server, 'close');
		}
	};
}
