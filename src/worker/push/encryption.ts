/**
 * Encryption of a push message for one browser: only it can read what the push service carries.
 * @source RFC 8291 (Message Encryption for Web Push) with RFC 8188 (aes128gcm), one record
 */
import { createCipheriv, createECDH, createHmac, randomBytes } from 'node:crypto';

/** The public half of a subscription's keys, base64url. */
export interface SubscriptionKeys {
	/** Public key of the browser: an uncompressed point of P-256, 65 bytes. */
	readonly p256dh: string;
	/** Secret that only the browser and we know, 16 bytes. */
	readonly auth: string;
}

/** Our share, new for each message. */
export interface MessageKeys {
	readonly privateKey: Buffer;
	/** 16 bytes. */
	readonly salt: Buffer;
}

/** A subscription whose keys are not what a browser makes. */
export class UnusableKeys extends Error {}

const POINT_BYTES = 65;
const AUTH_BYTES = 16;
const TAG_BYTES = 16;
/** All in one record: the services' limit of 4096 bytes leaves no room for a second. */
const RECORD_BYTES = 4096;
/** Salt, size of a record, length of the key, key. */
const HEADER_BYTES = 16 + 4 + 1 + POINT_BYTES;
export const MOST_PLAINTEXT_BYTES = RECORD_BYTES - HEADER_BYTES - TAG_BYTES - 1;

const KEY_INFO = Buffer.from('WebPush: info\0');
const ONE = Buffer.from([1]);
const CONTENT_KEY_INFO = Buffer.from('Content-Encoding: aes128gcm\0\x01');
const NONCE_INFO = Buffer.from('Content-Encoding: nonce\0\x01');
/** Ends the last record. */
const LAST = Buffer.from([2]);

/**
 * @param given keys of a published example; without it they are made anew, as they must be
 * @returns the body of the request, `Content-Encoding: aes128gcm`
 * @throws {UnusableKeys} by which nothing can be encrypted, now or later
 */
export function encrypt(plaintext: Buffer, keys: SubscriptionKeys, given?: MessageKeys): Buffer {
	if (plaintext.length > MOST_PLAINTEXT_BYTES) throw new RangeError('The message is too long.');
	const browserKey = Buffer.from(keys.p256dh, 'base64url');
	const auth = Buffer.from(keys.auth, 'base64url');
	if (browserKey.length !== POINT_BYTES || auth.length !== AUTH_BYTES) throw new UnusableKeys();

	const exchange = createECDH('prime256v1');
	if (given) exchange.setPrivateKey(given.privateKey);
	else exchange.generateKeys();
	const ourKey = exchange.getPublicKey();
	const salt = given?.salt ?? randomBytes(16);

	const shared = secretWith(exchange, browserKey);
	// HKDF written out: half the time of `hkdfSync` for outputs this short.
	const keyedByAuth = hmac(auth, shared);
	const secret = hmac(keyedByAuth, KEY_INFO, browserKey, ourKey, ONE);
	const keyedBySalt = hmac(salt, secret);
	const contentKey = hmac(keyedBySalt, CONTENT_KEY_INFO).subarray(0, 16);
	const nonce = hmac(keyedBySalt, NONCE_INFO).subarray(0, 12);

	const cipher = createCipheriv('aes-128-gcm', contentKey, nonce);
	const header = Buffer.allocUnsafe(16 + 4 + 1);
	salt.copy(header);
	header.writeUInt32BE(RECORD_BYTES, 16);
	header.writeUInt8(POINT_BYTES, 20);
	return Buffer.concat([
		header,
		ourKey,
		cipher.update(plaintext),
		cipher.update(LAST),
		cipher.final(),
		cipher.getAuthTag()
	]);
}

function secretWith(exchange: ReturnType<typeof createECDH>, browserKey: Buffer): Buffer {
	try {
		return exchange.computeSecret(browserKey);
	} catch {
		throw new UnusableKeys(); // no point of the curve
	}
}

function hmac(key: Buffer, ...parts: Buffer[]): Buffer {
	const keyed = createHmac('sha256', key);
	for (const part of parts) keyed.update(part);
	return keyed.digest();
}
