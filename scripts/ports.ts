import { connect, createServer } from 'node:net';

/** A port of the loopback interface that nobody listens on at this moment. */
export function freePort(): Promise<number> {
	return new Promise((resolve, reject) => {
		const server = createServer();
		server.once('error', reject);
		server.listen(0, '127.0.0.1', () => {
			const address = server.address();
			server.close(() => {
				if (address !== null && typeof address === 'object') resolve(address.port);
				else reject(new Error('The system gave no port.'));
			});
		});
	});
}

/** Does anything answer on this port now? */
export function isListening(host: string, port: number): Promise<boolean> {
	return new Promise((resolve) => {
		const socket = connect({ host: host === '0.0.0.0' ? '127.0.0.1' : host, port });
		const answer = (listening: boolean) => (): void => {
			socket.destroy();
			resolve(listening);
		};
		socket.once('connect', answer(true));
		socket.once('error', answer(false));
	});
}
