import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** A line to the server that breaks. */
export interface BreakingLine {
	/** Where the device finds the server through this line. */
	readonly url: string;
	/** How often it broke. */
	breaks(): number;
	/** Bytes that went up, over all its connections. */
	carried(): number;
	close(): Promise<void>;
}

/**
 * Carries bytes to the server, and cuts everything that is under way each time as many bytes have
 * gone up as `pieces` says next; afterwards it holds. Every second cut spares the request and
 * swallows the answer instead, so that the device cannot know whether it was heard.
 */
export async function openBreakingLine(
	server: string,
	pieces: readonly number[]
): Promise<BreakingLine> {
	const { hostname, port } = new URL(server);
	const sockets = new Set<Socket>();
	let breaks = 0;
	let carried = 0;
	let sinceCut = 0;

	function cut(): void {
		breaks += 1;
		sinceCut = 0;
		for (const socket of sockets) socket.destroy();
	}

	const isCutDue = () => sinceCut >= (pieces[breaks] ?? Infinity);
	const swallowsAnswer = () => breaks % 2 === 1;

	const line = createServer((device) => {
		const upstream = connect(Number(port), hostname);
		for (const [from, to] of [
			[device, upstream],
			[upstream, device]
		] as const) {
			sockets.add(from);
			from.once('close', () => {
				sockets.delete(from);
				to.destroy();
			});
			from.on('error', () => undefined); // it was cut: that is what we are for
		}
		device.on('data', (bytes) => {
			carried += bytes.length;
			sinceCut += bytes.length;
			if (isCutDue() && !swallowsAnswer()) cut();
			else upstream.write(bytes);
		});
		upstream.on('data', (bytes) => {
			if (isCutDue()) cut();
			else device.write(bytes);
		});
	});
	line.listen(0, '127.0.0.1');
	await once(line, 'listening');
	return {
		// A server that listens on a port has an address of this kind.
		url: `http://127.0.0.1:${(line.address() as AddressInfo).port}`,
		breaks: () => breaks,
		carried: () => carried,
		async close() {
			for (const socket of sockets) socket.destroy();
			line.close();
			await once(line, 'close');
		}
	};
}
