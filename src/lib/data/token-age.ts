import * as v from 'valibot';

/** After this share of its life a token is exchanged for a fresh one. */
const RENEW_AFTER_SHARE = 0.5;

/** Seconds since the epoch. */
const tokenLife = v.object({ exp: v.number(), iat: v.optional(v.number()) });

/**
 * Whether a token (JWT) is to be exchanged. One whose life cannot be read counts as ageing: renewing
 * too early does no harm.
 */
export function isAgeing(token: string, nowMs = Date.now()): boolean {
	try {
		const claims: unknown = JSON.parse(
			atob((token.split('.')[1] ?? '').replace(/-/g, '+').replace(/_/g, '/'))
		);
		const { exp, iat } = v.parse(tokenLife, claims);
		if (iat === undefined) return true;
		return nowMs / 1000 > iat + (exp - iat) * RENEW_AFTER_SHARE;
	} catch {
		return true;
	}
}
