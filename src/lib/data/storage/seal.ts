/** Content that only the owner's key opens: AES-GCM, 256 bits. */
export interface Sealed {
	/** 12 bytes, another for each sealing. */
	readonly nonce: Uint8Array<ArrayBuffer>;
	readonly data: ArrayBuffer;
	/** How `data` reads once opened. */
	readonly holds: 'json' | 'bytes';
}

/**
 * @param place where the row stands: sealed content moved to another row does not open
 */
export async function seal(key: CryptoKey, place: string, content: unknown): Promise<Sealed> {
	const holds = content instanceof ArrayBuffer ? 'bytes' : 'json';
	const plain =
		content instanceof ArrayBuffer ? content : new TextEncoder().encode(JSON.stringify(content));
	const nonce = crypto.getRandomValues(new Uint8Array(12));
	const data = await crypto.subtle.encrypt(algorithm(nonce, place), key, plain);
	return { nonce, data, holds };
}

/** @returns `undefined` when it was sealed with another key, for another place, or was altered */
export async function open(key: CryptoKey, place: string, sealed: Sealed): Promise<unknown> {
	let plain: ArrayBuffer;
	try {
		plain = await crypto.subtle.decrypt(algorithm(sealed.nonce, place), key, sealed.data);
	} catch {
		return undefined;
	}
	return sealed.holds === 'bytes'
		? plain
		: (JSON.parse(new TextDecoder().decode(plain)) as unknown);
}

function algorithm(iv: Uint8Array<ArrayBuffer>, place: string): AesGcmParams {
	return { name: 'AES-GCM', iv, additionalData: new TextEncoder().encode(place) };
}
