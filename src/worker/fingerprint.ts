import { createHash } from 'node:crypto';

/** What a file is, whatever it is called: its SHA-256 in lower-case hexadecimal, and its length. */
export interface Fingerprint {
	readonly storedSha256: string;
	readonly sizeBytes: number;
}

/** Reads `content` once, a piece at a time, so that a large file costs no memory. */
export async function fingerprintOf(content: AsyncIterable<Uint8Array>): Promise<Fingerprint> {
	const hash = createHash('sha256');
	let sizeBytes = 0;
	for await (const piece of content) {
		hash.update(piece);
		sizeBytes += piece.byteLength;
	}
	return { storedSha256: hash.digest('hex'), sizeBytes };
}
