import { BlockList, isIPv4, isIPv6 } from 'node:net';

/**
 * Addresses that lead into somebody's own network, or nowhere. A name that an allow-list knows may
 * still be answered with one of these, by whoever holds its DNS or ours.
 * @source IANA special-purpose address registries
 */
const NOT_PUBLIC = new BlockList();
for (const [network, prefix] of [
	['0.0.0.0', 8],
	['10.0.0.0', 8],
	['100.64.0.0', 10],
	['127.0.0.0', 8],
	['169.254.0.0', 16],
	['172.16.0.0', 12],
	['192.0.0.0', 24],
	['192.0.2.0', 24],
	['192.88.99.0', 24],
	['192.168.0.0', 16],
	['198.18.0.0', 15],
	['198.51.100.0', 24],
	['203.0.113.0', 24],
	['224.0.0.0', 3]
] as const) {
	NOT_PUBLIC.addSubnet(network, prefix, 'ipv4');
}
for (const [network, prefix] of [
	['2001::', 23],
	['2001:db8::', 32],
	['2002::', 16],
	['3fff::', 20]
] as const) {
	NOT_PUBLIC.addSubnet(network, prefix, 'ipv6');
}

/** All that is handed out to the public in IPv6: mapped, local and private addresses lie outside. */
const GLOBAL = new BlockList();
GLOBAL.addSubnet('2000::', 3, 'ipv6');

/** Does this address, as a resolver gives it, belong to the public internet? */
export function isPublicAddress(address: string): boolean {
	if (isIPv4(address)) return !NOT_PUBLIC.check(address, 'ipv4');
	return isIPv6(address) && GLOBAL.check(address, 'ipv6') && !NOT_PUBLIC.check(address, 'ipv6');
}
