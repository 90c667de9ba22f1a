import { once } from 'node:events';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A door to the server that lets everything pass but one request. */
export interface WaitingDoor {
	readonly url: string;
	/** Fulfilled when the request it holds back has come. */
	readonly knocked: Promise<void>;
	close(): Promise<void>;
}

/** Passes requests on to `server`, and keeps the first that `holdsBack` names waiting for ever. */
export async function openWaitingDoor(
	server: string,
	holdsBack: (method: string, path: string) => boolean
): Promise<WaitingDoor> {
	let knock: () => void = () => undefined;
	const knocked = new Promise<void>((resolve) => (knock = resolve));
	const door = createServer((incoming, answer) => {
		const { method = '', url = '', headers } = incoming;
		if (holdsBack(method, url)) return knock();
		const passedOn = request(new URL(url, server), { method, headers }, (response) => {
			answer.writeHead(response.statusCode ?? 502, response.headers);
			response.pipe(answer);
		});
		passedOn.on('error', () => answer.destroy());
		incoming.pipe(passedOn);
	});
	door.listen(0, '127.0.0.1');
	await once(door, 'listening');
	return {
		// A server that listens on a port has an address of this kind.
		url: `http://127.0.0.1:${(door.address() as AddressInfo).port}`,
		knocked,
		async close() {
			door.closeAllConnections();
			door.close();
			await once(door, 'close');
		}
	};
}
