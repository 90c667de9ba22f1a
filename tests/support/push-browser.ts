import { createDecipheriv, createECDH, hkdfSync, randomBytes, type ECDH } from 'node:crypto';

/**
 * The browser's side of RFC 8291: it has the private key of a subscription and reads what was
 * encrypted for it. Written with `hkdfSync`, another way than the worker's.
 */
export class Browser {
	readonly #pair: ECDH;
	readonly #auth: Buffer;

	constructor() {
		this.#pair = createECDH('prime256v1');
		this.#pair.generateKeys();
		this.#auth = randomBytes(16);
	}

	/** What it hands over with a subscription, base64url. */
	get keys(): { readonly p256dh: string; readonly auth: string } {
		return {
			p256dh: this.#pair.getPublicKey('base64url'),
			auth: this.#auth.toString('base64url')
		};
	}

	/** @throws {Error} it is not for this browser, was changed, or is not of the form */
	decrypt(body: Buffer): Buffer {
		const salt = body.subarray(0, 16);
		const recordBytes = body.readUInt32BE(16);
		const keyBytes = body.readUInt8(20);
		const senderKey = body.subarray(21, 21 + keyBytes);
		const record = body.subarray(21 + keyBytes);
		if (keyBytes !== 65 || record.length > recordBytes) throw new Error('not of the form');

		const info = Buffer.concat([
			Buffer.from('WebPush: info\0'),
			this.#pair.getPublicKey(),
			senderKey
		]);
		const secret = derive(this.#pair.computeSecret(senderKey), this.#auth, info, 32);
		const key = derive(secret, salt, Buffer.from('Content-Encoding: aes128gcm\0'), 16);
		const nonce = derive(secret, salt, Buffer.from('Content-Encoding: nonce\0'), 12);

		const decipher = createDecipheriv('aes-128-gcm', key, nonce);
		decipher.setAuthTag(record.subarray(-16));
		const padded = Buffer.concat([decipher.update(record.subarray(0, -16)), decipher.final()]);
		const end = padded.lastIndexOf(2);
		if (end < 0 || padded.subarray(end + 1).some((byte) => byte !== 0)) {
			throw new Error('the padding is wrong');
		}
		return padded.subarray(0, end);
	}
}

function derive(secret: Buffer, salt: Buffer, info: Buffer, length: number): Buffer {
	return Buffer.from(hkdfSync('sha256', secret, salt, info, length));
}
