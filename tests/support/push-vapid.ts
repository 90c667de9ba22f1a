import { createPublicKey, verify } from 'node:crypto';
import * as v from 'valibot';

const Claims = v.object({
	aud: v.string(),
	exp: v.number(),
	sub: v.pipe(v.string(), v.regex(/^(mailto:.+@.+|https:\/\/.+)$/))
});
export interface Vapid {
	/** Base64url, as the browser got it. */
	readonly publicKey: string;
	readonly claims: v.InferOutput<typeof Claims>;
}

const MOST_LIFE_S = 24 * 60 * 60;

/**
 * What a push service does with the header `Authorization` (RFC 8292, section 2 and 4.2).
 * @throws {Error} saying what is wrong
 */
export function checkVapid(authorization: string, origin: string, now: number): Vapid {
	const form = /^vapid t=([\w-]+)\.([\w-]+)\.([\w-]+), k=([\w-]+)$/;
	const [, header = '', payload = '', signature = '', publicKey = ''] =
		form.exec(authorization) ?? [];
	if (publicKey === '') throw new Error('no VAPID header');
	v.parse(v.object({ alg: v.literal('ES256') }), json(header));
	const claims = v.parse(Claims, json(payload));
	const nowS = now / 1_000;
	if (claims.aud !== origin) throw new Error(`for ${claims.aud}`);
	if (claims.exp <= nowS) throw new Error('has ended');
	if (claims.exp > nowS + MOST_LIFE_S) throw new Error('lives too long');

	const point = Buffer.from(publicKey, 'base64url');
	const key = createPublicKey({
		format: 'jwk',
		key: {
			kty: 'EC',
			crv: 'P-256',
			x: point.subarray(1, 33).toString('base64url'),
			y: point.subarray(33).toString('base64url')
		}
	});
	const isSigned = verify(
		'sha256',
		Buffer.from(`${header}.${payload}`),
		{ key, dsaEncoding: 'ieee-p1363' },
		Buffer.from(signature, 'base64url')
	);
	if (!isSigned) throw new Error('the signature is wrong');
	return { publicKey, claims };
}

function json(part: string): unknown {
	return JSON.parse(Buffer.from(part, 'base64url').toString());
}
