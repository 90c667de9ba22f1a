import { describe, expect, it } from 'vitest';
import { isAgeing } from '$data/token-age.ts';

const DAY_S = 86_400;
const ISSUED_S = 1_800_000_000;

const token = (claims: object): string =>
	`head.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.signature`;
const afterDays = (days: number): number => (ISSUED_S + days * DAY_S) * 1000;

describe('A token', () => {
	const ofTenDays = token({ iat: ISSUED_S, exp: ISSUED_S + 10 * DAY_S });

	it('ages after half of its life', () => {
		expect(isAgeing(ofTenDays, afterDays(4.9))).toBe(false);
		expect(isAgeing(ofTenDays, afterDays(5.1))).toBe(true);
	});

	it.each([
		['does not say when it was issued', token({ exp: ISSUED_S + 10 * DAY_S })],
		['holds no claims', 'head.e30.signature'],
		['is no token at all', '???']
	])('that %s counts as ageing', (_what, odd) => {
		expect(isAgeing(odd, afterDays(0))).toBe(true);
	});
});
