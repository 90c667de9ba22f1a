/** How a connection to a push service is made: to an address that was looked at before. */
import { lookup } from 'node:dns/promises';
import { createSecureContext, connect, rootCertificates, type TLSSocket } from 'node:tls';
import type { PushEndpoint } from '../../lib/domain/notification/endpoint.ts';
import { isPublicAddress } from './public-address.ts';

/** The name of a push service was answered with no address that we may go to. */
export class NoPublicAddress extends Error {}

/** What lies outside, replaced in tests. */
export interface Network {
	/** All addresses of a name, the preferred first. */
	resolve(host: string): Promise<readonly string[]>;
	/** Connects to an address; resolves once the certificate has been checked for `host`. */
	connect(address: string, place: Place, protocols: readonly Protocol[]): Promise<TLSSocket>;
}

export type Place = Pick<PushEndpoint, 'origin' | 'host' | 'port'>;
export type Protocol = 'h2' | 'http/1.1';

/** An own push service, by explicit configuration only. */
export interface ExtraService {
	readonly origin: string;
	/** Its certificate, which is trusted for this origin alone. */
	readonly certificate: string;
}

const CONNECTED_WITHIN_MS = 10_000;
/** A service has several addresses; when two do not answer, the others rarely do. */
const MOST_ADDRESSES_TRIED = 2;

/**
 * Resolves a name, and connects to one of the addresses found, so that nobody can put another in its
 * place between the look and the step.
 * @throws {NoPublicAddress}
 * @throws {Error} nobody answers there, or not the one we look for
 */
export async function dial(
	network: Network,
	place: Place,
	protocols: readonly Protocol[],
	extra: ExtraService | undefined
): Promise<TLSSocket> {
	const found = await network.resolve(place.host);
	const isExtra = extra?.origin === place.origin;
	const addresses = isExtra ? found : found.filter(isPublicAddress);
	if (addresses.length === 0) throw new NoPublicAddress(place.host);
	let failure: unknown;
	for (const address of addresses.slice(0, MOST_ADDRESSES_TRIED)) {
		try {
			return await network.connect(address, place, protocols);
		} catch (error) {
			failure = error;
		}
	}
	throw failure;
}

/** The network of this machine. No proxy of the environment takes part in it. */
export function ownNetwork(extra: ExtraService | undefined): Network {
	const usual = createSecureContext({ ca: [...rootCertificates] });
	const own = extra && createSecureContext({ ca: extra.certificate });
	return {
		async resolve(host) {
			const found = await lookup(host, { all: true, order: 'ipv4first' });
			return found.map(({ address }) => address);
		},
		connect(address, { origin, host, port }, protocols) {
			return new Promise((resolve, reject) => {
				const socket = connect({
					host: address,
					port,
					servername: host,
					ALPNProtocols: [...protocols],
					secureContext: own && origin === extra.origin ? own : usual,
					minVersion: 'TLSv1.2'
				});
				const late = setTimeout(
					() => socket.destroy(new Error('no connection in time')),
					CONNECTED_WITHIN_MS
				);
				socket.once('secureConnect', () => {
					clearTimeout(late);
					socket.off('error', reject);
					socket.setNoDelay(true);
					resolve(socket);
				});
				socket.once('error', reject);
				socket.once('close', () => {
					clearTimeout(late);
					reject(new Error('the connection ended'));
				});
			});
		}
	};
}
