/**
 * The token by which we show a push service who sends.
 * @source RFC 8292 (VAPID) with RFC 7515 (ES256)
 */
import { createPrivateKey, sign, type KeyObject } from 'node:crypto';
import type { VapidKeyPair } from './vapid-keys.ts';

/** Half of what a service takes at most. */
const LIFE_S = 12 * 60 * 60;
/** A token is replaced before it ends, so that none ends on its way. */
const RENEWED_BEFORE_END_S = 60 * 60;

const HEADER = encoded({ typ: 'JWT', alg: 'ES256' });

/** Signing takes longer than all the rest of sending, so each token serves for hours. */
export class VapidTokens {
	readonly #subject: string;
	readonly #tokens = new Map<string, { authorization: string; renewAtS: number }>();

	/** @param subject whom the service may write to: `mailto:` or `https:` */
	constructor(subject: string) {
		this.#subject = subject;
	}

	/**
	 * @param origin of the push service, the audience of the token
	 * @param now milliseconds since the epoch
	 * @returns the header `Authorization`
	 */
	authorization(origin: string, pair: VapidKeyPair, now: number): string {
		const nowS = Math.floor(now / 1_000);
		const name = `${origin} ${pair.publicKey}`;
		const kept = this.#tokens.get(name);
		if (kept && nowS < kept.renewAtS) return kept.authorization;
		const claims = { aud: origin, exp: nowS + LIFE_S, sub: this.#subject };
		const token = signed(`${HEADER}.${encoded(claims)}`, privateKeyOf(pair));
		const authorization = `vapid t=${token}, k=${pair.publicKey}`;
		this.#tokens.set(name, { authorization, renewAtS: nowS + LIFE_S - RENEWED_BEFORE_END_S });
		return authorization;
	}
}

function signed(content: string, key: KeyObject): string {
	const signature = sign('sha256', Buffer.from(content), { key, dsaEncoding: 'ieee-p1363' });
	return `${content}.${signature.toString('base64url')}`;
}

function privateKeyOf({ publicKey, privateKey }: VapidKeyPair): KeyObject {
	const point = Buffer.from(publicKey, 'base64url');
	return createPrivateKey({
		format: 'jwk',
		key: {
			kty: 'EC',
			crv: 'P-256',
			x: point.subarray(1, 33).toString('base64url'),
			y: point.subarray(33, 65).toString('base64url'),
			d: privateKey
		}
	});
}

function encoded(value: object): string {
	return Buffer.from(JSON.stringify(value)).toString('base64url');
}
