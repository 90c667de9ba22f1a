import { describe, expect, it } from 'vitest';
import { isPublicAddress } from '../../../../src/worker/push/public-address.ts';

describe('An address', () => {
	it.each(['8.8.8.8', '142.250.66.74', '17.57.144.10', '172.32.0.1', '2404:6800:4005:80b::200a'])(
		'of the internet may be connected to: %s',
		(address) => expect(isPublicAddress(address)).toBe(true)
	);

	it.each([
		'0.0.0.0',
		'10.0.0.1',
		'100.64.0.1',
		'127.0.0.1',
		'127.255.255.254',
		'169.254.169.254',
		'172.16.0.1',
		'172.31.255.255',
		'192.0.0.1',
		'192.168.1.1',
		'198.18.0.1',
		'203.0.113.1',
		'224.0.0.1',
		'255.255.255.255',
		'::',
		'::1',
		'::ffff:10.0.0.1',
		'::ffff:8.8.8.8',
		'::ffff:7f00:1',
		'64:ff9b::a00:1',
		'fc00::1',
		'fd12:3456::1',
		'fe80::1',
		'fe80::1%eth0',
		'ff02::1',
		'2001:db8::1',
		'2001::1',
		'2002:a00:1::1',
		'3fff::1',
		'2130706433',
		'localhost',
		''
	])('of anything else may not: %s', (address) => expect(isPublicAddress(address)).toBe(false));
});
